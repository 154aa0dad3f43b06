import { expect, test } from "vitest";
import type { AffectedRow } from "../../schema/api/operator-affected.ts";
import { byHolder, holdersCsv } from "./by-holder.ts";

const row = (of: Partial<Record<keyof AffectedRow, string | number | null>>): AffectedRow =>
  ({
    ...{ atMs: 1_000, programmeId: "p", residentId: "r1", issueId: null, serial: null },
    ...{ operationId: "o1", kind: "pay", refusal: null, amountYen: -300, storeId: "s", tillId: "t" },
    ...of,
  }) as AffectedRow;

test("OPS-4: one line per holder: what was paid, given back, refused, and how often somebody was told that nothing was paid", () => {
  const holders = byHolder([
    row({ residentId: null, issueId: "i", serial: 7, atMs: 5_000 }),
    row({}),
    row({ amountYen: -200, atMs: 1_001 }),
    row({ operationId: "o2", amountYen: -100, atMs: 2_000 }),
    row({ operationId: "o3", kind: "reverse", amountYen: 100, atMs: 3_000 }),
    row({ operationId: "o4", kind: "fence", amountYen: 0, refusal: "over-limit" }),
    row({ operationId: "o5", kind: "fence", amountYen: 0, refusal: "operation-abandoned" }),
    row({ operationId: "o6", kind: "fence", amountYen: 0, refusal: "operation-abandoned" }),
  ]);
  expect(holders).toMatchObject([
    {
      ...{ residentId: "r1", payments: 2, paidYen: 600, reversedYen: 100, refusals: "over-limit 1" },
      ...{ toldNotPaid: 2, firstAtMs: 1_000, lastAtMs: 3_000 },
    },
    { residentId: null, issueId: "i", serial: 7, payments: 1, paidYen: 300, toldNotPaid: 0 },
  ]);
  expect(holdersCsv(holders).split("\r\n")).toEqual([
    "programme,resident,issue,serial,payments,paid-yen,reversed-yen,refusals,told-not-paid,first,last",
    "p,r1,,,2,600,100,over-limit 1,2,1970-01-01T00:00:01.000Z,1970-01-01T00:00:03.000Z",
    "p,,i,7,1,300,0,,0,1970-01-01T00:00:05.000Z,1970-01-01T00:00:05.000Z",
    "",
  ]);
});
