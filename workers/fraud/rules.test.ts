import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNAL_DEFAULTS, type Signals, signalsOf } from "../../schema/api/signals.ts";
import { MAX_CASE_EVIDENCE } from "../../schema/limits.ts";
import type { ProgrammeSignals } from "../data/fraud-thresholds.ts";
import { strictestGuesses } from "../data/fraud-thresholds.ts";
import { judgeVoids, type TillDeed } from "./clerk-voids.ts";
import { judgeGuesses } from "./guesses.ts";
import { judgeCapacity } from "./over-capacity.ts";
import { judgeQuickSpending, type PaperPayment } from "./quick-spending.ts";
import { judgeSwappedTills, type StoreDays } from "./swapped-tills.ts";
import { judgeVelocity, type WalletPayment } from "./wallet-velocity.ts";

const MINUTE = 60_000;
const AT = Date.UTC(2026, 10, 25, 3);
const times = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("FRD-1: guesses at codes", () => {
  const rule = { perHour: 5 };
  test.each([
    ["one less than the threshold in each hour is nothing", [4, 4, 4], null],
    ["the threshold in one hour is a case", [4, 5], { weight: 5, level: "notice" }],
    ["hours below it don't count", [5, 4, 6], { weight: 11, level: "notice" }],
    ["one less than twice the threshold is not yet serious", [9], { weight: 9, level: "notice" }],
    ["twice the threshold in one hour is serious", [10], { weight: 10, level: "serious" }],
    ["no hours are nothing", [], null],
  ])("%s", (_, misses, wanted) => {
    const hours = misses.map((count, hour) => ({ hourMs: AT + hour * 60 * MINUTE, misses: count }));
    const judged = judgeGuesses(hours, rule);
    if (wanted === null) expect(judged).toBeNull();
    else expect(judged).toMatchObject(wanted);
  });

  test("a region goes by the strictest of its programmes, and by none where all have it off", () => {
    const of = (guesses: Signals["guesses"]): ProgrammeSignals => ({
      version: 1,
      signals: { ...signalsOf(undefined), guesses },
    });
    expect(strictestGuesses([of({ perHour: 9 }), of(null), of({ perHour: 4 })])).toEqual({ perHour: 4 });
    expect(strictestGuesses([of(null)])).toBeNull();
    expect(strictestGuesses([])).toBeNull();
  });
});

describe("FRD-2: spent minutes after the hand-over", () => {
  const rule = { withinMinutes: 10, count: 3, sharePercent: 50 };
  const paid = (minutes: number | null, issuerId = "inn", n = 0): PaperPayment => ({
    operationId: `op-${issuerId}-${minutes}-${n}`,
    couponId: "p-1",
    issueId: "i",
    issuerId,
    storeId: "shop",
    atMs: AT,
    amountYen: 1_000,
    handedOverAtMs: minutes === null ? null : AT - minutes * MINUTE,
  });
  const quick = (count: number, issuerId?: string) => times(count).map((n) => paid(10, issuerId, n));
  const slow = (count: number) => times(count).map((n) => paid(11, "inn", n));

  test.each([
    ["exactly so many minutes later still counts", quick(3), ["inn"]],
    ["a minute more doesn't", [...quick(2), ...slow(1)], []],
    ["one less than the count is nothing", quick(2), []],
    ["half of what the store took is enough", [...quick(3), ...slow(3)], ["inn"]],
    ["less than half is not", [...quick(3), ...slow(4)], []],
    ["two issuers are counted apart", [...quick(2, "inn"), ...quick(2, "camp")], []],
    ["without a known hand-over nothing counts", times(9).map((n) => paid(null, "inn", n)), []],
    ["paid before the hand-over doesn't count", times(9).map((n) => paid(-1, "inn", n)), []],
  ])("%s", (_, payments, issuers) => {
    expect([...judgeQuickSpending(payments, rule).keys()]).toEqual(issuers);
  });

  test("a millisecond beyond the minutes is beyond them", () => {
    const late = quick(3).map((payment) => ({ ...payment, atMs: payment.atMs + 1 }));
    expect(judgeQuickSpending(late, rule).size).toBe(0);
  });

  test("however many there are, a case keeps so much evidence and counts all of it", () => {
    const judged = judgeQuickSpending(quick(MAX_CASE_EVIDENCE + 50), rule).get("inn");
    expect(judged?.evidence).toHaveLength(MAX_CASE_EVIDENCE);
    expect(judged).toMatchObject({ weight: MAX_CASE_EVIDENCE + 50, level: "serious" });
  });
});

