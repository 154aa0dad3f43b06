import { describe, expect, test } from "vitest";
import { sheetNumbers } from "./sheet-numbers.ts";

describe("ISS-12: sheets of a list are numbered in the order of its file", () => {
  // A row that was refused at first was issued last, with later serials.
  const numbers = sheetNumbers([
    { row: 2, serialFrom: 100, count: 2 },
    { row: 3, serialFrom: 900, count: 1 },
    { row: 5, serialFrom: 102, count: 3 },
  ]);

  test("each number is one coupon of one row, and back", () => {
    expect(numbers.of).toBe(6);
    const places = [1, 2, 3, 4, 5, 6].map((number) => numbers.place(number));
    expect(places).toEqual([
      { row: 2, serial: 100 },
      { row: 2, serial: 101 },
      { row: 3, serial: 900 },
      { row: 5, serial: 102 },
      { row: 5, serial: 103 },
      { row: 5, serial: 104 },
    ]);
    expect(places.map((place) => place && numbers.numberOf(place.row, place.serial))).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  test("beyond the last there is nothing, and a list without issues has none", () => {
    expect(numbers.place(7)).toBeNull();
    expect(sheetNumbers([]).place(1)).toBeNull();
    expect(sheetNumbers([]).of).toBe(0);
  });
});
