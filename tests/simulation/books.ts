import { entryHash } from "../../durable-objects/lib/chain.ts";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import { endExclusiveMs } from "../../schema/calendar.ts";
import type { EntryKind, JournalEntry } from "../../schema/events.ts";
import type { ActorName, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { HandOvers } from "./hand-overs.ts";
import type { ActorStorage } from "./storage.ts";
import { Break } from "./timeline.ts";
import { Transfers } from "./transfers.ts";

/** What the books know of one lot. */
interface Lot {
  remainingYen: number;
  expiresOn: string;
}

interface Payment {
  readonly lines: Map<string, { takenYen: number; backYen: number }>;
}

/** One balance or fund, kept a second time from nothing but its journal's rows. */
export interface Book {
  readonly storage: ActorStorage;
  programmeId: string;
  seq: number;
  hash: string;
  atMs: number;
  readonly lots: Map<string, Lot>;
  readonly accounts: Map<string, number>;
  readonly payments: Map<string, Payment>;
  /** Operation → how its first line reads. */
  readonly operations: Map<string, { readonly kind: EntryKind; readonly hash: string | null; lines: number }>;
  /** Of the fund: expired yen returned so far, by bucket. */
  readonly returned: Map<string, number>;
  frozen: boolean;
  cancelled: boolean;
  charging: string | null;
  /** What else became of a coupon, for the coverage: a reversal onto each is a story of its own. */
  charged: boolean;
  replaced: boolean;
}

/** The sign of every kind (MON-4); the fund's double entries have both. */
const SIGNS: { readonly [kind: string]: "+" | "-" | "0" | "any" } = {
  credit: "+",
  reverse: "+",
  "charge-voided": "+",
  pay: "-",
  "charge-pending": "-",
  cancel: "-",
  "charge-posted": "0",
  "cancel-posted": "0",
  fence: "0",
  freeze: "0",
  unfreeze: "0",
  open: "any",
  extend: "any",
};
/** Accounts of a fund that never go below zero (FND-2). */
const NEVER_BELOW_ZERO = /^(available|reserved|allotted:.*|writing|granting|issued|granted)$/;
/** An append leaves an alarm armed within this time (PUB-6), two machines' clocks allowed for. */
const ALARM_WITHIN_MS = 125_000;
const SKEW_MS = 5_000;

interface Row {
  [column: string]: string | number | null;
  seq: number;
  at_ms: number;
  operation_id: string;
  line: number;
  kind: string;
  account: string;
  expires_on: string | null;
  amount: number;
  detail: string | null;
  request_hash: string | null;
  result: string | null;
  prev_hash: string;
  hash: string;
}

/**
 * The cheap invariants, after every commit: the books are kept a second time, by other code, from the rows that were
 * just written, and compared with what the actor itself keeps beside its journal.
 */
export class Books {
  readonly all = new Map<ActorName, Book>();
  readonly harmed = new Set<ActorName>();
  readonly transfers = new Transfers(this.harmed);
  readonly handOvers = new HandOvers();
  /** AUD-6: operation → the one actor on which it moved money. */
  readonly #movedOn = new Map<string, ActorName>();
  rows = 0;
  readonly #saw: (kind: string) => void;

  /** @param saw told what kinds of things the journals say happened */
  constructor(saw: (kind: string) => void) {
    this.#saw = saw;
  }

  /** Looks at what an actor has just committed. Throws a {@link Break}. */
  committed(storage: ActorStorage, nowMs: number): void {
    if (storage.isEmpty) return;
    if (storage.harm === "wiped")
      throw new Break("CPN-5", `${storage.actor} lost its disk and opened again`, [storage.actor]);
    const book = this.#bookOf(storage);
    const rows = storage.sql.all<Row>("select * from journal where seq > ? order by seq", storage.seenSeq);
    storage.seenSeq = rows.at(-1)?.seq ?? storage.seenSeq;
    this.#checkAlarm(storage, nowMs, rows.length > 0);
    if (storage.harm !== null || rows.length === 0) return;
    if (book.programmeId === "") {
      const holder = storage.sql.all<{ region_id: string; programme_id: string }>(
        "select region_id, programme_id from holder",
      )[0];
      book.programmeId = holder?.programme_id ?? "";
    }
    for (const row of rows) this.#see(book, row);
    this.rows += rows.length;
    if (storage.actorClass === "fund") this.#compareFund(book, rows);
    else this.#compareBalance(book, rows);
  }

  /** An alarm that has rung leaves another where work is left (ALM-1): nobody may ever come to ask. */
  rang(storage: ActorStorage): void {
    if (storage.isEmpty || storage.harm !== null || storage.alarmAtMs !== null || storage.ringsAgain) return;
    const { actor, sql } = storage;
    const waits = sql.all("select what from due limit 1").length > 0;
    const sent = sql.all<{ seq: number }>("select seq from published")[0]?.seq ?? 0;
    if (waits || sent < storage.lastSeq())
      throw new Break("ALM-1", `${actor} has rung, has work left and no alarm`, [actor]);
  }

  /** From here on nothing is asked of this actor but that the audit names it. */
  harm(storage: ActorStorage, how: NonNullable<ActorStorage["harm"]>): void {
    storage.harm = how;
    this.harmed.add(storage.actor);
  }

  #bookOf(storage: ActorStorage): Book {
    const known = this.all.get(storage.actor);
    if (known) return known;
    const made: Book = {
      storage,
      programmeId: "",
      seq: 0,
      hash: genesisHash(storage.actorClass, storage.actor),
      atMs: 0,
      lots: new Map(),
      accounts: new Map(),
      payments: new Map(),
      operations: new Map(),
      returned: new Map(),
      frozen: false,
      cancelled: false,
      charging: null,
      charged: false,
      replaced: false,
    };
    this.all.set(storage.actor, made);
    return made;
  }

  /** ALM-1: work that waits has its alarm; PUB-6: so has every append. */
  #checkAlarm(storage: ActorStorage, nowMs: number, appended: boolean): void {
    const { actor, alarmAtMs, ringsAgain, lateUntilMs } = storage;
    if (ringsAgain) return;
    if (appended && (alarmAtMs === null || alarmAtMs > nowMs + ALARM_WITHIN_MS))
      throw new Break("PUB-6", `${actor} wrote and has no alarm within two minutes`, [actor]);
    const due = storage.sql.all<{ at_ms: number | null }>("select min(at_ms) as at_ms from due")[0]?.at_ms;
    if (due != null && (alarmAtMs === null || alarmAtMs > Math.max(due, nowMs, lateUntilMs) + SKEW_MS))
      throw new Break("ALM-1", `${actor} has work due before its alarm rings`, [actor]);
  }

  #see(book: Book, row: Row): void {
    const { actor, actorClass } = book.storage;
    const fail = (rule: string, what: string): never => {
      throw new Break(rule, `${actor} row ${row.seq} (${row.kind} ${row.operation_id}): ${what}`, [
        actor,
        row.operation_id,
      ]);
    };
    const entry: JournalEntry = {
      v: 1,
      actorClass,
      actor,
      regionId: "" as RegionId,
      programmeId: book.programmeId as ProgrammeId,
      seq: row.seq,
      atMs: row.at_ms,
      operationId: row.operation_id as JournalEntry["operationId"],
      line: row.line,
      kind: row.kind as EntryKind,
      account: row.account,
      expiresOn: row.expires_on as JournalEntry["expiresOn"],
      amountYen: row.amount,
      detail: row.detail === null ? null : JSON.parse(row.detail),
      requestHash: row.request_hash,
      result: row.result === null ? null : JSON.parse(row.result),
      prevHash: row.prev_hash,
      hash: row.hash,
    };
    if (entry.seq !== book.seq + 1) fail("AUD-1", `follows row ${book.seq}`);
    if (entry.prevHash !== book.hash) fail("AUD-1", "the chain is broken");
    if (entryHash(entry) !== entry.hash) fail("AUD-1", "the hash does not cover the row");
    if (entry.atMs < book.atMs) fail("PAY-2", "the clock ran backwards");
    book.seq = entry.seq;
    book.hash = entry.hash;
    book.atMs = entry.atMs;
    const operation = book.operations.get(entry.operationId);
    if (entry.line !== (operation?.lines ?? 0)) fail("AUD-1", `line ${entry.line} of its operation`);
    if (operation) operation.lines += 1;
    else book.operations.set(entry.operationId, { kind: entry.kind, hash: entry.requestHash, lines: 1 });
    if (entry.amountYen !== 0) {
      const other = this.#movedOn.get(entry.operationId);
      if (other !== undefined && other !== actor) fail("AUD-6", `moves money on ${other} too`);
      this.#movedOn.set(entry.operationId, actor);
    }
    if (actorClass === "fund") this.#post(book, entry, fail);
    else this.#move(book, entry, fail);
    this.transfers.see(entry);
    this.handOvers.see(entry);
  }

  #post(book: Book, entry: JournalEntry, fail: (rule: string, what: string) => never): void {
    if (entry.account === "") return;
    const amount = (book.accounts.get(entry.account) ?? 0) + entry.amountYen;
    book.accounts.set(entry.account, amount);
    if (entry.kind === "return-expired" && entry.account === "returned" && entry.expiresOn !== null)
      book.returned.set(entry.expiresOn, (book.returned.get(entry.expiresOn) ?? 0) - entry.amountYen);
    if (entry.account === "paid-out" && entry.kind === "pay-out" && entry.amountYen > 0)
      fail("FND-1", "pays out less than nothing");
    if (entry.account === "paid-out" && amount > 0) fail("FND-12", "more came back than was paid out");
  }

  #move(book: Book, entry: JournalEntry, fail: (rule: string, what: string) => never): void {
    const sign = SIGNS[entry.kind];
    const amount = entry.amountYen;
    if (
      sign === undefined ||
      (sign === "+" && amount <= 0) ||
      (sign === "-" && amount >= 0 && !(entry.kind === "cancel" && entry.account === "")) ||
      (sign === "0" && amount !== 0)
    )
      fail("MON-4", `${amount} yen has the wrong sign`);
    const { operationId } = entry;
    if (entry.kind === "freeze") book.frozen = true;
    if (entry.kind === "unfreeze") book.frozen = false;
    if (entry.kind === "charge-posted" || entry.kind === "charge-voided") book.charging = null;
    if (entry.kind === "charge-posted") book.charged = true;
    if (entry.kind === "charge-voided") this.#saw(`charge voided: ${String(entry.detail?.code)}`);
    if (entry.kind === "cancel" && entry.detail?.command)
      book.replaced = "newIssueId" in (entry.detail.command as object);
    if (amount === 0) {
      if (entry.kind === "cancel") book.cancelled = true;
      return;
    }
    let lot = book.lots.get(entry.account);
    if (!lot) {
      if (amount < 0 || !["open", "credit"].includes(entry.kind))
        fail("MON-4", "moves a lot that isn't there");
      lot = { remainingYen: 0, expiresOn: entry.expiresOn as string };
      book.lots.set(entry.account, lot);
    }
    const live = (each: Lot) => entry.atMs < endExclusiveMs(each.expiresOn as never);
    switch (entry.kind) {
      case "pay": {
        if (book.frozen) fail("FRZ-1", "pays while frozen");
        if (book.charging !== null) fail("CHG-2", "pays while a charge is pending");
        if (book.cancelled) fail("PAY-3", "pays although cancelled");
        if (!live(lot)) fail("PAY-2", "takes from an expired lot");
        for (const [id, other] of book.lots) {
          const sooner =
            other.expiresOn < lot.expiresOn ||
            (other.expiresOn === lot.expiresOn && Number(id) < Number(entry.account));
          if (sooner && other.remainingYen > 0 && live(other)) fail("PAY-1", `leaves lot ${id} aside`);
        }
        const payment = book.payments.get(operationId) ?? { lines: new Map() };
        book.payments.set(operationId, payment);
        payment.lines.set(entry.account, { takenYen: -amount, backYen: 0 });
        break;
      }
      case "reverse": {
        if (book.charging !== null) this.#saw("reversal onto a pending charge");
        else if (book.charged) this.#saw("reversal onto a charged coupon");
        if (book.frozen) this.#saw("reversal onto a frozen balance");
        if (book.cancelled)
          this.#saw(book.replaced ? "reversal onto a replaced coupon" : "reversal onto a cancelled coupon");
        if (!live(lot)) this.#saw("reversal onto an expired lot");
        const payment = book.payments.get(String(entry.detail?.payment));
        const line = payment?.lines.get(entry.account);
        if (!line) {
          fail("REV-3", "gives back into a lot that the payment didn't take from");
          return;
        }
        line.backYen += amount;
        if (line.backYen > line.takenYen) fail("REV-2", "gives back more than was paid");
        break;
      }
      case "charge-pending":
        if (book.charging !== null && book.charging !== operationId) fail("CHG-2", "charges twice at once");
        if (book.frozen) fail("FRZ-1", "is charged while frozen");
        if (!live(lot)) fail("PAY-2", "charges an expired lot");
        book.charging = operationId;
        break;
      case "cancel":
        if (!live(lot)) fail("FND-4", "returns an expired lot");
        book.cancelled = true;
        break;
      case "extend":
        if (amount < 0 && !live(lot)) fail("EXP-3", "extends an expired lot");
        if (amount > 0) lot.expiresOn = entry.expiresOn as string;
        break;
    }
    if (lot.expiresOn !== entry.expiresOn) fail("EXP-1", "stands at another date than its lot");
    lot.remainingYen += amount;
    if (lot.remainingYen < 0) fail("MON-4", `lot ${entry.account} goes below zero`);
  }

  /** MON-4: Σ journal = Σ lots, lot by lot; CHG-1: a charge leaves nothing live behind. */
  #compareBalance(book: Book, rows: readonly Row[]): void {
    const { actor, sql } = book.storage;
    const kept = sql.all<{ lot: number; remaining: number; expires_on: string }>(
      "select lot, remaining, expires_on from lot",
    );
    for (const { lot, remaining, expires_on } of kept) {
      const own = book.lots.get(String(lot));
      if (own?.remainingYen !== remaining || own.expiresOn !== expires_on)
        throw new Break(
          "MON-4",
          `${actor} keeps ${remaining} yen in lot ${lot}, its journal says ${own?.remainingYen ?? 0}`,
          [actor, rows[0]?.operation_id ?? ""],
        );
    }
    if (kept.length !== book.lots.size)
      throw new Break("MON-4", `${actor} keeps ${kept.length} lots, its journal says ${book.lots.size}`, [
        actor,
      ]);
    if (book.charging !== null && rows.some((row) => row.kind === "charge-pending"))
      for (const [id, lot] of book.lots)
        if (lot.remainingYen > 0 && book.atMs < endExclusiveMs(lot.expiresOn as never))
          throw new Break("CHG-1", `${actor} charges and keeps lot ${id}`, [actor]);
  }

  /** FND-1, FND-2: every operation sums to zero, no account is overdrawn, and the book says what its journal says. */
  #compareFund(book: Book, rows: readonly Row[]): void {
    const { actor, sql } = book.storage;
    const sums = new Map<string, number>();
    for (const row of rows) sums.set(row.operation_id, (sums.get(row.operation_id) ?? 0) + row.amount);
    for (const [operation, sum] of sums)
      if (sum !== 0) throw new Break("FND-1", `operation ${operation} of ${actor} sums to ${sum}`, [actor]);
    for (const { name, amount } of sql.all<{ name: string; amount: number }>(
      "select name, amount from account",
    )) {
      if ((book.accounts.get(name) ?? 0) !== amount)
        throw new Break(
          "FND-1",
          `account ${name} of ${actor} holds ${amount}, its journal says ${book.accounts.get(name) ?? 0}`,
          [actor],
        );
      if (amount < 0 && NEVER_BELOW_ZERO.test(name))
        throw new Break("FND-2", `account ${name} of ${actor} is at ${amount}`, [actor]);
    }
    for (const row of rows) {
      if (row.kind !== "return-expired" || row.line !== 0) continue;
      const { expiresOn, totalYen, stale } = JSON.parse(row.detail ?? "{}") as {
        expiresOn: string;
        totalYen: number;
        stale: boolean;
      };
      const returned = book.returned.get(expiresOn) ?? 0;
      if (!stale && returned !== totalYen)
        throw new Break(
          "FND-5",
          `${returned} yen returned of the bucket ${expiresOn}, of which ${totalYen} have expired`,
          [actor],
        );
    }
  }
}
