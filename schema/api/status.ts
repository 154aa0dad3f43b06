import * as z from "zod";
import type { RegionId } from "../ids.ts";
import { entity, msSchema } from "./common.ts";

/**
 * What may be disturbed while the rest goes on (DEG-1), gravest first.
 * - `payments`: nobody can pay or charge; only the operator says so.
 * - `records`: D1 is away or being made again: signing in, charging, codes and lists may fail; balances and paying at a QR don't.
 * - `messages`: no SMS and no call goes out: no new signing in.
 * - `late`: the projection is behind: reversals, figures and reports come later.
 * - `slow`: everything may take long; only the operator says so.
 */
export const DISTURBANCES = ["payments", "records", "messages", "late", "slow"] as const;
export type DisturbanceKind = (typeof DISTURBANCES)[number];

const disturbanceSchema = z.object({
  kind: z.enum(DISTURBANCES),
  /** Null: everywhere. */
  regionId: entity<RegionId>("region").nullable(),
  /** Since when it is known; null where the system noticed it just now. */
  sinceMs: msSchema.nullable(),
});
export type Disturbance = z.output<typeof disturbanceSchema>;

/** GET /api/status: what is disturbed now, for everybody to read; at most 15 s old. */
export const statusSchema = z.object({ disturbances: z.array(disturbanceSchema), serverNowMs: msSchema });

/** POST /api/operator/status: says that something is disturbed, or that it is over. */
export const statusRequestSchema = z.object({
  kind: z.enum(DISTURBANCES),
  regionId: entity<RegionId>("region").nullable(),
  disturbed: z.boolean(),
});
