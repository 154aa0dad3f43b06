import type { ProgrammeState } from "../../schema/api/programmes.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { Verdict } from "../../schema/commands.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import { type Scope, storeInScope } from "../../schema/scope.ts";

/** Who scans whom: the phone the store's QR (MPM), or the store a coupon's or a wallet's code (CPM). */
export type Scanning = "mpm" | "cpm";

interface JudgedStore {
  readonly id: string;
  readonly regionId: string;
  readonly municipality: string;
  readonly industry: string;
  readonly accepts: "mpm" | "mpm+cpm";
  readonly state: "open" | "suspended";
}
interface JudgedProgramme {
  readonly regionId: string;
  readonly state: ProgrammeState;
  readonly startsOn: BusinessDate;
  readonly scope: Scope;
}

/**
 * What the edge knows about a payment before it happens: programme open, store open, paper taken, scope (OPR-6, PAY-5,
 * S1, S15). It travels with the command; the actor applies it to ids it has never seen. Pure.
 */
export function judgePayment(
  store: JudgedStore,
  programme: JudgedProgramme,
  scanning: Scanning,
  nowMs: number,
): Verdict {
  const open = judgeProgramme(programme, nowMs);
  if (!open.ok) return open;
  if (store.state !== "open") return { ok: false, code: "store-suspended" };
  if (store.regionId !== programme.regionId || !storeInScope(store, programme.scope))
    return { ok: false, code: "outside-scope" };
  if (scanning === "cpm" && store.accepts === "mpm") return { ok: false, code: "cpm-not-accepted" };
  return ACCEPTED;
}

/** States in which what people hold can be spent: a closed programme keeps its word until each lot expires (PRG-3). */
export function isSpendable(state: ProgrammeState): boolean {
  return state === "open" || state === "closed";
}

/**
 * Whether what a programme issued can be spent and charged. Its end needs no check here: a lot's own date is the promise
 * (EXP-1).
 */
export function judgeProgramme(
  programme: Pick<JudgedProgramme, "state" | "startsOn">,
  nowMs: number,
): Verdict {
  if (!isSpendable(programme.state) || businessDate(nowMs) < programme.startsOn)
    return { ok: false, code: "programme-closed" };
  return ACCEPTED;
}

/** Whether a programme issues: only while it is open, up to its last day (PRG-3). */
export function judgeIssuing(
  programme: Pick<JudgedProgramme, "state" | "startsOn"> & { readonly endsOn: BusinessDate },
  nowMs: number,
): Verdict {
  if (programme.state !== "open" || businessDate(nowMs) > programme.endsOn)
    return { ok: false, code: "programme-closed" };
  return judgeProgramme(programme, nowMs);
}

/** The first verdict that refuses, or acceptance. */
export function firstRefusal(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => !verdict.ok) ?? ACCEPTED;
}