describe("FRD-3: issued above capacity", () => {
  const issues = (...guests: number[]) =>
    guests.map((count, at) => ({ issueId: `i${at}`, atMs: AT + at, guests: count, sumYen: count * 3_000 }));
  test.each([
    ["just what it can take in is nothing", 100, issues(60, 40), null],
    ["one guest more is a case", 100, issues(60, 41), { weight: 101, level: "notice" }],
    ["with a share above 100 there is room", 120, issues(120), null],
    ["twice as many are serious", 100, issues(200), { weight: 200, level: "serious" }],
    ["nothing issued is nothing", 100, [], null],
  ])("%s", (_, percent, day, wanted) => {
    const judged = judgeCapacity(100, day, { percent });
    if (wanted === null) expect(judged).toBeNull();
    else expect(judged).toMatchObject(wanted);
  });
});

describe("FRD-4: swapped till QRs", () => {
  const rule = { fellPercent: 80, leastPayments: 10 };
  const store = (
    storeId: string,
    usual: number,
    today: number,
    more: Partial<StoreDays> = {},
  ): StoreDays => ({
    storeId,
    municipality: "990019",
    today,
    before: usual * 28,
    days: 28,
    ...more,
  });
  const pairs = (...stores: StoreDays[]) =>
    judgeSwappedTills(stores, rule, AT).map(({ lostId, gainedId }) => `${lostId}>${gainedId}`);

  test.each([
    ["one starves while the other swells", [store("a", 40, 8), store("b", 30, 46)], ["a>b"]],
    ["it fell a little less than the share", [store("a", 40, 9), store("b", 30, 62)], []],
    ["nobody gained half of what it lost", [store("a", 40, 8), store("b", 30, 45)], []],
    ["each has what the other usually has", [store("a", 40, 12), store("b", 10, 38)], ["a>b"]],
    ["alike stores that changed places can't be told", [store("a", 40, 38), store("b", 38, 40)], []],
    ["a usual day of both is nothing", [store("a", 40, 41), store("b", 10, 9)], []],
    [
      "in another municipality nobody is a neighbour",
      [store("a", 40, 0), store("b", 30, 70, { municipality: "990027" })],
      [],
    ],
    ["who has few payments anyway has lost nothing", [store("a", 9, 0), store("b", 30, 60)], []],
    [
      "who has been there for less than a week has no usual day",
      [store("a", 40, 0, { days: 6, before: 240 }), store("b", 30, 70)],
      [],
    ],
    ["a store that is only closed has no neighbour that swells", [store("a", 40, 0), store("b", 30, 31)], []],
    [
      "the neighbour whose gain comes closest is named",
      [store("a", 40, 0), store("b", 30, 95), store("c", 20, 61)],
      ["a>c"],
    ],
  ])("%s", (_, stores, wanted) => {
    expect(pairs(...stores)).toEqual(wanted);
  });

  test("whatever the figures, a store is never paired with itself or with another town", () => {
    const any = fc.record({
      usual: fc.nat(60),
      today: fc.nat(120),
      days: fc.integer({ min: 1, max: 28 }),
      town: fc.constantFrom("990019", "990027"),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (drawn) => {
        const stores = drawn.map(({ usual, today, days, town }, at) =>
          store(`s${at}`, 0, today, { before: usual * days, days, municipality: town }),
        );
        const townOf = new Map(stores.map((one) => [one.storeId, one.municipality]));
        for (const { lostId, gainedId, judged } of judgeSwappedTills(stores, rule, AT)) {
          expect(lostId).not.toBe(gainedId);
          expect(townOf.get(lostId)).toBe(townOf.get(gainedId));
          expect(judged.level).toBe("serious");
        }
      }),
    );
  });
});

