import { describe, expect, test } from "vitest";
import { bulkChangeSchema } from "../../../schema/api/bulk-edits.ts";
import { type BulkPart, bulkFaults, changeOf, emptyDraft, readDays } from "./bulk-draft.ts";

const ticked = (...parts: BulkPart[]) => ({ ...emptyDraft, parts: new Set(parts) });

describe("a bulk edit as it is written (BLK-1)", () => {
  test("only what is ticked is sent, and nothing ticked is told", () => {
    const written = { ...emptyDraft, notices: "改装中", closedAdd: "2026-12-31" };
    expect(changeOf(written)).toEqual({});
    expect([...bulkFaults(written)]).toEqual(["nothing"]);
    expect(changeOf({ ...written, parts: new Set<BulkPart>(["notices"]) })).toEqual({ notices: "改装中" });
    expect(changeOf(ticked("notices"))).toEqual({ notices: null });
    expect(changeOf(ticked("closed"))).toEqual({});
  });

  test("a week is made of its three groups, Sunday first", () => {
    const draft = { ...ticked("weekly"), hours: { ...emptyDraft.hours, sunday: null } };
    const { weekly } = changeOf(draft);
    expect(weekly?.map((spans) => spans.length)).toEqual([0, 1, 1, 1, 1, 1, 1]);
    expect(bulkChangeSchema.safeParse(changeOf(draft)).success).toBe(true);
  });

  test("hours that end before they begin, and days that are none, are named", () => {
    const draft = {
      ...ticked("weekly", "closed"),
      hours: { ...emptyDraft.hours, saturday: { from: "18:00", to: "09:00" } },
      closedAdd: "2026-02-30",
      closedRemove: "2026-12-31",
    };
    expect([...bulkFaults(draft)]).toEqual(["saturday", "closedAdd"]);
  });

  test("days are read as people write them", () => {
    expect(readDays("２０２６／１２／３１、2027-1-1\n2027.01.02")).toEqual({
      days: ["2026-12-31", "2027-01-01", "2027-01-02"],
    });
    expect(readDays("2026-12-31 年末")).toEqual({ days: ["2026-12-31"], wrong: "年末" });
    expect(readDays("  ")).toEqual({ days: [] });
  });
});
