import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import {
  cancel,
  charge,
  extend,
  freeze,
  fundWith,
  Lost,
  type Network,
  OTHER_STORE,
  pay,
  reverse,
  STORE,
  World,
} from "../lib/world.testing.ts";
import type { BalanceLedger } from "./balance-ledger.ts";

/** Real store SQL on node:sqlite; every property at least this often. */
const RUNS = { numRuns: 1_000 };
const TIMEOUT = { timeout: 240_000 };
vi.spyOn(console, "warn").mockImplementation(() => undefined);

/** Reliable; nothing arrives; everything arrives and no reply comes back. */
const NETWORKS: readonly Network[] = [
  (send) => send(),
  () => Promise.reject(new Lost()),
  async (send) => {
    await send();
    throw new Lost();
  },
];

/** One thing that happens to a coupon and a wallet. */
type Happening =
  | { readonly what: "pay"; readonly on: number; readonly amountYen: number; readonly other: boolean }
  | { readonly what: "charge"; readonly from: number }
  | { readonly what: "void" | "refund"; readonly nth: number; readonly amountYen: number }
  | { readonly what: "freeze"; readonly on: number; readonly frozen: boolean }
  | { readonly what: "extend"; readonly on: number; readonly days: number }
  | { readonly what: "cancel"; readonly on: number }
  | { readonly what: "wait"; readonly hours: number }
  | { readonly what: "stop"; readonly on: number }
  | { readonly what: "lose"; readonly how: number }
  | { readonly what: "again"; readonly nth: number }
  | { readonly what: "resolve"; readonly nth: number }
  | { readonly what: "twist"; readonly nth: number };

const holder = fc.nat(2);
const amountYen = fc.integer({ min: 1, max: 3_500 });
const nth = fc.nat(30);
const moneyMoves: fc.Arbitrary<Happening>[] = [
  fc.record({ what: fc.constant("pay" as const), on: holder, amountYen, other: fc.boolean() }),
  fc.record({ what: fc.constant("charge" as const), from: fc.nat(1) }),
  fc.record({ what: fc.constantFrom("void" as const, "refund" as const), nth, amountYen }),
  fc.record({ what: fc.constant("freeze" as const), on: holder, frozen: fc.boolean() }),
  fc.record({ what: fc.constant("extend" as const), on: holder, days: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ what: fc.constant("cancel" as const), on: fc.nat(1) }),
  fc.record({ what: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ what: fc.constant("stop" as const), on: holder }),
  fc.record({ what: fc.constant("lose" as const), how: fc.nat(2) }),
];
const repeats: fc.Arbitrary<Happening>[] = [
  fc.record({ what: fc.constantFrom("again" as const, "resolve" as const, "twist" as const), nth }),
];
const life = fc.array(fc.oneof(...moneyMoves), { minLength: 3, maxLength: 14 });
const repeatedLife = fc.array(fc.oneof(...moneyMoves, ...repeats, ...repeats), {
  minLength: 4,
  maxLength: 16,
});

/** A request a client made, and how to send the very same again, or another body under the same id. */
interface Sent {
  readonly id: OperationId;
  readonly holder: () => BalanceLedger;
  readonly send: () => Promise<{ readonly outcome: unknown }>;
  readonly twist: (() => Promise<{ readonly outcome: unknown }>) | null;
  readonly answers: { readonly ok: boolean; readonly code?: string; readonly outcome?: string }[];
}

/** Two coupons and one wallet, and everything that was asked of them. */
class Story {
  readonly world = new World();
  readonly requests: Sent[] = [];
  readonly payments: { readonly holder: () => BalanceLedger; readonly id: OperationId }[] = [];
  readonly #names: readonly ActorName[];

