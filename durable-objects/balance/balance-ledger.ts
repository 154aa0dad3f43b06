import type {
  Answer,
  BalanceView,
  CreditResult,
  EntriesFromCommand,
  Refused,
  ResolvedOperation,
  SelfCheck,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import {
  type ActorClass,
  type ActorName,
  type OperationId,
  type ProgrammeId,
  type RegionId,
  tailOf,
} from "../../schema/ids.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { checkJournal } from "../lib/check.ts";
import type { Clock } from "../lib/clock.ts";
import { workAlarm } from "../lib/due-work.ts";
import { type AlarmClock, type Draft, type Holder, Ledger, type LedgerTransaction } from "../lib/ledger.ts";
import { logLine } from "../lib/log.ts";
import { PublicationWatch } from "../lib/publication.ts";
import { fence } from "../lib/recall.ts";
import type { Sql } from "../lib/sql.ts";
import { isDurableRefusal, nextTransferTryMs, TRANSFER_WORK } from "../lib/transfer.ts";
import { answer, type Decision, type PaymentHistory, type Situation, storedReceipt } from "./decide.ts";
import { cancelNow, chargeNow, postCharge, postedId, postReturn, voidCharge, voidedId } from "./settle.ts";
import { type BalanceState, isLive, liveYen, pendingCharge, type Transfer, totalYen } from "./state.ts";
import { BALANCE_MIGRATIONS, loadBalance, saveBalance } from "./store.ts";

/** What an actor is opened from: its holder, and the state and rows it starts with. */
export interface Birth {
  readonly holder: Holder;
  readonly open: (base: BalanceState) => { readonly state: BalanceState; readonly drafts: readonly Draft[] };
}

/** The world around a balance. Everything that waits is here; nothing here decides about money. */
export interface BalanceDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly alarm: AlarmClock;
  /** Reads what the actor opens from (D1, primary); refuses where it can't open (CPN-5). */
  readonly birth: () => Promise<Result<Birth, Refused>>;
  /** Hands a transfer's stored command to its destination. May throw or time out: that decides nothing (XFR-2). */
  readonly deliver: (transfer: Transfer) => Promise<Answer<unknown>>;
  /** Sends entries made by due work to the journal queue (PUB-1). */
  readonly publish: (entries: readonly JournalEntry[]) => Promise<void>;
  /** The actor's contiguous head in D1, or null where it can't be read (PUB-6). */
  readonly projectedHead: (regionId: RegionId | null) => Promise<Head | null>;
}

/**
 * One balance: the shell that coupon and wallet share. A command is one transaction: look up, judge, append, save.
 * Runs on a Durable Object's storage in production and on `node:sqlite` in tests, with the same statements.
 */
export class BalanceLedger {
  readonly ledger: Ledger;
  readonly #deps: BalanceDeps;
  readonly #publication: PublicationWatch;
  #state: BalanceState | null = null;

  constructor(identity: { readonly actorClass: ActorClass; readonly actor: ActorName }, deps: BalanceDeps) {
    this.#deps = deps;
    this.ledger = new Ledger(identity, { ...deps, migrations: BALANCE_MIGRATIONS });
    this.#publication = new PublicationWatch(this.ledger, deps);
  }

  /** The state in memory, or read back after an eviction; null where the actor was never opened. */
  get state(): BalanceState | null {
    if (this.#state) return this.#state;
    const holder = this.ledger.holder();
    this.#state = holder ? loadBalance(this.#deps.sql, holder, this.ledger.tail) : null;
    return this.#state;
  }

  /** Runs one command; opens the actor if this is its first. */
  async run<T>(operationId: OperationId, decide: (situation: Situation) => Decision<T>): Promise<Answer<T>> {
    const opened = await this.#ready(operationId);
    if (!opened.ok) return { outcome: opened, entries: [] };
    return this.#commit(opened.value, operationId, (situation) => decide(situation));
  }

  /** `resolve` (OPR-5): says what became of an operation, and fences it where nothing is known. */
  async resolve(operationId: OperationId): Promise<Answer<ResolvedOperation>> {
    const opened = await this.#ready(operationId);
    if (!opened.ok) {
      const { code, outcome } = opened.error;
      if (code === "wrong-holder") return { outcome: opened, entries: [] };
      const nowMs = this.#deps.clock.now();
      if (outcome === "not-done")
        return { outcome: ok({ outcome: "not-done", code: null, atMs: nowMs }), entries: [] };
      return { outcome: ok({ outcome: "unknown", code }), entries: [] };
    }
    return this.#commit(opened.value, operationId, (situation) =>
      this.#decideResolve(situation, operationId),
    );
  }

  /** The ends of a transfer in this journal, by its step ids. */
  settlement(operationId: OperationId) {
    const { state } = this;
    if (!state) return { posted: null, voided: null };
    return {
      posted: this.ledger.find(postedId(state, operationId)),
      voided: this.ledger.find(voidedId(state, operationId)),
    };
  }

