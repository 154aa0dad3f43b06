import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { dailyOf, readDaily } from "./daily.ts";
import { scopeOf } from "./kinds.ts";

const FIRST = "2026-11-01" as BusinessDate;
const DAYS = 12;
const dayOf = (at: number) => addDays(FIRST, at);
const noon = (at: number) => Date.UTC(2026, 10, 1 + at, 3);

/** What happens to one coupon: on which day, and how much. */
const story = fc.record({
  face: fc.integer({ min: 100, max: 9_000 }),
  issuedOn: fc.integer({ min: 0, max: 4 }),
  expiresAfter: fc.integer({ min: 0, max: 5 }),
  paidPercent: fc.integer({ min: 0, max: 100 }),
  reversedPercent: fc.integer({ min: 0, max: 100 }),
  reversedAfter: fc.integer({ min: 0, max: 4 }),
  end: fc.constantFrom("left", "cancelled", "charged", "on its way"),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** The journals of a programme in which these stories happened. */
function booksOf(stories: readonly Story[]): readonly JournalEntry[] {
  const fund: Link[] = [];
  const others = stories.flatMap((one, at) => {
    const coupon = `coupon-${at}`;
    const expiresOn = dayOf(one.issuedOn + one.expiresAfter);
    const issue = {
      kind: "issue-ready" as const,
      atMs: noon(one.issuedOn),
      operationId: `issue-${at}`,
      expiresOn,
    };
    fund.push(
      { ...issue, account: "writing", amountYen: -one.face },
      { ...issue, account: "issued", amountYen: one.face, line: 1 },
    );
    const paid = Math.floor((one.face * one.paidPercent) / 100);
    const reversed = Math.floor((paid * one.reversedPercent) / 100);
    const left = one.face - paid;
    const atMs = noon(one.issuedOn);
    const at1 = { storeId: "store", tillId: "till" };
    const chain: Link[] = [{ kind: "open", amountYen: one.face, expiresOn, atMs }];
    if (paid > 0) chain.push({ kind: "pay", amountYen: -paid, expiresOn, atMs, detail: at1 });
    if (one.end === "cancelled" && left > 0)
      chain.push({ kind: "cancel", amountYen: -left, expiresOn, atMs, detail: { target: "programme" } });
    const charged = (one.end === "charged" || one.end === "on its way") && left > 0;
    if (charged)
      chain.push({
        kind: "charge-pending",
        amountYen: -left,
        expiresOn,
        atMs,
        detail: { target: `wallet-${at}` },
      });
    if (reversed > 0)
      chain.push({
        kind: "reverse",
        amountYen: reversed,
        expiresOn,
        atMs: noon(one.issuedOn + one.reversedAfter),
        detail: { ...at1, payment: `${coupon}-2`, mode: "refund" },
      });
    const wallet: Link[] =
      charged && one.end === "charged"
        ? [
            {
              kind: "credit",
              amountYen: left,
              expiresOn,
              atMs,
              detail: { parent: `${coupon}-3`, source: coupon, from: "coupon", origin: "charge" },
            },
          ]
        : [];
    return [...chainOf(coupon, chain), ...chainOf(`wallet-${at}`, wallet, { actorClass: "wallet" })];
  });
  return [...chainOf("programme", fund, { actorClass: "fund" }), ...others];
}

test("RPT-4: on every day of any books the identity holds, and the days' flows are what the last day stands at", async () => {
  const { db, wipe } = nodeD1();
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), async (stories) => {
      wipe();
      await project(db, booksOf(stories), "log", noon(DAYS));
      const of = { programmeId: "programme", regionId: "region" } as never;
      const to = dayOf(DAYS - 1);
      const scope = scopeOf(of, { from: FIRST, to, asOf: to }, Number.MAX_SAFE_INTEGER, 0);
      const days = dailyOf(await readDaily(db, scope, to), FIRST, to);
      expect(days).toHaveLength(DAYS);
      const sum = (column: Exclude<keyof (typeof days)[number], "date">) =>
        days.reduce((all, day) => all + day[column], 0);
      for (const day of days) expect([day.date, day.differenceYen]).toEqual([day.date, 0]);
      const last = days.at(-1);
      expect(sum("issuedYen") - sum("cancelledYen")).toBe(
        sum("usedYen") -
          sum("reversedYen") +
          sum("expiredYen") +
          (last?.liveYen ?? 0) +
          (last?.transitYen ?? 0),
      );
      // Everything has expired by the last day, or is spent, taken back, or still on its way.
      expect(last?.liveYen).toBe(0);
      expect(last?.transitYen).toBe(
        stories
          .filter(({ end }) => end === "on its way")
          .reduce((all, { face, paidPercent }) => all + face - Math.floor((face * paidPercent) / 100), 0),
      );
    }),
    { numRuns: 60 },
  );
});

test("RPT-4: a payment that the stores' days don't know shows as a difference", () => {
  const facts = {
    totals: [
      { date: FIRST, actorClass: "fund", kind: "issue-ready", part: "issued", rows: 1, amountYen: 1_000 },
      { date: FIRST, actorClass: "coupon", kind: "pay", part: "", rows: 1, amountYen: -300 },
    ],
    uses: [],
    coupons: [],
    held: [{ date: FIRST, yen: 700, lateYen: 0 }],
    buckets: [],
  };
  expect(dailyOf(facts, FIRST, FIRST)[0]).toMatchObject({ liveYen: 700, differenceYen: 300 });
});
