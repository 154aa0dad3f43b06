import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BulkChange, type BulkParts, bulkChangeSchema } from "../../schema/api/bulk-edits.ts";
import { type BusinessDate, businessDate, DAY_MS } from "../../schema/calendar.ts";
import { MAX_CLOSED_DAYS } from "../../schema/store-hours.ts";
import { bulkChanged, isEdited } from "./bulk-change.ts";

const day = (n: number) => businessDate(Date.UTC(2026, 0, 1) + n * DAY_MS);
const week = (from: string) => Array.from({ length: 7 }, () => [{ from, to: "18:00" }]);
const open = (closedOn: BusinessDate[] = []): BulkParts => ({
  hours: { weekly: week("09:00"), closedOn, note: "ラストオーダー17時" },
  notices: "現金のみ",
  accepts: "mpm",
});
const value = (before: BulkParts, change: BulkChange) => {
  const result = bulkChanged(before, change);
  return result.ok ? result.value : result.error;
};

describe("writing into several stores (BLK-1)", () => {
  test("what isn't named stays as it was", () => {
    expect(value(open([day(3)]), { notices: "改装中" })).toEqual({ ...open([day(3)]), notices: "改装中" });
    expect(value(open([day(3)]), { weekly: week("10:00") })).toMatchObject({
      hours: { weekly: week("10:00"), closedOn: [day(3)], note: "ラストオーダー17時" },
    });
    expect(value(open(), { hoursNote: "" })).toMatchObject({ hours: { weekly: week("09:00"), note: "" } });
    expect(value(open(), { notices: "" })).toMatchObject({ notices: null });
  });

  test("closed days are added and taken away beside those a store has of its own, in order, each once", () => {
    const change = { closedOn: { add: [day(5), day(1), day(5)], remove: [day(2)] } };
    expect(value(open([day(2), day(3)]), change)).toMatchObject({
      hours: { closedOn: [day(1), day(3), day(5)] },
    });
  });

  test("a store without hours has no closed days, and gets hours where a week is given", () => {
    const none = { ...open(), hours: null };
    expect(value(none, { closedOn: { add: [day(1)], remove: [] } })).toBe("no-hours");
    expect(value(none, { hoursNote: "雨の日は休み" })).toBe("no-hours");
    expect(value(none, { weekly: week("11:00"), closedOn: { add: [day(1)], remove: [] } })).toMatchObject({
      hours: { weekly: week("11:00"), closedOn: [day(1)], note: "" },
    });
  });

  test("too many closed days are refused, never cut", () => {
    const full = open(Array.from({ length: MAX_CLOSED_DAYS }, (_, n) => day(n)));
    expect(value(full, { closedOn: { add: [day(400)], remove: [] } })).toBe("too-many-days");
    expect(value(full, { closedOn: { add: [day(400)], remove: [day(0)] } })).not.toBe("too-many-days");
  });

  test("the same change twice changes nothing the second time", () => {
    const days = fc.array(fc.integer({ min: 0, max: 20 }).map(day), { maxLength: 6 });
    fc.assert(
      fc.property(
        days,
        days,
        days,
        fc.option(fc.constantFrom("", "お知らせ"), { nil: undefined }),
        (own, add, remove, notices) => {
          const change = { closedOn: { add, remove }, ...(notices === undefined ? {} : { notices }) };
          const once = value(open(own), change) as BulkParts;
          expect(isEdited(once, value(once, change) as BulkParts)).toBe(false);
        },
      ),
    );
  });

  test("a change of nothing is refused, and so is a week that doesn't fit", () => {
    expect(bulkChangeSchema.safeParse({}).success).toBe(false);
    expect(bulkChangeSchema.safeParse({ weekly: week("19:00") }).success).toBe(false);
    expect(bulkChangeSchema.safeParse({ weekly: week("09:00") }).success).toBe(true);
  });
});
