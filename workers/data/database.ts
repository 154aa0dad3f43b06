import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { regionDatabase } from "../../durable-objects/lib/region-database.ts";
import type { Env } from "../env.ts";

export type Database = DrizzleD1Database;

/**
 * The database of a region; null for what belongs to no region (residents, sign-in names), and for what isn't known yet to
 * belong to one. The only way to D1 from the API, so that a region can have a database of its own (OPS-8, docs/scale.md).
 */
export function databaseOf(env: Env, regionId: string | null): Database {
  return drizzle(regionDatabase(env, regionId));
}