  /** What the journal knows of a payment that is to be reversed. */
  paymentHistory(payment: OperationId): PaymentHistory {
    if (!this.ledger.born) return { payment: null, reversals: [] };
    return {
      payment: this.ledger.find(payment),
      reversals: this.ledger.findByDetail("reverse", "payment", payment),
    };
  }

  /**
   * Carries every pending transfer to its destination and settles what the destination's journal decided.
   * Safe with two drivers at once: the step ids are the same and a settled transfer is settled once (XFR-3).
   */
  async driveTransfers(): Promise<DrivenTransfers> {
    // What newer code wrote is that code's to go on with (ACT-2).
    if (this.ledger.newerThanCode) return { entries: [], walletBalanceYen: undefined };
    const entries: JournalEntry[] = [];
    let walletBalanceYen: Yen | undefined;
    for (const transfer of this.state?.transfers ?? []) {
      const delivered = await this.#deliver(transfer);
      entries.push(...delivered.entries, ...this.#settle(transfer, delivered));
      if (transfer.kind === "charge" && delivered.outcome.ok) {
        walletBalanceYen = (delivered.outcome.value as CreditResult).balanceYen;
      }
    }
    return { entries, walletBalanceYen };
  }

  /** ALM-2: due transfers now; entries they make are published by the actor itself. */
  async drive(): Promise<{ readonly pending: boolean }> {
    if (this.ledger.newerThanCode) return { pending: true };
    const { entries } = await this.driveTransfers();
    await this.#deps.publish(entries);
    return { pending: (this.state?.transfers.length ?? 0) > 0 };
  }

  onAlarm(): Promise<void> {
    return workAlarm(this.ledger, {
      transfers: () => this.drive(),
      publication: () => this.#publication.check(),
    });
  }

  entriesFrom(command: EntriesFromCommand): readonly JournalEntry[] {
    return this.ledger.entriesFrom(command.fromSeq, Math.min(command.limit, MAX_REPUBLISH_ENTRIES));
  }

  /** AUD-1: journal without gap, chain intact, Σ = balance = Σ lots. */
  check(): SelfCheck {
    return checkJournal(this.ledger, (rows) => {
      const state = this.state;
      const sums = new Map<string, number>();
      for (const row of rows)
        if (row.account !== "") sums.set(row.account, (sums.get(row.account) ?? 0) + row.amountYen);
      for (const lot of state?.lots ?? []) {
        if ((sums.get(lot.lot) ?? 0) !== lot.remainingYen)
          return `lot ${lot.lot} holds ${lot.remainingYen}, its journal says ${sums.get(lot.lot) ?? 0}`;
        sums.delete(lot.lot);
      }
      const [stray] = sums.keys();
      if (stray !== undefined) return `lot ${stray} is in the journal and not in the balance`;
      return null;
    });
  }

  /** What screens read. Null where the actor was never opened. */
  view(): BalanceView | null {
    const { state } = this;
    if (!state) return null;
    const nowMs = this.ledger.now();
    const spendableYen = state.cancelled || pendingCharge(state) ? (0 as Yen) : liveYen(state, nowMs);
    const paid = this.ledger.paidYen();
    return {
      actor: state.holder.actor,
      idTail: state.tail,
      programmeId: state.holder.programmeId,
      regionId: state.holder.regionId,
      state: lifeOf(state, nowMs),
      frozen: state.frozen,
      spendableYen,
      lots: state.lots
        .filter((lot) => lot.remainingYen > 0)
        .map((lot) => ({
          lot: lot.lot,
          remainingYen: lot.remainingYen as Yen,
          expiresOn: lot.expiresOn,
          expired: !isLive(lot, nowMs),
        })),
      ...(state.coupon
        ? {
            coupon: {
              faceYen: state.coupon.faceYen,
              paidYen: paid as Yen,
              serial: state.coupon.serial,
              issueId: state.coupon.issueId,
              issuerId: state.coupon.issuerId,
              notBeforeOn: state.coupon.notBeforeOn,
              expiresOn: state.lots[0]?.expiresOn ?? state.coupon.expiresOn,
              chargedInto: state.chargedInto as ProgrammeId | null,
            },
          }
        : {}),
      head: this.ledger.head,
      nowMs,
    };
  }

  async #ready(operationId: OperationId): Promise<Result<Birth | null, Refused>> {
    if (tailOf(operationId) !== this.ledger.tail) return err({ code: "wrong-holder", outcome: "not-done" });
    if (this.ledger.newerThanCode) return err({ code: "try-again", outcome: "unknown" });
    if (this.ledger.born) return ok(null);
    const birth = await this.#deps.birth();
    // Another command may have opened it while this one read: then the journal decides, whatever was read here. One that
    // read the coupon as expired would else say "not paid" of an id that was paid by its own copy (OPR-2, OPR-5).
    return this.ledger.born ? ok(null) : birth;
  }