  constructor() {
    const { world } = this;
    this.#names = [world.coupon("a"), world.coupon("b"), world.wallet("w")].map(
      (ledger) => ledger.ledger.identity.actor,
    );
  }

  on(index: number): BalanceLedger {
    return this.world.balance(this.#names[index] as ActorName);
  }

  all(): BalanceLedger[] {
    return this.#names.map((name) => this.world.balance(name));
  }

  async happen(happening: Happening): Promise<void> {
    const { world } = this;
    switch (happening.what) {
      case "pay": {
        const id = world.newId(this.on(happening.on).ledger.tail);
        const storeId = happening.other ? OTHER_STORE : STORE;
        const send = () => pay(world, this.on(happening.on), happening.amountYen, { id, storeId });
        const twist = () => pay(world, this.on(happening.on), happening.amountYen + 1, { id, storeId });
        const { ok } = await this.#ask(id, () => this.on(happening.on), send, twist);
        if (ok) this.payments.push({ id, holder: () => this.on(happening.on) });
        return;
      }
      case "charge": {
        const id = world.newId(this.on(happening.from).ledger.tail);
        await this.#ask(
          id,
          () => this.on(happening.from),
          () => charge(world, this.on(happening.from), this.on(2), id),
          null,
        );
        return;
      }
      case "void":
      case "refund": {
        const payment = this.payments[happening.nth % Math.max(1, this.payments.length)];
        if (!payment) return;
        const id = world.newId(payment.holder().ledger.tail);
        const more = { mode: happening.what, amountYen: happening.amountYen, storeId: null, id } as const;
        await this.#ask(id, payment.holder, () => reverse(world, payment.holder(), payment.id, more), null);
        return;
      }
      case "freeze": {
        const id = world.newId(this.on(happening.on).ledger.tail);
        const send = (frozen: boolean) => () => freeze(world, this.on(happening.on), frozen, id);
        await this.#ask(id, () => this.on(happening.on), send(happening.frozen), send(!happening.frozen));
        return;
      }
      case "extend":
        await extend(world, this.on(happening.on), addDays(businessDate(world.nowMs), happening.days));
        return;
      case "cancel": {
        const id = world.newId(this.on(happening.on).ledger.tail);
        await this.#ask(
          id,
          () => this.on(happening.on),
          () => cancel(world, this.on(happening.on), id),
          null,
        );
        return;
      }
      case "wait":
        world.nowMs += happening.hours * 60 * 60_000;
        await world.ringAll();
        return;
      case "stop":
        world.crash(this.#names[happening.on] as ActorName);
        return;
      case "lose":
        world.network = NETWORKS[happening.how] as Network;
        return;
      default:
        await this.#repeat(happening);
    }
  }

  async #repeat(happening: { readonly what: string; readonly nth: number }): Promise<void> {
    const sent = this.requests[happening.nth % Math.max(1, this.requests.length)];
    if (!sent) return;
    if (happening.what === "again") sent.answers.push(plain((await sent.send()).outcome));
    if (happening.what === "twist" && sent.twist) {
      const before = sent.holder().ledger.head;
      const twisted = plain((await sent.twist()).outcome);
      expect(twisted.ok, "OPR-3: another body under a known id").toBe(false);
      expect(["operation-conflict", "operation-abandoned"]).toContain(twisted.code);
      expect(sent.holder().ledger.head, "OPR-4: a conflict writes nothing").toEqual(before);
    }
    if (happening.what === "resolve") {
      const { outcome } = await sent.holder().resolve(sent.id);
      if (outcome.ok && outcome.value.outcome === "not-done")
        sent.answers.push({ ok: false, code: "resolved", outcome: "not-done" });
    }
  }

  async #ask(id: OperationId, of: () => BalanceLedger, send: Sent["send"], twist: Sent["twist"]) {
    const answer = plain((await send()).outcome);
    // Unit and state refusals that leave no fence can't be twisted into a conflict: the id stays unknown.
    const fenced = answer.ok || !["outside-unit", "cancelled"].includes(answer.code ?? "");
    this.requests.push({ id, holder: of, send, twist: fenced ? twist : null, answers: [answer] });
    return answer;
  }
}

function plain(outcome: unknown): { ok: boolean; code?: string; outcome?: string } {
  const result = outcome as { ok: boolean; error?: { code: string; outcome: string } };
  return result.ok ? { ok: true } : { ok: false, ...(result.error ?? {}) };
}

/** AUD-1 and MON-4 for one balance. */
function holds(ledger: BalanceLedger): void {
  if (!ledger.state) return;
  const check = ledger.check();
  expect(check.firstBreak).toBeNull();
  const lots = ledger.state.lots.reduce((sum, lot) => sum + lot.remainingYen, 0);
  expect(check.sumYen, "MON-4: balance = Σ journal").toBe(lots);
  expect(ledger.state.lots.every((lot) => lot.remainingYen >= 0)).toBe(true);
}

