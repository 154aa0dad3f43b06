import * as z from "zod";
import { msSchema } from "./common.ts";

/** GET /api/health. `nowMs` is the server's clock (CLK-1): screens that count take their offset from it. */
export const healthSchema = z.object({ ok: z.literal(true), nowMs: msSchema, version: z.string() });
export type Health = z.output<typeof healthSchema>;