  #commit<T>(
    birth: Birth | null,
    operationId: OperationId,
    decide: (situation: Situation) => Decision<T>,
  ): Answer<T> {
    const { value, entries } = this.ledger.transact((tx) => {
      const before = this.state;
      const opened = before ?? this.#open(tx, birth);
      const decision = decide({ state: opened, known: tx.find(operationId), atMs: tx.atMs });
      const written = tx.append(opened.holder, decision.drafts);
      saveBalance(this.#deps.sql, before, decision.state);
      if (decision.state.transfers.length > opened.transfers.length)
        tx.due(TRANSFER_WORK, tx.atMs + nextTransferTryMs(0));
      return { next: decision.state, outcome: decision.reply(written) };
    });
    this.#state = value.next;
    return { outcome: value.outcome, entries };
  }

  #open(tx: LedgerTransaction, birth: Birth | null): BalanceState {
    if (!birth) throw new Error("an actor without a birth");
    const opened = birth.open({
      holder: birth.holder,
      tail: this.ledger.tail,
      frozen: false,
      cancelled: false,
      chargedInto: null,
      receivedYen: 0,
      nextLot: 1,
      coupon: null,
      lots: [],
      transfers: [],
    });
    tx.append(birth.holder, opened.drafts);
    return opened.state;
  }

  #decideResolve(situation: Situation, operationId: OperationId): Decision<ResolvedOperation> {
    const { state, known, atMs } = situation;
    if (!known) {
      return {
        state,
        drafts: [fence(operationId, null, "operation-abandoned")],
        reply: () => ok({ outcome: "not-done", code: null, atMs }),
      };
    }
    return answer(state, ok(this.#describe(known.first.operationId)));
  }

  #describe(operationId: OperationId): ResolvedOperation {
    const known = this.ledger.find(operationId);
    if (!known) throw new Error("described before it was found");
    const { first } = known;
    const notDone = (code: unknown): ResolvedOperation => ({
      outcome: "not-done",
      code: code as never,
      atMs: first.atMs,
    });
    switch (first.kind) {
      case "fence":
        return notDone(first.result?.code ?? null);
      case "pay": {
        const receipt = storedReceipt(known);
        return { outcome: "done", kind: "payment", amountYen: receipt.amountYen, atMs: first.atMs, receipt };
      }
      case "charge-pending": {
        const charge = chargeNow(first, this.settlement(operationId), true);
        if (!charge.ok) return notDone(charge.error.code);
        const outcome = charge.value.state === "posted" ? "done" : "pending";
        return { outcome, kind: "charge", amountYen: charge.value.amountYen, atMs: first.atMs };
      }
      case "cancel": {
        const cancel = cancelNow(first, this.settlement(operationId), true);
        return {
          outcome: cancel.state === "posted" ? "done" : "pending",
          kind: "cancel",
          amountYen: cancel.amountYen,
          atMs: first.atMs,
        };
      }
      default: {
        const amountYen = (typeof first.result?.amountYen === "number" ? first.result.amountYen : 0) as Yen;
        const kind = first.kind === "credit" ? "credit" : first.kind === "reverse" ? "reversal" : "other";
        return { outcome: "done", kind, amountYen, atMs: first.atMs };
      }
    }
  }

  /** A destination that throws or is away has decided nothing (XFR-2). */
  async #deliver(transfer: Transfer): Promise<Answer<unknown>> {
    try {
      return await this.#deps.deliver(transfer);
    } catch (error) {
      logLine("warn", "a transfer was not taken", {
        kind: transfer.kind,
        parent: transfer.parent,
        error: String(error),
      });
      return { outcome: err({ code: "try-again", outcome: "unknown" }), entries: [] };
    }
  }

  /** Appends the end of a transfer where the destination's answer is an entry of its journal (XFR-1). */
  #settle(transfer: Transfer, { outcome }: Answer<unknown>): readonly JournalEntry[] {
    const refused = outcome.ok ? null : outcome.error;
    if (refused && !(transfer.kind === "charge" && isDurableRefusal(refused))) return [];
    const { value, entries } = this.ledger.transact((tx) => {
      const { state } = this;
      // Another driver was faster: a transfer that is settled stays settled.
      if (!state?.transfers.some((open) => open.parent === transfer.parent)) return state;
      const settled = endOf(state, transfer, refused);
      tx.append(state.holder, settled.drafts);
      saveBalance(this.#deps.sql, state, settled.state);
      if (settled.state.transfers.length === 0) tx.done(TRANSFER_WORK);
      return settled.state;
    });
    this.#state = value;
    return entries;
  }
}

/** What a driven transfer made; the wallet's balance where a charge arrived just now. */
export interface DrivenTransfers {
  readonly entries: readonly JournalEntry[];
  readonly walletBalanceYen: Yen | undefined;
}

function endOf(state: BalanceState, transfer: Transfer, refused: Refused | null) {
  if (transfer.kind !== "charge") return postReturn(state, transfer);
  return refused ? voidCharge(state, transfer, refused.code as RefusalCode) : postCharge(state, transfer);
}

/** The one word for how a balance stands. */
function lifeOf(state: BalanceState, nowMs: number): BalanceView["state"] {
  if (state.cancelled) return "cancelled";
  if (pendingCharge(state)) return "charge-in-progress";
  if (liveYen(state, nowMs) > 0) return "live";
  if (state.chargedInto !== null) return "charged";
  if (totalYen(state) > 0) return "expired";
  return "used";
}