describe("properties of a balance", () => {
  test(
    "MON-4, AUD-1: after every step the balance is the sum of its journal and no lot is below zero",
    TIMEOUT,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async (happenings) => {
          const story = new Story();
          for (const happening of happenings) {
            await story.happen(happening);
            for (const ledger of story.all()) holds(ledger);
          }
        }),
        RUNS,
      );
    },
  );

  test(
    "OPR-2, OPR-3, OPR-4, OPR-5, OPR-6: whatever was answered once stays true, however often it is asked",
    TIMEOUT,
    async () => {
      await fc.assert(
        fc.asyncProperty(repeatedLife, async (happenings) => {
          const story = new Story();
          for (const happening of happenings) await story.happen(happening);
          await story.world.settle();
          for (const sent of story.requests) {
            const { outcome } = await sent.holder().resolve(sent.id);
            const done = outcome.ok && outcome.value.outcome === "done";
            for (const answer of sent.answers) {
              if (!answer.ok && answer.outcome === "not-done")
                expect(done, `was told ${answer.code}`).toBe(false);
            }
            const codes = sent.answers
              .filter((answer) => answer.outcome === "not-done")
              .map((answer) => answer.code);
            const firm = new Set(codes.filter((code) => code !== "resolved" && code !== "cancelled"));
            expect(firm.size, `answers ${codes.join(", ")}`).toBeLessThanOrEqual(1);
          }
        }),
        RUNS,
      );
    },
  );

  test(
    "OPR-7: an id fits one holder; at any other nothing is written, not even by resolve",
    TIMEOUT,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, amountYen, async (happenings, amount) => {
          const story = new Story();
          for (const happening of happenings) await story.happen(happening);
          const foreign = story.world.newId(story.on(0).ledger.tail);
          const other = story.on(2);
          const before = other.ledger.head;
          expect(plain((await pay(story.world, other, amount, { id: foreign })).outcome).code).toBe(
            "wrong-holder",
          );
          expect(plain((await other.resolve(foreign)).outcome).code).toBe("wrong-holder");
          expect(other.ledger.head).toEqual(before);
        }),
        RUNS,
      );
    },
  );

  test("XFR-4, AUD-6: every charge ends posted or voided, and no yen is lost or made", TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(life, async (happenings) => {
        const story = new Story();
        await fundWith(story.world, 12_000);
        for (const happening of happenings) await story.happen(happening);
        await story.world.settle();
        const opened = story.all().filter((ledger) => ledger.state?.coupon).length * 6_000;
        const left = story
          .all()
          .reduce(
            (sum, ledger) => sum + (ledger.state?.lots.reduce((yen, lot) => yen + lot.remainingYen, 0) ?? 0),
            0,
          );
        const paid = story
          .all()
          .reduce((sum, ledger) => sum + (ledger.state ? ledger.ledger.paidYen() : 0), 0);
        expect(left + paid + story.world.fund.view().cancelledYen).toBe(opened);
        const moved = new Map<string, string>();
        for (const ledger of story.all()) {
          expect(ledger.state?.transfers ?? []).toEqual([]);
          for (const entry of ledger.entriesFrom({ fromSeq: 1, limit: 500 })) {
            if (entry.amountYen !== 0)
              expect(moved.get(entry.operationId) ?? entry.actor, "AUD-6").toBe(entry.actor);
            if (entry.amountYen !== 0) moved.set(entry.operationId, entry.actor);
            if (entry.kind !== "charge-pending" || entry.line > 0) continue;
            const ends = ledger.settlement(entry.operationId);
            expect(Number(ends.posted !== null) + Number(ends.voided !== null)).toBe(1);
          }
        }
      }),
      RUNS,
    );
  });

  test(
    "REV-2, REV-3: reversals never exceed their payment, nor what was taken from any lot",
    TIMEOUT,
    async () => {
      const reversals = fc.array(
        fc.record({ what: fc.constantFrom("void" as const, "refund" as const), nth, amountYen }),
        { minLength: 2, maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(life, reversals, async (happenings, tries) => {
          const story = new Story();
          for (const happening of [...happenings, ...tries]) await story.happen(happening);
          for (const payment of story.payments) {
            const { payment: stored, reversals: rows } = payment.holder().paymentHistory(payment.id);
            for (const line of stored?.lines ?? []) {
              const back = rows
                .filter((row) => row.account === line.account)
                .reduce((sum, row) => sum + row.amountYen, 0);
              expect(back).toBeLessThanOrEqual(-line.amountYen);
            }
          }
        }),
        RUNS,
      );
    },
  );

  test(
    "PUB-6: whatever the queue loses and however long D1 is away, heads agree in the end and the watch stands down",
    TIMEOUT,
    async () => {
      const weather = fc.array(
        fc.record({ lose: fc.boolean(), away: fc.boolean(), hours: fc.integer({ min: 1, max: 5 }) }),
        { maxLength: 5 },
      );
      await fc.assert(
        fc.asyncProperty(life, weather, async (happenings, days) => {
          const story = new Story();
          for (const happening of happenings) await story.happen(happening);
          const arrived = new Map<ActorName, Map<number, JournalEntry>>();
          let away = false;
          let taken = story.world.sent.length;
          story.world.heads = (actor) => {
            if (away) return null;
            const rows = arrived.get(actor) ?? new Map<number, JournalEntry>();
            let seq = 0;
            while (rows.has(seq + 1)) seq += 1;
            return { seq, hash: rows.get(seq)?.hash ?? "" };
          };
          const carry = (lose: boolean) => {
            for (const entry of story.world.sent.slice(taken)) {
              if (lose) continue;
              arrived.set(entry.actor, (arrived.get(entry.actor) ?? new Map()).set(entry.seq, entry));
            }
            taken = story.world.sent.length;
          };
          for (const day of days) {
            away = day.away;
            story.world.nowMs += day.hours * 60 * 60_000;
            await story.world.ringAll();
            carry(day.lose);
          }
          away = false;
          for (let round = 0; round < 6; round++) {
            story.world.nowMs += 5 * 60 * 60_000;
            await story.world.ringAll();
            carry(false);
          }
          for (const ledger of story.all()) {
            const { head } = ledger.ledger;
            if (head.seq > 0) expect(story.world.heads(ledger.ledger.identity.actor)).toEqual(head);
            expect(
              story.world
                .storage(ledger.ledger.identity.actor)
                .prepare("select name from sqlite_master where name = 'due'")
                .all().length === 0 ||
                story.world
                  .storage(ledger.ledger.identity.actor)
                  .prepare("select * from due where what = 'publish'")
                  .all().length === 0,
            ).toBe(true);
          }
        }),
        RUNS,
      );
    },
  );
});
