import type { Context } from "hono";
import { parseChargeCode } from "../../schema/charge-code.ts";
import type { BalanceView, Verdict } from "../../schema/commands.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { RegionId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { ApiContext } from "./context.ts";
import { inspectByCode } from "./coupon-lookup.ts";
import { type Asker, missLater } from "./miss-later.ts";
import { type ProblemReply, problem } from "./problem.ts";
import { countMiss, evenOut, isBlocked, type MissName, overQuota } from "./throttled.ts";

/**
 * The coupon in what a signed-in caller scanned, behind the brakes on guessing (CPN-3). Errors are the reply to give:
 * misread digits, an unknown code, too many tries. What the caller may not see reads, counts and takes as unknown.
 */
export async function scanCoupon(
  c: Context<ApiContext>,
  scanned: string,
  caller: {
    readonly id: string;
    readonly misses: MissName;
    /** The region whose staff asks, or a till system of it; null for a resident. */
    readonly staffOf: RegionId | null;
    /** Towards whom a guess counts (FRD-1). */
    readonly guesser: Omit<Asker, "staffOf">;
  },
): Promise<Result<{ readonly view: BalanceView; readonly codeEnd: string }, ProblemReply>> {
  const startedAtMs = Date.now();
  const stopped =
    (await overQuota(c, "inspect:account", caller.id)) ?? (await isBlocked(c, caller.misses, caller.id));
  if (stopped) return err(stopped);
  const code = parseChargeCode(scanned);
  if (!code.ok)
    return err(problem(c, code.error.code === "check-digit" ? "code-check-digit" : "code-incomplete"));
  const view = await inspectByCode(c.env, code.value);
  if (!view.ok && view.error !== "coupon-unknown") return err(problem(c, view.error));
  if (!view.ok || isHidden(view.value, caller.staffOf)) {
    await countMiss(c, caller.misses, caller.id);
    // A coupon that exists elsewhere was not guessed, and what is elsewhere is nobody's business here (WHO-1).
    if (!view.ok) missLater(c, { ...caller.guesser, staffOf: caller.staffOf });
    await evenOut(startedAtMs);
    return err(problem(c, "coupon-not-found"));
  }
  return ok({ view: view.value, codeEnd: code.value.slice(-4) });
}

/** What doesn't exist for this caller: to staff a coupon of another region (WHO-1), to others a cancelled one (CPN-4). */
function isHidden(view: BalanceView, staffOf: RegionId | null): boolean {
  return staffOf === null ? view.state === "cancelled" : view.regionId !== staffOf;
}

const SAYS: { readonly [State in BalanceView["state"]]: RefusalCode | null } = {
  unopened: null,
  live: null,
  "charge-in-progress": "charge-in-progress",
  charged: "charged",
  cancelled: "cancelled",
  expired: "expired",
  used: "nothing-left",
  "not-handed-over": "not-handed-over",
  "not-yet-valid": "not-yet-valid",
};

/** What a balance's state says before anybody types an amount; the actor judges again when it counts. */
export function stateVerdict(view: BalanceView): Verdict {
  if (view.frozen) return { ok: false, code: "frozen" };
  const code = SAYS[view.state];
  return code ? { ok: false, code } : ACCEPTED;
}
