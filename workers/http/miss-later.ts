import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { RegionId, ResidentId, StaffId, StoreId } from "../../schema/ids.ts";
import { addMisses, type Miss } from "../data/code-misses.ts";
import type { Env } from "../env.ts";
import type { ApiContext } from "./context.ts";
import { errorText } from "./error-text.ts";
import { Gather } from "./gather.ts";
import { callerAddress } from "./network.ts";
import { networkMark } from "./network-mark.ts";

/** Misses of one isolate are gathered at most this long, and at most so many, before they are written. */
const GATHER_MS = 1_000;
const MAX_BATCH = 500;

/** Who asked; what they asked for is never handed over (CPN-1). */
export interface Asker {
  readonly storeId?: StoreId;
  readonly staffId?: StaffId;
  readonly residentId?: ResidentId;
  /** The region whose staff it is. */
  readonly staffOf: RegionId | null;
}

const gathers = new WeakMap<object, Gather<Miss>>();

/**
 * Counts a code with right check digits that leads nowhere (FRD-1), after the reply: it takes as long for whoever asks
 * (CPN-4). Where the database is away the count is lost; the brakes hold all the same.
 */
export function missLater(c: Context<ApiContext>, asker: Asker): void {
  const network = networkMark(c.env, callerAddress(c));
  const regionId = asker.staffOf;
  const misses: Miss[] = [{ kind: "network", subject: network.id, regionId, shown: network.shown }];
  for (const kind of ["store", "staff", "resident"] as const) {
    const subject = asker[`${kind}Id`];
    if (subject !== undefined) misses.push({ kind, subject, regionId, shown: null });
  }
  gatherFor(c.env).add(c.executionCtx, misses, (waiting) => waiting.length >= MAX_BATCH);
}

function gatherFor(env: Env): Gather<Miss> {
  const known = gathers.get(env.DB);
  if (known) return known;
  const made = new Gather<Miss>(GATHER_MS, async (misses) => {
    try {
      await addMisses(env.DB, misses, clockOf(env).now());
    } catch (error) {
      logLine("error", "misses were not counted", { misses: misses.length, error: errorText(error) });
    }
  });
  gathers.set(env.DB, made);
  return made;
}
