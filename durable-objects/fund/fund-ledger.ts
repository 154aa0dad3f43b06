import type {
  Answer,
  EntriesFromCommand,
  FundView,
  GrantCommand,
  IssuedQuery,
  IssuedSoFar,
  Refused,
  ResolvedOperation,
  SelfCheck,
  SimpleResult,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  type IssueId,
  type OperationId,
  type OrganisationId,
  type RegionId,
  tailOf,
} from "../../schema/ids.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { checkJournal } from "../lib/check.ts";
import type { Clock } from "../lib/clock.ts";
import { workAlarm } from "../lib/due-work.ts";
import { type AlarmClock, type Holder, Ledger } from "../lib/ledger.ts";
import { logLine } from "../lib/log.ts";
import { PublicationWatch } from "../lib/publication.ts";
import { fence } from "../lib/recall.ts";
import type { Sql } from "../lib/sql.ts";
import { isDurableRefusal, nextTransferTryMs, TRANSFER_WORK } from "../lib/transfer.ts";
import { type Account, balanceOf, type FundIssue, type FundState, type Grant } from "./book.ts";
import { issuedSoFar } from "./caps.ts";
import { decideGrant, endGrant, grantEndId } from "./decide.ts";
import type { FundDecision, FundSituation } from "./decision.ts";
import { gapsIn } from "./hand-over-decide.ts";
import { FUND_MIGRATIONS, fundLookup, loadFund, readIssue, saveFund } from "./store.ts";

/** The world around a fund. */
export interface FundDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly alarm: AlarmClock;
  /** The programme's region, read once from D1 (primary) when the book is opened. */
  readonly birth: () => Promise<Result<Holder, Refused>>;
  /** Hands a grant's stored command to its wallet. May throw: that decides nothing (XFR-2). */
  readonly deliver: (grant: Grant) => Promise<Answer<unknown>>;
  readonly publish: (entries: readonly JournalEntry[]) => Promise<void>;
  readonly projectedHead: (regionId: RegionId | null) => Promise<Head | null>;
}

/** One programme's double-entry book. A command is one transaction: look up, judge, post, save. */
export class FundLedger {
  readonly ledger: Ledger;
  readonly #deps: FundDeps;
  readonly #publication: PublicationWatch;
  #state: FundState | null = null;

  constructor(actor: ActorName, deps: FundDeps) {
    this.#deps = deps;
    this.ledger = new Ledger({ actorClass: "fund", actor }, { ...deps, migrations: FUND_MIGRATIONS });
    this.#publication = new PublicationWatch(this.ledger, deps);
  }

  get state(): FundState | null {
    if (this.#state) return this.#state;
    const holder = this.ledger.holder();
    this.#state = holder ? loadFund(this.#deps.sql, holder, this.ledger.tail) : null;
    return this.#state;
  }

  /** Runs one command; opens the book if this is its first. */
  async run<T>(
    operationId: OperationId,
    decide: (situation: FundSituation) => FundDecision<T>,
  ): Promise<Answer<T>> {
    const opened = await this.#ready(operationId);
    if (!opened.ok) return { outcome: opened, entries: [] };
    return this.#commit(opened.value, operationId, decide);
  }

  /** Sets yen aside for a wallet, carries it there at once, and says how the grant stands then (XFR-1). */
  async grant(
    command: GrantCommand,
  ): Promise<Answer<SimpleResult & { readonly state: "posted" | "pending" }>> {
    const { operationId } = command;
    const held = await this.run(operationId, (situation) =>
      decideGrant(situation, this.#ends(operationId), command),
    );
    if (!held.outcome.ok || held.outcome.value.state !== "pending") return held;
    const driven = await this.#carry(
      (this.state?.grants ?? []).filter((open) => open.parent === operationId),
    );
    const { posted, voided } = this.#ends(operationId);
    const entries = [...held.entries, ...driven];
    if (voided) {
      return {
        outcome: err({ code: voided.first.detail?.code as RefusalCode, outcome: "not-done" }),
        entries,
      };
    }
    return { outcome: ok({ ...held.outcome.value, state: posted ? "posted" : "pending" }), entries };
  }

  /** OPR-5. */
  async resolve(operationId: OperationId): Promise<Answer<ResolvedOperation>> {
    const opened = await this.#ready(operationId);
    if (!opened.ok) {
      const { code } = opened.error;
      return code === "wrong-holder"
        ? { outcome: opened, entries: [] }
        : { outcome: ok({ outcome: "unknown", code }), entries: [] };
    }
    return this.#commit(opened.value, operationId, (situation) =>
      this.#decideResolve(situation, operationId),
    );
  }