describe("FRD-5: velocity of a wallet", () => {
  const rule = { withinMinutes: 10, payments: 4, yen: 20_000 };
  const paid = (minute: number, amountYen = 1_000): WalletPayment => ({
    operationId: `op-${minute}-${amountYen}`,
    residentId: "r",
    programmeId: "p",
    storeId: "s",
    atMs: AT + minute * MINUTE,
    amountYen,
  });
  const judge = (payments: readonly WalletPayment[]) => [...judgeVelocity(payments, rule).values()];

  test.each([
    ["the last of them exactly on the last minute", [0, 3, 6, 10].map((m) => paid(m)), 4],
    ["a minute later they are three at a time", [0, 3, 6, 11].map((m) => paid(m)), undefined],
    ["one less than the count", [0, 1, 2].map((m) => paid(m)), undefined],
    ["the yen alone", [paid(0, 12_000), paid(5, 8_000)], 2],
    ["one yen less", [paid(0, 12_000), paid(5, 7_999)], undefined],
    ["two bursts of one day are one case", [0, 1, 2, 3, 60, 61, 62, 63].map((m) => paid(m)), 8],
    ["none", [], undefined],
  ])("%s", (_, payments, weight) => {
    expect(judge(payments)[0]?.weight).toBe(weight);
  });

  test("over midnight it belongs to the date of the last payment", () => {
    // 15:00 UTC is midnight in Tokyo.
    const at = (Date.UTC(2026, 10, 25, 15) - AT) / MINUTE;
    const dates = judgeVelocity(
      [at - 3, at - 2, at - 1, at].map((m) => paid(m)),
      rule,
    );
    expect([...dates.keys()]).toEqual(["2026-11-26"]);
  });

  test("it finds just the payments that lie in some span with enough of them", () => {
    const any = fc.array(fc.record({ minute: fc.nat(60), yen: fc.integer({ min: 1, max: 9_000 }) }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(any, (drawn) => {
        const payments = drawn
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ minute, yen }, n) => ({ ...paid(minute, yen), operationId: `op-${n}` }));
        const spans = payments.map((last, at) =>
          payments.slice(0, at + 1).filter((one) => last.atMs - one.atMs <= rule.withinMinutes * MINUTE),
        );
        const hot = spans.filter(
          (span) =>
            span.length >= rule.payments || span.reduce((sum, one) => sum + one.amountYen, 0) >= rule.yen,
        );
        const wanted = new Set(hot.flat().map(({ operationId }) => `payment:${operationId}`));
        const found = judge(payments).flatMap(({ evidence }) => evidence.map(({ key }) => key));
        expect(new Set(found)).toEqual(wanted);
      }),
    );
  });
});

describe("FRD-6: voids of a clerk", () => {
  const rule = { count: 4, sharePercent: 25, lateMinutes: 15, lateCount: 2 };
  const deed = (kind: TillDeed["kind"], n: number, minutes = 1): TillDeed => ({
    kind,
    operationId: `${kind}-${n}-${minutes}`,
    storeId: "s",
    programmeId: "p",
    atMs: AT + minutes * MINUTE,
    paidAtMs: AT,
    amountYen: 500,
  });
  const day = (takes: number, voids: number, late = 0) => [
    ...times(takes).map((n) => deed("take", n, 0)),
    ...times(voids).map((n) => deed("void", n)),
    ...times(late).map((n) => deed("void", n, 15)),
  ];
  test.each([
    ["so many and just the share", day(16, 4), 4],
    ["so many and less than the share", day(17, 4), undefined],
    ["one less than so many", day(4, 3), undefined],
    ["who took nothing and voids all the same", day(0, 4), 4],
    ["late ones alone", day(1_000, 0, 2), 2],
    ["one late one", day(1_000, 0, 1), undefined],
    ["nothing", [], undefined],
  ])("%s", (_, deeds, weight) => {
    expect(judgeVoids(deeds, rule)?.weight).toBe(weight);
  });

  test("a void is late from the very minute on", () => {
    const late = (ms: number) => times(2).map((n) => ({ ...deed("void", n), atMs: AT + 15 * MINUTE - ms }));
    expect(judgeVoids([...day(100, 0), ...late(0)], rule)).not.toBeNull();
    expect(judgeVoids([...day(100, 0), ...late(1)], rule)).toBeNull();
  });
});

test("FRD-7, PRG-1: a design from before a rule existed is watched by the defaults, and what is off stays off", () => {
  expect(signalsOf(undefined)).toEqual(SIGNAL_DEFAULTS);
  expect(signalsOf({ guesses: null })).toEqual({ ...SIGNAL_DEFAULTS, guesses: null });
});
