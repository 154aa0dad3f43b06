import { expect, test } from "vitest";
import type { BusinessDate } from "./calendar.ts";
import { type OpenSpan, openUntil, type StoreHours, spansFit, spansOn } from "./store-hours.ts";

const lunch: OpenSpan = { from: "11:00", to: "14:30" };
const night: OpenSpan = { from: "18:00", to: "26:00" };

test("ORG-1: a day's openings are times in order; past midnight the hours count on", () => {
  expect(spansFit([])).toBe(true);
  expect(spansFit([lunch, night])).toBe(true);
  expect(spansFit([night, lunch])).toBe(false);
  expect(spansFit([{ from: "11:00", to: "11:00" }])).toBe(false);
  expect(spansFit([{ from: "9:00", to: "17:00" }])).toBe(false);
  expect(spansFit([{ from: "25:00", to: "26:00" }])).toBe(false);
  expect(spansFit([{ from: "18:00", to: "30:00" }])).toBe(false);
});

test("ORG-1: a date has the openings of its weekday, and none where it is a closed day", () => {
  const hours: StoreHours = {
    weekly: [[], [lunch], [lunch], [], [lunch], [lunch, night], [night]],
    closedOn: ["2026-11-27" as BusinessDate],
    note: "",
  };
  expect(spansOn(hours, "2026-11-20" as BusinessDate)).toEqual([lunch, night]);
  expect(spansOn(hours, "2026-11-27" as BusinessDate)).toEqual([]);
  expect(spansOn(hours, "2026-11-22" as BusinessDate)).toEqual([]);
});

test("MAP-1: a store is open until its opening ends, also past midnight, and closed between two openings", () => {
  const hours: StoreHours = {
    weekly: [[], [], [], [], [], [lunch, night], []],
    closedOn: [],
    note: "",
  };
  const at = (time: string) => Date.parse(`2026-11-${time}:00+09:00`);
  expect(openUntil(hours, at("20T10:59"))).toBeNull();
  expect(openUntil(hours, at("20T11:00"))).toBe("14:30");
  expect(openUntil(hours, at("20T14:30"))).toBeNull();
  expect(openUntil(hours, at("20T23:59"))).toBe("26:00");
  expect(openUntil(hours, at("21T01:59"))).toBe("26:00");
  expect(openUntil(hours, at("21T02:00"))).toBeNull();
  expect(openUntil({ ...hours, closedOn: ["2026-11-20" as BusinessDate] }, at("21T01:00"))).toBeNull();
});
