import { businessDate } from "../../schema/calendar.ts";
import type {
  CancelCommand,
  CancelResult,
  ChargeCommand,
  ChargeResult,
  ReplaceCommand,
  ReverseCommand,
  ReverseResult,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { fundName, type OperationId, parseWalletName } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { ok } from "../../schema/result.ts";
import {
  type Decision,
  decideReverse,
  emptyBecause,
  type PaymentHistory,
  recall,
  refuse,
  rulesFrom,
  rulesInForce,
  type Situation,
  takeFromLots,
  undecided,
  verdictCode,
  zero,
} from "../balance/decide.ts";
import { cancelNow, chargeNow, type Settlement } from "../balance/settle.ts";
import {
  type BalanceState,
  type CouponFacts,
  isLive,
  liveLots,
  liveYen,
  pendingCharge,
  type Transfer,
  withMoved,
} from "../balance/state.ts";
import { idTail, requestHash, stepId } from "../lib/hash.ts";
import type { Draft } from "../lib/ledger.ts";

/* ---------- Opening ---------- */

/** The state and the row of a coupon that opens: its face as one lot (CPN-2). */
export function openCoupon(
  base: BalanceState,
  facts: CouponFacts,
): { readonly state: BalanceState; readonly draft: Draft } {
  return {
    state: {
      ...base,
      coupon: facts,
      nextLot: 2,
      lots: [{ lot: "1", origin: "face", remainingYen: facts.faceYen, expiresOn: facts.expiresOn }],
    },
    draft: {
      operationId: stepId(base.holder.actor, "open", base.tail),
      kind: "open",
      account: "1",
      expiresOn: facts.expiresOn,
      amountYen: facts.faceYen,
      detail: { ...facts },
      requestHash: null,
      result: null,
    },
  };
}

/* ---------- Charge: coupon → wallet ---------- */

/** Sets the whole live remainder aside for a wallet (CHG-1); the wallet's journal decides what becomes of it (XFR-1). */
export function decideCharge(
  situation: Situation,
  settlement: Settlement,
  command: ChargeCommand,
): Decision<ChargeResult> {
  const { state, atMs } = situation;
  const { operationId, wallet } = command;
  const hash = requestHash({ kind: "charge", actor: state.holder.actor, target: wallet });
  const recalled = recall(situation, operationId, hash, ({ first }) => chargeNow(first, settlement, true));
  if (recalled) return recalled;

  if (!rulesInForce(command.rules, atMs)) return undecided(state, "try-again");
  const code = chargeRefusal(state, command, atMs);
  if (code) return refuse(situation, operationId, hash, code);

  const held = takeFromLots(liveLots(state, atMs), liveYen(state, atMs));
  const lots = held.map((part) => ({ amountYen: -part.amountYen as Yen, expiresOn: part.expiresOn }));
  const amountYen = lots.reduce((sum, lot) => sum + lot.amountYen, 0);
  const credit = {
    operationId: stepId(operationId, "credit", idTail(wallet)),
    parent: operationId,
    source: { actorClass: state.holder.actorClass, actor: state.holder.actor },
    regionId: state.holder.regionId,
    origin: "charge" as const,
    lots,
    rules: rulesFrom(command.rules, atMs),
  };
  const transfer: Transfer = {
    kind: "charge",
    parent: operationId,
    sinceMs: atMs,
    target: wallet,
    command: credit,
    held,
  };
  return {
    state: { ...withMoved(state, held), transfers: [...state.transfers, transfer] },
    drafts: held.map((part, line) => ({
      operationId,
      kind: "charge-pending",
      account: part.lot,
      expiresOn: part.expiresOn,
      amountYen: part.amountYen,
      detail: line === 0 ? { target: wallet, command: credit } : null,
      ...(line === 0 ? { requestHash: hash, result: { amountYen, lots } } : {}),
    })),
    reply: (written) => chargeNow(written[0] as JournalEntry, { posted: null, voided: null }, false),
  };
}

function chargeRefusal(state: BalanceState, command: ChargeCommand, atMs: number): RefusalCode | null {
  if (state.cancelled) return "cancelled";
  const verdict = verdictCode(command.verdict);
  if (verdict) return verdict;
  if (parseWalletName(command.wallet)?.programmeId !== state.holder.programmeId) return "other-programme";
  if (state.frozen) return "frozen";
  if (pendingCharge(state)) return "charge-in-progress";
  if (state.coupon?.notBeforeOn && businessDate(atMs) < state.coupon.notBeforeOn) return "not-yet-valid";
  if (liveYen(state, atMs) > 0) return null;
  const why = emptyBecause(state, atMs);
  return why === "insufficient-balance" ? "nothing-left" : why;
}

/* ---------- Cancel and replace: coupon → fund ---------- */

/** Takes the live remainder off the coupon for good and sends it to the issuer's allotment (FND-4, XFR-1). */
export function decideCancel(
  situation: Situation,
  settlement: Settlement,
  command: CancelCommand,
): Decision<CancelResult> {
  return giveUp(situation, settlement, command, null);
}

/** Takes the live remainder off the coupon for good; the fund issues exactly that as a new coupon of the same expiry. */
export function decideReplace(
  situation: Situation,
  settlement: Settlement,
  command: ReplaceCommand,
): Decision<CancelResult> {
  return giveUp(situation, settlement, command, command);
}

function giveUp(
  situation: Situation,
  settlement: Settlement,
  command: CancelCommand,
  replace: ReplaceCommand | null,
): Decision<CancelResult> {
  const { state, atMs } = situation;
  const { operationId } = command;
  const newIssueId = replace?.newIssueId ?? null;
  const hash = requestHash({
    kind: replace ? "replace" : "cancel",
    actor: state.holder.actor,
    ...(newIssueId ? { target: newIssueId } : {}),
  });
  const recalled = recall(situation, operationId, hash, ({ first }) =>
    ok(cancelNow(first, settlement, true)),
  );
  if (recalled) return recalled;
  const code = giveUpRefusal(state, command, replace !== null, atMs);
  if (code) return refuse(situation, operationId, hash, code);

  const amountYen = liveYen(state, atMs);
  const taken = takeFromLots(liveLots(state, atMs), amountYen);
  const transfer = amountYen === 0 ? null : returnTransfer(state, operationId, amountYen, atMs, replace);
  const result = { amountYen, newIssueId, pending: transfer !== null };
  const detail = transfer ? { target: transfer.target, command: transfer.command } : null;
  const rows: readonly Draft[] =
    taken.length === 0
      ? [zero(operationId, "cancel", detail, hash, result)]
      : taken.map((part, line) => ({
          operationId,
          kind: "cancel",
          account: part.lot,
          expiresOn: part.expiresOn,
          amountYen: part.amountYen,
          detail: line === 0 ? detail : null,
          ...(line === 0 ? { requestHash: hash, result } : {}),
        }));
  return {
    state: {
      ...withMoved(state, taken),
      cancelled: true,
      transfers: transfer ? [...state.transfers, transfer] : state.transfers,
    },
    drafts: rows,
    reply: (written) => ok(cancelNow(written[0] as JournalEntry, { posted: null, voided: null }, false)),
  };
}

function giveUpRefusal(
  state: BalanceState,
  command: CancelCommand,
  replacing: boolean,
  atMs: number,
): RefusalCode | null {
  if (state.cancelled) return "cancelled";
  const verdict = verdictCode(command.verdict);
  if (verdict) return verdict;
  // A new coupon would be free of the old one's freeze; back in the allotment the yen is still the issuer's to answer for.
  if (replacing && state.frozen) return "frozen";
  if (pendingCharge(state)) return "charge-in-progress";
  if (!replacing || liveYen(state, atMs) > 0) return null;
  const why = emptyBecause(state, atMs);
  return why === "insufficient-balance" ? "nothing-left" : why;
}

/** The step that carries yen back to the fund; `replace` turns it into a new issue of one. */
function returnTransfer(
  state: BalanceState,
  parent: OperationId,
  amountYen: Yen,
  atMs: number,
  replace: ReplaceCommand | null,
): Transfer {
  const facts = state.coupon as CouponFacts;
  const fund = fundName(state.holder.programmeId);
  const step = {
    operationId: stepId(parent, replace ? "reissue" : "return", idTail(fund)),
    parent,
    source: state.holder.actor,
    issuerId: facts.issuerId,
    amountYen,
  };
  if (!replace) return { kind: "return", parent, sinceMs: atMs, target: fund, command: step };
  const expiresOn = liveLots(state, atMs).at(-1)?.expiresOn ?? facts.expiresOn;
  return {
    kind: "reissue",
    parent,
    sinceMs: atMs,
    target: fund,
    command: {
      ...step,
      branchId: facts.branchId,
      newIssueId: replace.newIssueId,
      notBeforeOn: facts.notBeforeOn,
      expiresOn,
      keyId: replace.keyId,
      pepperGeneration: replace.pepperGeneration,
    },
  };
}

/* ---------- Reverse on a coupon ---------- */

/** REV-5: onto a cancelled coupon the yen comes and goes in one transaction, unless its lot has expired. */
export function decideCouponReverse(
  situation: Situation,
  history: PaymentHistory,
  command: ReverseCommand,
): Decision<ReverseResult> {
  const decision = decideReverse(situation, history, command);
  const { state, atMs } = situation;
  const back = decision.drafts.filter(
    (draft) =>
      draft.kind === "reverse" && draft.expiresOn !== null && isLive({ expiresOn: draft.expiresOn }, atMs),
  );
  if (!state.cancelled || back.length === 0) return decision;
  const amountYen = back.reduce((sum, draft) => sum + draft.amountYen, 0) as Yen;
  const transfer = returnTransfer(state, command.operationId, amountYen, atMs, null);
  const away = back.map((draft, index) => ({
    operationId: command.operationId,
    kind: "cancel" as const,
    account: draft.account,
    expiresOn: draft.expiresOn,
    amountYen: -draft.amountYen,
    detail: index === 0 ? { target: transfer.target, command: transfer.command } : null,
  }));
  const moved = withMoved(
    decision.state,
    away.map((draft) => ({ lot: draft.account, amountYen: draft.amountYen })),
  );
  const balanceAfterYen = liveYen(moved, atMs);
  const [first, ...rest] = decision.drafts as [Draft, ...Draft[]];
  return {
    state: { ...moved, transfers: [...moved.transfers, transfer] },
    drafts: [{ ...first, result: { ...first.result, balanceAfterYen } }, ...rest, ...away],
    reply: (written) => {
      const result = decision.reply(written);
      return result.ok ? ok({ ...result.value, balanceAfterYen }) : result;
    },
  };
}
