import { expect, test } from "vitest";
import { mappingFaults, proposeMapping, valuesOf } from "./columns.ts";
import { STORE_FIELDS } from "./stores/judge.ts";

test("IMP-2: headings are recognised in Japanese and English, whatever stands around them", () => {
  const headings = ["No", "加盟店名（必須）", " 店舗名 ", "Kana", "住　所", "市区町村コード", "業種"];
  expect(proposeMapping(STORE_FIELDS, headings, {})).toEqual({
    owner: 1,
    name: 2,
    kana: 3,
    address: 4,
    municipality: 5,
    industry: 6,
    accepts: null,
    tills: null,
  });
});

test("IMP-2: what was chosen the last time comes first, and no column is proposed twice", () => {
  const mapping = proposeMapping(STORE_FIELDS, ["屋号", "店舗名", "カナ"], { name: "屋号" });
  expect(mapping).toMatchObject({ name: 0, kana: 2, owner: null });
});

test("IMP-2: a mapping without a needed column, beyond the file, or with one column twice is named by field", () => {
  const whole = { owner: 0, name: 1, kana: 2, address: 3, municipality: 4, industry: 5 };
  expect(mappingFaults(STORE_FIELDS, whole, 6)).toEqual([]);
  expect(mappingFaults(STORE_FIELDS, { ...whole, owner: null }, 6)).toEqual([
    { field: "owner", why: "required" },
  ]);
  expect(mappingFaults(STORE_FIELDS, { ...whole, accepts: 6 }, 6)).toEqual([
    { field: "accepts", why: "no such column" },
  ]);
  expect(mappingFaults(STORE_FIELDS, { ...whole, tills: 2 }, 6)).toEqual([
    { field: "tills", why: "column chosen twice" },
  ]);
  expect(mappingFaults(STORE_FIELDS, { ...whole, parent: null }, 6)).toEqual([
    { field: "parent", why: "no such field" },
  ]);
});

test("IMP-2: a row that ends early has empty cells, a field without a column has none", () => {
  expect(valuesOf({ name: 1, kana: 3, tills: null }, ["x", "港"])).toEqual({ name: "港", kana: "" });
});
