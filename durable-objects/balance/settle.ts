import type { CancelResult, ChargeResult } from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { type OperationId, parseWalletName } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { stepId } from "../lib/hash.ts";
import type { Draft, StoredOperation } from "../lib/ledger.ts";
import { zero } from "./decide.ts";
import { type BalanceState, type Transfer, withMoved } from "./state.ts";

/** The source's side of a transfer (XFR-1): how it stands, and what is appended when the destination has decided. */

/** The ids of a transfer's ends at its source: the same for every driver (XFR-3). */
export function postedId(state: BalanceState, parent: OperationId): OperationId {
  return stepId(parent, "posted", state.tail);
}
export function voidedId(state: BalanceState, parent: OperationId): OperationId {
  return stepId(parent, "voided", state.tail);
}

/** How a transfer stands, by its step ids (OPR-2). */
export interface Settlement {
  readonly posted: StoredOperation | null;
  readonly voided: StoredOperation | null;
}

/** A charge's present state (OPR-2): pending, posted, or refused by the wallet and voided. */
export function chargeNow(
  first: JournalEntry,
  settlement: Settlement,
  replayed: boolean,
): Result<ChargeResult, { code: RefusalCode; outcome: "not-done" }> {
  if (settlement.voided) {
    return err({ code: settlement.voided.first.detail?.code as RefusalCode, outcome: "not-done" });
  }
  const stored = first.result as unknown as Pick<ChargeResult, "amountYen" | "lots">;
  return ok({
    operationId: first.operationId,
    state: settlement.posted ? "posted" : "pending",
    amountYen: stored.amountYen,
    lots: stored.lots,
    atMs: first.atMs,
    replayed,
  });
}

/** The destination's journal has the yen: the charge is posted (XFR-1). */
export function postCharge(
  state: BalanceState,
  transfer: Transfer,
): { readonly state: BalanceState; readonly drafts: readonly Draft[] } {
  const into = parseWalletName(transfer.target)?.programmeId ?? null;
  return {
    state: {
      ...state,
      chargedInto: into,
      transfers: state.transfers.filter((other) => other.parent !== transfer.parent),
    },
    drafts: [
      zero(postedId(state, transfer.parent), "charge-posted", { parent: transfer.parent }, null, null),
    ],
  };
}

/** The destination's journal holds a fence: what was held goes back to the lots it came from (XFR-1). */
export function voidCharge(
  state: BalanceState,
  transfer: Extract<Transfer, { kind: "charge" }>,
  code: RefusalCode,
): { readonly state: BalanceState; readonly drafts: readonly Draft[] } {
  const moves = transfer.held.map((part) => ({ lot: part.lot, amountYen: -part.amountYen }));
  const next = withMoved(state, moves);
  return {
    state: { ...next, transfers: state.transfers.filter((other) => other.parent !== transfer.parent) },
    drafts: moves.map((move) => ({
      operationId: voidedId(state, transfer.parent),
      kind: "charge-voided",
      account: move.lot,
      expiresOn: next.lots.find((lot) => lot.lot === move.lot)?.expiresOn ?? null,
      amountYen: move.amountYen,
      detail: { parent: transfer.parent, code },
    })),
  };
}

/** A cancel's or replace's present state (OPR-2). */
export function cancelNow(first: JournalEntry, settlement: Settlement, replayed: boolean): CancelResult {
  const stored = first.result as unknown as {
    amountYen: Yen;
    newIssueId: CancelResult["newIssueId"];
    pending: boolean;
  };
  return {
    operationId: first.operationId,
    state: !stored.pending || settlement.posted ? "posted" : "pending",
    amountYen: stored.amountYen,
    newIssueId: stored.newIssueId,
    atMs: first.atMs,
    replayed,
  };
}

/** The fund has the yen (XFR-3: it can't refuse). */
export function postReturn(
  state: BalanceState,
  transfer: Transfer,
): { readonly state: BalanceState; readonly drafts: readonly Draft[] } {
  return {
    state: { ...state, transfers: state.transfers.filter((other) => other.parent !== transfer.parent) },
    drafts: [
      zero(postedId(state, transfer.parent), "cancel-posted", { parent: transfer.parent }, null, null),
    ],
  };
}
