import { expect, test } from "vitest";
import { PROGRAMME_STATES, type ProgrammeState } from "../../schema/api/programmes.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { startOfDayMs } from "../../schema/calendar.ts";
import { firstRefusal, judgeIssuing, judgePayment } from "./verdict.ts";

const today = "2026-11-28" as BusinessDate;
const nowMs = startOfDayMs(today);
const store = {
  id: "store",
  regionId: "r1",
  municipality: "990019",
  industry: "M7671",
  accepts: "mpm+cpm" as const,
  state: "open" as const,
};
const programme = {
  regionId: "r1",
  state: "open" as const,
  startsOn: today,
  scope: { municipalities: ["990019"], industries: null, industriesOut: [], storesIn: [], storesOut: [] },
};

test("S15, PAY-5: paper needs a store that takes it, a phone doesn't", () => {
  const appOnly = { ...store, accepts: "mpm" as const };
  expect(judgePayment(store, programme, "cpm", nowMs)).toEqual({ ok: true });
  expect(judgePayment(appOnly, programme, "mpm", nowMs)).toEqual({ ok: true });
  expect(judgePayment(appOnly, programme, "cpm", nowMs)).toEqual({ ok: false, code: "cpm-not-accepted" });
});

test("S1: outside the scope, and any store of another region, is outside-scope", () => {
  const elsewhere = { ...store, municipality: "990027" };
  expect(judgePayment(elsewhere, programme, "mpm", nowMs)).toEqual({ ok: false, code: "outside-scope" });
  const foreign = { ...store, regionId: "r2" };
  expect(judgePayment(foreign, programme, "mpm", nowMs)).toEqual({ ok: false, code: "outside-scope" });
});

test("PRG-3: a closed programme issues nothing more, and what it issued is spent until it expires", () => {
  const { endsOn } = { endsOn: "2027-03-31" as BusinessDate };
  expect(judgePayment(store, { ...programme, state: "closed" }, "mpm", nowMs)).toEqual({ ok: true });
  const issuing = (state: ProgrammeState) => judgeIssuing({ ...programme, state, endsOn }, nowMs).ok;
  expect(PROGRAMME_STATES.filter(issuing)).toEqual(["open"]);
  expect(judgeIssuing({ ...programme, endsOn: "2026-11-27" as BusinessDate }, nowMs).ok).toBe(false);
});

test("a suspended store and a programme that is no longer or not yet open say so", () => {
  const suspended = { ...store, state: "suspended" as const };
  expect(judgePayment(suspended, programme, "mpm", nowMs)).toEqual({ ok: false, code: "store-suspended" });
  for (const closed of [
    { state: "draft" as const },
    { state: "settled" as const },
    { startsOn: "2026-11-29" as BusinessDate },
  ])
    expect(judgePayment(store, { ...programme, ...closed }, "mpm", nowMs)).toEqual({
      ok: false,
      code: "programme-closed",
    });
});

test("the first refusal is the one that counts", () => {
  expect(firstRefusal({ ok: true }, { ok: false, code: "frozen" }, { ok: false, code: "expired" })).toEqual({
    ok: false,
    code: "frozen",
  });
  expect(firstRefusal()).toEqual({ ok: true });
});
