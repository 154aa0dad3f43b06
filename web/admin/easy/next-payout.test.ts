import { expect, test } from "vitest";
import type { StatementBody } from "../../../schema/api/closings.ts";
import { nextPayout } from "./next-payout.ts";

const statement = (
  payOn: string,
  payeeId: string,
  transferYen: number | null,
  state: StatementBody["line"]["state"] = "waiting",
) =>
  ({
    closingId: `c-${payOn}`,
    payOn,
    transferYen,
    line: { payeeKind: "organisation", payeeId, state },
  }) as StatementBody;

test("EAS-5: the next payout is the first day from today on, one transfer counted once however many stores it is for", () => {
  const rows = [
    statement("2026-12-16", "b", 500),
    statement("2026-12-01", "a", 7_000),
    statement("2026-12-01", "a", 7_000),
    statement("2026-12-01", "b", 300),
    statement("2026-11-15", "a", 9_999, "settled"),
  ];
  expect(nextPayout(rows, "2026-11-26")).toMatchObject({ payOn: "2026-12-01", yen: 7_300, isComing: true });
  expect(nextPayout(rows, "2026-12-01")).toMatchObject({ payOn: "2026-12-01", isComing: true });
  expect(nextPayout(rows, "2026-12-02")).toMatchObject({ payOn: "2026-12-16", yen: 500 });
  expect(nextPayout(rows, "2027-01-01")).toMatchObject({ payOn: "2026-12-16", isComing: false });
});

test("EAS-5: what is carried over or came back is no money that comes", () => {
  expect(nextPayout([], "2026-11-26")).toBeUndefined();
  expect(nextPayout([statement("2026-12-01", "a", null, "negative")], "2026-11-26")).toBeUndefined();
  expect(nextPayout([statement("2026-12-01", "a", 800, "returned")], "2026-11-26")).toBeUndefined();
});
