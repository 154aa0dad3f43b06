import fc from "fast-check";
import { expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { figuresFrom, programmeFigures, type TotalRow } from "./figures.ts";

const today = "2026-11-28" as BusinessDate;
const row = (
  actorClass: string,
  kind: string,
  amountYen: number,
  more: Partial<TotalRow> = {},
): TotalRow => ({
  bookDate: today,
  expiresOn: "2026-12-31",
  actorClass,
  kind,
  part: "",
  amountYen,
  ...more,
});

/** 10,000 issued; 3,000 opened of which 1,200 paid on paper and 1,800 charged; 800 paid by phone, 300 of it refunded. */
const rows: readonly TotalRow[] = [
  row("fund", "issue-ready", 10_000, { part: "issued" }),
  row("fund", "issue-ready", -10_000, { part: "writing" }),
  row("coupon", "open", 3_000),
  row("coupon", "pay", -1_200),
  row("coupon", "charge-pending", -1_800),
  row("wallet", "credit", 1_800, { part: "charge" }),
  row("wallet", "pay", -800),
  row("wallet", "reverse", 300),
];

test("AUD-2: issued is what was spent, expired, cancelled and is still alive", () => {
  const figures = figuresFrom(rows, today);
  expect(figures).toMatchObject({
    issuedYen: 10_000,
    chargedYen: 1_800,
    paidPaperYen: 1_200,
    paidAppYen: 500,
    reversedYen: 300,
    expiredYen: 0,
    cancelledYen: 0,
  });
  expect(figures.liveYen).toBe(10_000 - 1_200 - 500);
});

test("EXP-1: what is live in a bucket whose date has passed has expired, opened or not, without an entry", () => {
  const later = figuresFrom(rows, "2027-01-01" as BusinessDate);
  expect(later).toMatchObject({ liveYen: 0, expiredYen: 8_300, issuedTodayYen: 0, paidTodayYen: 0 });
  expect(figuresFrom(rows, "2026-12-31" as BusinessDate).expiredYen).toBe(0);
});

test("FND-4: a cancelled remainder is neither live nor spent", () => {
  const figures = figuresFrom([...rows, row("coupon", "cancel", -2_000)], today);
  expect(figures.cancelledYen).toBe(2_000);
  expect(figures.liveYen).toBe(6_300);
});

test("FND-6: an issue withdrawn before its hand-over is cancelled, neither live nor, later, expired", () => {
  const withdrawn = [
    ...rows,
    row("fund", "withdraw", -4_000, { part: "cancelled" }),
    row("fund", "withdraw", 4_000, { part: "allotted:x", expiresOn: "" }),
  ];
  expect(figuresFrom(withdrawn, today)).toMatchObject({ cancelledYen: 4_000, liveYen: 4_300 });
  expect(figuresFrom(withdrawn, "2027-01-01" as BusinessDate)).toMatchObject({ expiredYen: 4_300 });
});

test("AUD-2: what was granted is spent, expired or alive beside what was issued", () => {
  const figures = figuresFrom([...rows, row("wallet", "credit", 2_500, { part: "grant" })], today);
  expect(figures).toMatchObject({ grantedYen: 2_500, chargedYen: 1_800, issuedYen: 10_000 });
  expect(figures.liveYen).toBe(10_000 + 2_500 - 1_200 - 500);
});

test("today counts today's book date only", () => {
  const figures = figuresFrom([...rows, row("coupon", "pay", -500, { bookDate: "2026-11-27" })], today);
  expect(figures.paidTodayYen).toBe(1_700);
  expect(figures.issuedTodayYen).toBe(10_000);
});

test("AUD-2, EXP-1: totals gathered in the database give the figures that every row of them gives", async () => {
  const { db, sqlite, wipe } = nodeD1();
  const dates = ["2026-11-01", "2026-11-27", today, "2026-12-01", "2027-03-31"];
  const totals = fc.uniqueArray(
    fc.record({
      bookDate: fc.constantFrom(...dates),
      expiresOn: fc.constantFrom("", ...dates),
      kindOfRow: fc.constantFrom(
        ["fund", "issue-ready", "issued"],
        ["fund", "withdraw", "cancelled"],
        ["fund", "deposit", "cash"],
        ["coupon", "open", ""],
        ["coupon", "pay", ""],
        ["coupon", "cancel", ""],
        ["wallet", "credit", "charge"],
        ["wallet", "credit", "grant"],
        ["wallet", "pay", ""],
        ["wallet", "reverse", ""],
      ),
      amountYen: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    }),
    {
      selector: ({ bookDate, expiresOn, kindOfRow }) => `${bookDate}|${expiresOn}|${kindOfRow}`,
      maxLength: 80,
    },
  );
  const insert = sqlite.prepare(
    "insert into ledger_total values ('programme', ?, ?, ?, ?, ?, 'region', 1, ?)",
  );
  await fc.assert(
    fc.asyncProperty(totals, async (made) => {
      wipe();
      const rows = made.map(({ kindOfRow, ...rest }): TotalRow => {
        const [actorClass = "", kind = "", part = ""] = kindOfRow;
        insert.run(rest.bookDate, rest.expiresOn, actorClass, kind, part, rest.amountYen);
        return { ...rest, actorClass, kind, part };
      });
      const figures = await programmeFigures(db, "region" as RegionId, "programme" as ProgrammeId, today);
      expect(figures).toMatchObject(figuresFrom(rows, today));
    }),
    { numRuns: 200 },
  );
});