  /** Carries every pending grant to its wallet and settles what the wallet's journal decided. */
  async driveGrants(): Promise<readonly JournalEntry[]> {
    return this.#carry(this.state?.grants ?? []);
  }

  async #carry(grants: readonly Grant[]): Promise<readonly JournalEntry[]> {
    // What newer code wrote is that code's to go on with (ACT-2).
    if (this.ledger.newerThanCode) return [];
    const entries: JournalEntry[] = [];
    for (const grant of grants) {
      const delivered = await this.#deliver(grant);
      entries.push(...delivered.entries, ...this.#settle(grant, delivered));
    }
    return entries;
  }

  async drive(): Promise<{ readonly pending: boolean }> {
    if (this.ledger.newerThanCode) return { pending: true };
    await this.#deps.publish(await this.driveGrants());
    return { pending: (this.state?.grants.length ?? 0) > 0 };
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

  issue(id: IssueId): FundIssue | null {
    return this.ledger.born ? readIssue(this.#deps.sql, id) : null;
  }

  /** Whether a sheet was handed over by its serial (FND-14). */
  hasHandedOver(id: IssueId, serial: number): boolean {
    if (!this.ledger.born) return false;
    const runs = fundLookup(this.#deps.sql).handedOver(id, [serial, serial]);
    return gapsIn([serial, serial], runs).length === 0;
  }

  /** What counts under caps so far (PAY-6); a book that was never opened has issued nothing. */
  issued(query: IssuedQuery): IssuedSoFar {
    return issuedSoFar(this.ledger.born ? fundLookup(this.#deps.sql).used : () => 0, query);
  }

  /** AUD-1 for a book: the chain, every operation summing to zero, and the accounts re-added (FND-1). */
  check(): SelfCheck {
    return checkJournal(this.ledger, (rows) => {
      const sums = new Map<string, number>();
      const perOperation = new Map<string, number>();
      for (const row of rows) {
        if (row.account !== "") sums.set(row.account, (sums.get(row.account) ?? 0) + row.amountYen);
        perOperation.set(row.operationId, (perOperation.get(row.operationId) ?? 0) + row.amountYen);
      }
      for (const [operation, sum] of perOperation)
        if (sum !== 0) return `operation ${operation} sums to ${sum}`;
      for (const [account, amount] of this.state?.accounts ?? []) {
        if ((sums.get(account) ?? 0) !== amount)
          return `account ${account} holds ${amount}, its journal says ${sums.get(account) ?? 0}`;
        sums.delete(account);
      }
      const stray = [...sums].find(([, sum]) => sum !== 0);
      return stray ? `account ${stray[0]} is in the journal and not in the book` : null;
    });
  }

  /** The accounts as the secretariat reads them; a book that was never opened reads 0. */
  view(): FundView {
    const { state } = this;
    const read = (account: Account) => (state ? balanceOf(state, account) : 0);
    return {
      programmeId: this.ledger.identity.actor as string as FundView["programmeId"],
      cashYen: 0 - read("cash"),
      availableYen: read("available"),
      reservedYen: read("reserved"),
      allotted: [...(state?.accounts ?? [])]
        .filter(([account]) => account.startsWith("allotted:"))
        .map(([account, amountYen]) => ({
          issuerId: account.slice("allotted:".length) as OrganisationId,
          amountYen,
        })),
      writingYen: read("writing"),
      issuedYen: read("issued"),
      cancelledYen: 0 - read("cancelled"),
      grantingYen: read("granting"),
      grantedYen: read("granted"),
      returnedYen: 0 - read("returned"),
      paidOutYen: 0 - read("paid-out"),
      feesYen: 0 - read("fees"),
      feesHeldYen: read("fees-held"),
      head: this.ledger.head,
    };
  }

  async #ready(operationId: OperationId): Promise<Result<Holder | null, Refused>> {
    if (tailOf(operationId) !== this.ledger.tail) return err({ code: "wrong-holder", outcome: "not-done" });
    if (this.ledger.newerThanCode) return err({ code: "try-again", outcome: "unknown" });
    return this.state ? ok(null) : this.#deps.birth();
  }

  #commit<T>(
    birth: Holder | null,
    operationId: OperationId,
    decide: (situation: FundSituation) => FundDecision<T> & { readonly grant?: Grant },
  ): Answer<T> {
    const { value, entries } = this.ledger.transact((tx) => {
      const before = this.state ?? (birth ? emptyFund(birth, this.ledger.tail) : null);
      if (!before) throw new Error("a fund without a birth");
      const decision = decide({
        state: before,
        known: tx.find(operationId),
        atMs: tx.atMs,
        look: fundLookup(this.#deps.sql),
      });
      tx.append(before.holder, decision.drafts);
      saveFund(this.#deps.sql, before, decision);
      if (decision.state.grants.length > before.grants.length)
        tx.due(TRANSFER_WORK, tx.atMs + nextTransferTryMs(0));
      return { next: decision.state, outcome: decision.reply };
    });
    // A first command that wrote no entry has opened no book.
    this.#state = this.ledger.head.seq === 0 ? null : value.next;
    return { outcome: value.outcome, entries };
  }

  #ends(parent: OperationId) {
    const { state } = this;
    if (!state) return { posted: null, voided: null };
    return {
      posted: this.ledger.find(grantEndId(state, parent, "posted")),
      voided: this.ledger.find(grantEndId(state, parent, "voided")),
    };
  }

  #decideResolve(
    { state, known, atMs }: FundSituation,
    operationId: OperationId,
  ): FundDecision<ResolvedOperation> {
    if (!known) {
      const abandoned = fence(operationId, null, "operation-abandoned");
      return { state, drafts: [abandoned], reply: ok({ outcome: "not-done", code: null, atMs }) };
    }
    const { first } = known;
    const say = (resolved: ResolvedOperation): FundDecision<ResolvedOperation> => ({
      state,
      drafts: [],
      reply: ok(resolved),
    });
    if (first.kind === "fence")
      return say({ outcome: "not-done", code: first.result?.code as RefusalCode, atMs: first.atMs });
    const amountYen = Math.abs(known.lines.find((line) => line.amountYen > 0)?.amountYen ?? 0) as Yen;
    const { posted, voided } = this.#ends(operationId);
    if (voided)
      return say({ outcome: "not-done", code: voided.first.detail?.code as RefusalCode, atMs: first.atMs });
    const pending = first.kind === "grant-pending" && !posted;
    return say({ outcome: pending ? "pending" : "done", kind: "other", amountYen, atMs: first.atMs });
  }

  async #deliver(grant: Grant): Promise<Answer<unknown>> {
    try {
      return await this.#deps.deliver(grant);
    } catch (error) {
      logLine("warn", "a transfer was not taken", {
        kind: "grant",
        parent: grant.parent,
        error: String(error),
      });
      return { outcome: err({ code: "try-again", outcome: "unknown" }), entries: [] };
    }
  }

  #settle(grant: Grant, { outcome }: Answer<unknown>): readonly JournalEntry[] {
    if (!outcome.ok && !isDurableRefusal(outcome.error)) return [];
    const { value, entries } = this.ledger.transact((tx) => {
      const { state } = this;
      if (!state?.grants.some((open) => open.parent === grant.parent)) return state;
      const ended = endGrant(state, grant, outcome.ok ? null : (outcome.error.code as RefusalCode));
      tx.append(state.holder, ended.drafts);
      saveFund(this.#deps.sql, state, ended);
      if (ended.state.grants.length === 0) tx.done(TRANSFER_WORK);
      return ended.state;
    });
    this.#state = value;
    return entries;
  }
}

function emptyFund(holder: Holder, tail: FundState["tail"]): FundState {
  return { holder, tail, nextSerial: 1, accounts: new Map(), grants: [] };
}
