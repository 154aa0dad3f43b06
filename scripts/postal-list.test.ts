import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPostalList } from "./postal-list.ts";

const sample = readFileSync(new URL("./postal-sample.csv", import.meta.url), "utf8");

describe("Japan Post's list in UTF-8 (SDA-2)", () => {
  test("a code that spans prefectures is two places, and what says nothing of a town is none", () => {
    const { rows } = readPostalList(sample);
    const of = (code: string) => rows.filter((row) => row.code === code);
    expect(of("4980000")).toEqual([
      { code: "4980000", prefecture: "愛知県", city: "弥富市", town: "", municipality: "232351" },
      { code: "4980000", prefecture: "三重県", city: "桑名郡木曽岬町", town: "", municipality: "243035" },
    ]);
    expect(of("1000301")[0]?.town).toBe("");
    expect(of("3001400")[0]?.town).toBe("");
    expect(of("0600042")[0]).toMatchObject({ town: "大通西", municipality: "011011" });
    // A town that is really called so.
    expect(of("5220317")[0]?.town).toBe("一円");
  });

  test("lines that differ only in their brackets are one place", () => {
    expect(readPostalList(sample).repeated).toBe(1);
  });

  test.each([
    ["another list", "1000301,東京都,利島村"],
    ["no postal code", sample.split("\n")[0]?.replace("4980000", "498-0000") ?? ""],
    ["no municipality", sample.split("\n")[0]?.replace(/^23235/, "2323") ?? ""],
    ["nothing", "\n\n"],
  ])("%s is refused, not half understood", (_, text) => {
    expect(() => readPostalList(text)).toThrow(/line|lines/);
  });
});
