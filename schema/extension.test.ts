import { expect, test } from "vitest";
import type { BusinessDate } from "./calendar.ts";
import { judgeExtension } from "./extension.ts";

const NOON = Date.UTC(2026, 10, 28, 3);
const programme = { state: "open", endsOn: "2026-12-31" as BusinessDate } as const;
const judge = (date: string, state: "open" | "closed" = "open") =>
  judgeExtension({ ...programme, state }, date as BusinessDate, NOON);

test("CAL-2: an extension may end today, on the programme's last day, and between", () => {
  for (const date of ["2026-11-28", "2026-12-10", "2026-12-31"]) expect(judge(date)).toEqual({ ok: true });
});

test("CAL-2: neither yesterday nor the day after the programme's last is allowed", () => {
  for (const date of ["2026-11-27", "2027-01-01"])
    expect(judge(date)).toEqual({ ok: false, code: "expiry-not-allowed" });
});

test("CAL-2: nothing of a closed programme is extended", () => {
  expect(judge("2026-12-10", "closed")).toEqual({ ok: false, code: "programme-closed" });
});
