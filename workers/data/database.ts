import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { Env } from "../env.ts";

export type Database = DrizzleD1Database;

/**
 * The database of a region; null for what belongs to no region (residents, sign-in names). The only way to D1 from the
 * API, so that a region can have a database of its own one day.
 */
export function databaseOf(env: Env, _regionId: string | null): Database {
  return drizzle(env.DB);
}
