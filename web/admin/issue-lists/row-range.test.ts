import { describe, expect, test } from "vitest";
import { parseRange } from "./row-range.ts";

describe("ISS-12: which rows of a list are printed and handed over", () => {
  test("all where nothing is typed, from a row on, up to a row, or between two", () => {
    expect(parseRange("", " ")).toEqual({});
    expect(parseRange("３", "")).toEqual({ fromRow: 3 });
    expect(parseRange("", "1,001")).toEqual({ toRow: 1_001 });
    expect(parseRange("2", "2")).toEqual({ fromRow: 2, toRow: 2 });
  });

  test("headings, rows that no list has, words, and a choice the wrong way round are none", () => {
    for (const [from, to] of [
      ["1", ""],
      ["", "1002"],
      ["x", ""],
      ["5", "4"],
      ["-2", ""],
    ] as const)
      expect(parseRange(from, to)).toBeNull();
  });
});
