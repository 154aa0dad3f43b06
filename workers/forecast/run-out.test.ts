import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type BusinessDate, weekday } from "../../schema/calendar.ts";
import { forecastWindow, HORIZON_DAYS, type IssuedDay, runOut } from "./run-out.ts";

/** A Monday. */
const TODAY = "2026-11-30" as BusinessDate;
const on = (text: string) => text as BusinessDate;
const window = (weeks: number) => {
  const made = forecastWindow(TODAY, addDays(TODAY, -7 * weeks));
  if (!made) throw new Error("no window");
  return made;
};
/** So many yen on each day of the window's weeks, week by week. */
const weeksOf = (...weeks: readonly (readonly number[])[]): IssuedDay[] =>
  weeks.flatMap((days, week) =>
    days.map((issuedYen, day) => ({
      date: addDays(TODAY, -7 * weeks.length + week * 7 + day),
      issuedYen,
    })),
  );
const flat = (yen: number) => Array.from({ length: 7 }, () => yen);
/** Monday to Sunday. */
const WEEKEND = [0, 0, 0, 0, 0, 600, 400];

describe("FND-9: the days that are looked at", () => {
  test("are whole weeks that ended yesterday, four at most, none before the first issue", () => {
    expect(forecastWindow(TODAY, on("2026-11-16"))).toEqual({
      from: "2026-11-16",
      to: "2026-11-29",
      weeks: 2,
    });
    expect(forecastWindow(TODAY, on("2026-11-08"))).toMatchObject({ from: "2026-11-09", weeks: 3 });
    expect(forecastWindow(TODAY, on("2026-04-01"))).toMatchObject({ from: "2026-11-02", weeks: 4 });
  });

  test("are none where fewer than two weeks of issuing are known", () => {
    expect(forecastWindow(TODAY, on("2026-11-17"))).toBeNull();
    expect(forecastWindow(TODAY, null)).toBeNull();
  });
});

describe("FND-9: when the money runs out", () => {
  test("a hundred a day and a thousand left: the tenth day, today being the first", () => {
    expect(runOut(1_000, window(2), weeksOf(flat(100), flat(100)))).toEqual({
      kind: "date",
      on: "2026-12-09",
      earliestOn: "2026-12-09",
      latestOn: "2026-12-09",
      perDayYen: 100,
      weeks: 2,
    });
    expect(runOut(1_001, window(2), weeksOf(flat(100), flat(100)))).toMatchObject({ on: "2026-12-10" });
  });

  test("what is issued on weekends only runs out on a weekend", () => {
    expect(runOut(1_600, window(2), weeksOf(WEEKEND, WEEKEND))).toMatchObject({ on: "2026-12-12" });
    expect(runOut(1_601, window(2), weeksOf(WEEKEND, WEEKEND))).toMatchObject({ on: "2026-12-13" });
  });

  test("the range is the busiest week's pace and the quietest week's", () => {
    expect(runOut(2_100, window(2), weeksOf(flat(50), flat(150)))).toMatchObject({
      on: "2026-12-20",
      earliestOn: "2026-12-13",
      latestOn: "2027-01-10",
      perDayYen: 100,
    });
  });

  test("a week in which nothing was issued leaves the later end open", () => {
    expect(runOut(700, window(2), weeksOf(flat(0), flat(100)))).toMatchObject({ latestOn: null });
  });

  test("beyond the horizon there is no date", () => {
    const forecast = runOut(HORIZON_DAYS * 100 + 1, window(2), weeksOf(flat(100), flat(100)));
    expect(forecast).toMatchObject({ kind: "date", on: null, earliestOn: null, latestOn: null });
  });

  test("a day on which more came back than was issued counts as none", () => {
    expect(runOut(1_000, window(2), weeksOf([-5_000, ...flat(100).slice(1)], flat(100)))).toMatchObject({
      perDayYen: Math.floor(1_300 / 14),
    });
  });

  test.each([
    ["too little is known", 1, null, [], { kind: "none", why: "too-few-days" }],
    ["nothing was issued", 1, window(2), weeksOf(flat(0), flat(0)), { kind: "none", why: "nothing-issued" }],
    ["nothing is left", 0, window(2), weeksOf(flat(1), flat(1)), { kind: "empty" }],
  ])("says so where %s", (_, leftYen, days, issued, said) => {
    expect(runOut(leftYen, days, issued as IssuedDay[])).toEqual(said);
  });

  test("law: more left never runs out sooner, the range holds the average, and the sums decide to the yen", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 9_999_999_999 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 1, max: 9_999_999_999 }),
        fc.nat(1_000_000),
        (yen, left, more) => {
          const days = weeksOf(yen.slice(0, 7), yen.slice(7));
          const near = runOut(left, window(2), days);
          const far = runOut(left + more, window(2), days);
          if (near.kind !== "date" || far.kind !== "date") return near.kind === far.kind;
          const order = [near.earliestOn, near.on, near.latestOn].map((date) => date ?? "9999");
          expect([...order].sort()).toEqual(order);
          expect((near.on ?? "9999") <= (far.on ?? "9999")).toBe(true);
          if (near.on === null) return true;
          const sumUntil = (last: BusinessDate) => {
            let sum = 0n;
            for (let date = TODAY; date <= last; date = addDays(date, 1))
              sum += days.reduce(
                (all, day) => all + (weekday(day.date) === weekday(date) ? BigInt(day.issuedYen) : 0n),
                0n,
              );
            return sum;
          };
          expect(sumUntil(near.on) >= BigInt(left) * 2n).toBe(true);
          expect(sumUntil(addDays(near.on, -1)) < BigInt(left) * 2n).toBe(true);
          return true;
        },
      ),
      { numRuns: 200 },
    );
  });
});
