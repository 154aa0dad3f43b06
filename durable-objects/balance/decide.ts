import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type {
  CreditCommand,
  CreditResult,
  ExtendCommand,
  FreezeCommand,
  PayCommand,
  Receipt,
  Refused,
  ReverseCommand,
  ReverseResult,
  RuleVersion,
  SimpleResult,
  Verdict,
} from "../../schema/commands.ts";
import type { RefusalCode, UndecidedCode } from "../../schema/errors.ts";
import type { EntryDetail, JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import { MAX_LIVE_LOTS, VOID_WINDOW_MS } from "../../schema/limits.ts";
import { onUnit, type Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { receiptNumber } from "../lib/chain.ts";
import { requestHash } from "../lib/hash.ts";
import type { Draft, StoredOperation } from "../lib/ledger.ts";
import { fencesOf, recallOperation } from "../lib/recall.ts";
import { type BalanceState, isLive, type Lot, liveLots, liveYen, pendingCharge, withMoved } from "./state.ts";

/**
 * The rules of a balance as pure functions of (state, what the journal knows of the operation, command, commit time).
 * A decision lists the rows to append and the state they lead to; the store writes both in one transaction.
 * `reply` is built from the rows as written, because a receipt number is made of a hash (PAY-4).
 */
export interface Decision<T> {
  readonly drafts: readonly Draft[];
  readonly state: BalanceState;
  readonly reply: (written: readonly JournalEntry[]) => Result<T, Refused>;
}

/** What a decision looks at besides the command. */
export interface Situation {
  readonly state: BalanceState;
  readonly known: StoredOperation | null;
  readonly atMs: number;
}

/* ---------- Shared by every decision ---------- */

/** Nothing decided, nothing written; the same request may come again (OPR-6). */
export function undecided<T>(state: BalanceState, code: UndecidedCode): Decision<T> {
  return { drafts: [], state, reply: () => err({ code, outcome: "unknown" }) };
}

/** An answer that writes nothing. */
export function answer<T>(state: BalanceState, result: Result<T, Refused>): Decision<T> {
  return { drafts: [], state, reply: () => result };
}

/** A refusal: fenced, so that a late copy of the same request gets the same answer, unless it needs no memory (OPR-4). */
export function refuse<T>(
  { state, known }: Situation,
  operationId: OperationId,
  hash: string,
  code: RefusalCode,
): Decision<T> {
  return {
    state,
    drafts: fencesOf(known, operationId, hash, code),
    reply: () => err({ code, outcome: "not-done" }),
  };
}

/** What the journal remembers of the request, as a decision; `null` means that the operation is new here. */
export function recall<T>(
  { state, known }: Situation,
  operationId: OperationId,
  hash: string,
  replay: (operation: StoredOperation) => Result<T, Refused>,
): Decision<T> | null {
  const recalled = recallOperation(state.tail, known, operationId, hash);
  if (recalled.kind === "new") return null;
  return answer(state, recalled.kind === "done" ? replay(recalled.operation) : err(recalled.refused));
}

/** PRG-1: the newest version that is in force by the actor's clock; null where none is, which decides nothing. */
export function rulesInForce(rules: readonly RuleVersion[], atMs: number): RuleVersion | null {
  let chosen: RuleVersion | null = null;
  for (const rule of rules) {
    if (rule.effectiveFromMs <= atMs && (chosen === null || rule.effectiveFromMs > chosen.effectiveFromMs))
      chosen = rule;
  }
  return chosen;
}

/**
 * What a stored step needs of the rules: the version in force and those to come, by which its destination may yet pick
 * (PRG-1, XFR-1). Versions that are over would only make the entry longer, until it no longer fits (PUB-1).
 */
export function rulesFrom(rules: readonly RuleVersion[], atMs: number): readonly RuleVersion[] {
  const now = rulesInForce(rules, atMs);
  return rules.filter((rule) => rule === now || rule.effectiveFromMs > atMs);
}

/** The refusal a verdict of the edge carries, if it carries one (OPR-6). */
export function verdictCode(verdict: Verdict): RefusalCode | null {
  return verdict.ok ? null : verdict.code;
}

/** Why a balance without live yen has none: into an app, by date, or used up. */
export function emptyBecause(state: BalanceState, atMs: number): RefusalCode {
  if (state.chargedInto !== null) return "charged";
  const dates = [
    ...state.lots.filter((lot) => lot.remainingYen > 0),
    ...(state.coupon ? [state.coupon] : []),
  ];
  if (dates.length > 0 && dates.every((dated) => !isLive(dated, atMs))) return "expired";
  return "insufficient-balance";
}

/** One row per lot, earliest expiry first, until `amountYen` is taken (PAY-1). The caller has checked that it is there. */
export function takeFromLots(
  lots: readonly Lot[],
  amountYen: number,
): readonly { lot: string; expiresOn: BusinessDate; amountYen: number }[] {
  const taken: { lot: string; expiresOn: BusinessDate; amountYen: number }[] = [];
  let left = amountYen;
  for (const lot of lots) {
    if (left === 0) break;
    const part = Math.min(left, lot.remainingYen);
    taken.push({ lot: lot.lot, expiresOn: lot.expiresOn, amountYen: -part });
    left -= part;
  }
  if (left > 0) throw new RangeError("lots hold less than was promised");
  return taken;
}

/* ---------- Pay ---------- */

interface PayOutcome extends EntryDetail {
  readonly storeId: string;
  readonly tillId: string;
  readonly amountYen: number;
  readonly balanceAfterYen: number;
}

/** The receipt of a payment's first entry (PAY-4). */
export function receiptOf(first: JournalEntry, replayed: boolean): Receipt {
  const result = first.result as PayOutcome;
  return {
    operationId: first.operationId,
    storeId: result.storeId as Receipt["storeId"],
    tillId: result.tillId as Receipt["tillId"],
    amountYen: result.amountYen as Yen,
    balanceAfterYen: result.balanceAfterYen as Yen,
    atMs: first.atMs,
    receiptNumber: receiptNumber(first.hash),
    replayed,
  };
}

/** The receipt a stored payment stands for (PAY-4). */
export function storedReceipt(operation: StoredOperation): Receipt {
  return receiptOf(operation.first, true);
}

/** A debit in favour of one store (PAY-1 to PAY-6). */
export function decidePay(situation: Situation, command: PayCommand): Decision<Receipt> {
  const { state, atMs } = situation;
  const { operationId, amountYen, storeId, tillId } = command;
  const hash = requestHash({ kind: "pay", actor: state.holder.actor, amountYen, storeId, tillId });
  const recalled = recall(situation, operationId, hash, (operation) => ok(receiptOf(operation.first, true)));
  if (recalled) return recalled;

  const rules = rulesInForce(command.rules, atMs);
  if (!rules) return undecided(state, "try-again");
  const live = liveYen(state, atMs);
  const code = payRefusal(state, command, rules, live, atMs);
  if (code) return refuse(situation, operationId, hash, code);

  const taken = takeFromLots(liveLots(state, atMs), amountYen);
  const result: PayOutcome = { storeId, tillId, amountYen, balanceAfterYen: live - amountYen };
  return {
    state: withMoved(state, taken),
    drafts: taken.map((part, line) => ({
      operationId,
      kind: "pay",
      account: part.lot,
      expiresOn: part.expiresOn,
      amountYen: part.amountYen,
      detail: { storeId, tillId, rules: rules.version },
      ...(line === 0 ? { requestHash: hash, result } : {}),
    })),
    reply: (written) => ok(receiptOf(written[0] as JournalEntry, false)),
  };
}

function payRefusal(
  state: BalanceState,
  command: PayCommand,
  rules: RuleVersion,
  live: number,
  atMs: number,
): RefusalCode | null {
  if (command.amountYen <= 0 || !onUnit(command.amountYen, rules.unitYen)) return "outside-unit";
  if (state.cancelled) return "cancelled";
  const verdict = verdictCode(command.verdict);
  if (verdict) return verdict;
  if (state.frozen) return "frozen";
  if (pendingCharge(state)) return "charge-in-progress";
  if (state.coupon?.notBeforeOn && businessDate(atMs) < state.coupon.notBeforeOn) return "not-yet-valid";
  if (live === 0) return emptyBecause(state, atMs);
  if (command.amountYen > rules.payLimitYen) return "over-limit";
  if (command.amountYen > live) return "insufficient-balance";
  return null;
}

/* ---------- Credit ---------- */

/** A charge or a grant arriving (XFR-1): ends in one durable entry, done or a fence with its refusal. */
export function decideCredit(situation: Situation, command: CreditCommand): Decision<CreditResult> {
  const { state, atMs } = situation;
  const { operationId, parent, source, origin } = command;
  const amountYen = command.lots.reduce((sum, lot) => sum + lot.amountYen, 0);
  const hash = requestHash({
    kind: "credit",
    actor: state.holder.actor,
    amountYen,
    target: JSON.stringify([parent, source.actorClass, source.actor, origin, command.lots]),
  });
  const recalled = recall(situation, operationId, hash, ({ first }) =>
    ok({ amountYen: amountYen as Yen, balanceYen: liveYen(state, atMs), atMs: first.atMs }),
  );
  if (recalled) return recalled;

  const rules = rulesInForce(command.rules, atMs);
  if (!rules) return undecided(state, "try-again");
  const merged = mergeLots(state, command);
  if (state.frozen) return refuse(situation, operationId, hash, "frozen");
  if (rules.personCapYen !== null && state.receivedYen + amountYen > rules.personCapYen) {
    return refuse(situation, operationId, hash, "over-limit");
  }
  if (liveLots(merged.state, atMs).length > MAX_LIVE_LOTS) {
    return refuse(situation, operationId, hash, "wallet-full");
  }
  const next = { ...merged.state, receivedYen: state.receivedYen + amountYen };
  return {
    state: next,
    drafts: merged.moves.map((move, line) => ({
      operationId,
      kind: "credit",
      account: move.lot,
      expiresOn: move.expiresOn,
      amountYen: move.amountYen,
      detail: { parent, from: source.actorClass, source: source.actor, origin, rules: rules.version },
      ...(line === 0 ? { requestHash: hash, result: { amountYen } } : {}),
    })),
    reply: () => ok({ amountYen: amountYen as Yen, balanceYen: liveYen(next, atMs), atMs }),
  };
}

/** Yen of the same expiry and origin share a lot (PUB-1). */
function mergeLots(state: BalanceState, command: CreditCommand) {
  let next = state;
  const moves: { lot: string; expiresOn: BusinessDate; amountYen: number }[] = [];
  for (const part of command.lots) {
    const same = next.lots.find((lot) => lot.expiresOn === part.expiresOn && lot.origin === command.origin);
    if (!same) {
      const lot: Lot = {
        lot: String(next.nextLot),
        origin: command.origin,
        remainingYen: 0,
        expiresOn: part.expiresOn,
      };
      next = { ...next, nextLot: next.nextLot + 1, lots: [...next.lots, lot] };
    }
    const lot = (same ?? next.lots.at(-1)) as Lot;
    moves.push({ lot: lot.lot, expiresOn: part.expiresOn, amountYen: part.amountYen });
    next = withMoved(next, [{ lot: lot.lot, amountYen: part.amountYen }]);
  }
  return { state: next, moves };
}

/* ---------- Reverse ---------- */

/** What the journal knows of the payment that is to be reversed. */
export interface PaymentHistory {
  readonly payment: StoredOperation | null;
  /** Every `reverse` row of it, in order. */
  readonly reversals: readonly JournalEntry[];
}

/** Void or refund (REV-1 to REV-4, REV-6). What a cancelled coupon does with the yen is the coupon's business (REV-5). */
export function decideReverse(
  situation: Situation,
  history: PaymentHistory,
  command: ReverseCommand,
): Decision<ReverseResult> {
  const { state, atMs } = situation;
  const { operationId, payment } = command;
  const isVoid = command.mode === "void";
  const hash = requestHash({
    kind: command.mode,
    actor: state.holder.actor,
    ...(isVoid ? {} : { amountYen: command.amountYen }),
    storeId: command.storeId,
    target: payment,
  });
  const recalled = recall(situation, operationId, hash, ({ first }) =>
    ok({
      ...(first.result as unknown as StoredReversal),
      operationId,
      payment,
      atMs: first.atMs,
      replayed: true,
    }),
  );
  if (recalled) return recalled;

  const code = reverseRefusal(history, command, atMs);
  if (code) return refuse(situation, operationId, hash, code);
  const paid = history.payment as StoredOperation;
  const left = notYetReversed(paid, history.reversals);
  const amountYen = isVoid ? left.reduce((sum, part) => sum + part.amountYen, 0) : command.amountYen;
  const moves = giveBack(left, amountYen).map((move) => {
    // The lot's date may have been extended since; the yen follows its lot (REV-3).
    const lot = state.lots.find((candidate) => candidate.lot === move.lot) as Lot;
    return { ...move, expiresOn: lot.expiresOn };
  });
  const next = withMoved(state, moves);
  const expiredYen = moves
    .filter((move) => !isLive(move, atMs))
    .reduce((sum, move) => sum + move.amountYen, 0);
  const result: StoredReversal = {
    amountYen: amountYen as Yen,
    expiredYen: expiredYen as Yen,
    balanceAfterYen: liveYen(next, atMs),
  };
  const { storeId, tillId } = paid.first.detail as { storeId: string; tillId: string };
  return {
    state: next,
    drafts: moves.map((move, line) => ({
      operationId,
      kind: "reverse",
      account: move.lot,
      expiresOn: move.expiresOn,
      amountYen: move.amountYen,
      detail: { payment, mode: command.mode, storeId, tillId },
      ...(line === 0 ? { requestHash: hash, result: { ...result } } : {}),
    })),
    reply: () => ok({ ...result, operationId, payment, atMs, replayed: false }),
  };
}

type StoredReversal = Pick<ReverseResult, "amountYen" | "expiredYen" | "balanceAfterYen">;

function reverseRefusal(history: PaymentHistory, command: ReverseCommand, atMs: number): RefusalCode | null {
  const verdict = verdictCode(command.verdict);
  if (verdict) return verdict;
  const paid = history.payment?.first;
  if (paid?.kind !== "pay") return "payment-not-found";
  if (command.storeId !== null && paid.detail?.storeId !== command.storeId) return "other-store";
  const left = notYetReversed(history.payment as StoredOperation, history.reversals).reduce(
    (sum, part) => sum + part.amountYen,
    0,
  );
  if (command.mode === "refund")
    return command.amountYen > left || command.amountYen <= 0 ? "reversal-exceeds-payment" : null;
  const sameDate = businessDate(atMs) === businessDate(paid.atMs);
  if (!sameDate && atMs - paid.atMs > VOID_WINDOW_MS) return "void-window-closed";
  return history.reversals.length > 0 ? "reversal-exceeds-payment" : null;
}

/** Per lot what was taken and not yet given back, in the order it was taken (REV-2, REV-3). */
export function notYetReversed(payment: StoredOperation, reversals: readonly JournalEntry[]) {
  return payment.lines.map((line) => {
    const back = reversals
      .filter((row) => row.account === line.account)
      .reduce((sum, row) => sum + row.amountYen, 0);
    return { lot: line.account, amountYen: -line.amountYen - back };
  });
}

/** Last taken first, per lot no more than was taken (REV-3). */
function giveBack(left: readonly { readonly lot: string; readonly amountYen: number }[], amountYen: number) {
  const moves: { lot: string; amountYen: number }[] = [];
  let open = amountYen;
  for (const part of [...left].reverse()) {
    const amount = Math.min(open, part.amountYen);
    if (amount > 0) moves.push({ lot: part.lot, amountYen: amount });
    open -= amount;
  }
  return moves;
}

/* ---------- Freeze, extend ---------- */

/** The body of a freeze or its end (OPR-2). */
export function freezeHash(actor: ActorName, frozen: boolean): string {
  return requestHash({ kind: frozen ? "freeze" : "unfreeze", actor });
}

/** A 0-yen entry with an id (FRZ-1). */
export function decideFreeze(situation: Situation, command: FreezeCommand): Decision<SimpleResult> {
  const { state, atMs } = situation;
  const { operationId } = command;
  const kind = command.frozen ? "freeze" : "unfreeze";
  const hash = freezeHash(state.holder.actor, command.frozen);
  const recalled = recall(situation, operationId, hash, ({ first }) =>
    ok({ operationId, atMs: first.atMs, replayed: true }),
  );
  if (recalled) return recalled;
  return {
    state: { ...state, frozen: command.frozen },
    drafts: [zero(operationId, kind, null, hash, { done: true })],
    reply: () => ok({ operationId, atMs, replayed: false }),
  };
}

/** A 0-yen row. */
export function zero(
  operationId: OperationId,
  kind: Draft["kind"],
  detail: EntryDetail | null,
  hash: string | null,
  result: EntryDetail | null,
): Draft {
  return { operationId, kind, account: "", expiresOn: null, amountYen: 0, detail, requestHash: hash, result };
}

/** Moves every live lot that ends earlier to a later date (EXP-3): − at the old date, + at the new. */
export function decideExtend(situation: Situation, command: ExtendCommand): Decision<SimpleResult> {
  const { state, atMs } = situation;
  const { operationId, expiresOn } = command;
  const hash = requestHash({ kind: "extend", actor: state.holder.actor, target: expiresOn });
  const recalled = recall(situation, operationId, hash, ({ first }) =>
    ok({ operationId, atMs: first.atMs, replayed: true }),
  );
  if (recalled) return recalled;
  const verdict = verdictCode(command.verdict);
  if (state.cancelled) return refuse(situation, operationId, hash, "cancelled");
  if (verdict) return refuse(situation, operationId, hash, verdict);
  const moving = liveLots(state, atMs).filter((lot) => lot.expiresOn < expiresOn);
  if (moving.length === 0) return refuse(situation, operationId, hash, "nothing-left");
  const ids = new Set(moving.map((lot) => lot.lot));
  const rows = moving.flatMap((lot) => [
    { lot: lot.lot, expiresOn: lot.expiresOn, amountYen: -lot.remainingYen },
    { lot: lot.lot, expiresOn, amountYen: lot.remainingYen },
  ]);
  return {
    state: { ...state, lots: state.lots.map((lot) => (ids.has(lot.lot) ? { ...lot, expiresOn } : lot)) },
    drafts: rows.map((row, line) => ({
      operationId,
      kind: "extend",
      account: row.lot,
      expiresOn: row.expiresOn,
      amountYen: row.amountYen,
      detail: null,
      ...(line === 0 ? { requestHash: hash, result: { done: true } } : {}),
    })),
    reply: () => ok({ operationId, atMs, replayed: false }),
  };
}
