import { describe, expect, test } from "vitest";
import { yen } from "../../schema/money.ts";
import { grantColumns, readLine } from "./list-rows.ts";
import { draftsOf } from "./rows.ts";

const columns = { phone: 0, resident: 1, amount: 2 };
const of = (cells: readonly string[], usualYen: number | null = null, unitYen = 1) =>
  readLine(cells, columns, { usualYen, unitYen: yen(unitYen), personCapYen: yen(200_000) });

describe("GRT-1: what a list says", () => {
  test("columns are known by their headings, in either language and however they are decorated", () => {
    expect(grantColumns(["No", "電話番号（必須）", " 付与額 "], false)).toEqual({
      ok: true,
      value: { phone: 1, resident: -1, amount: 2 },
    });
    expect(grantColumns(["Resident", "Amount"], false)).toMatchObject({
      ok: true,
      value: { resident: 0, amount: 1 },
    });
  });

  test("a list without people, or with neither amounts nor one for everybody, is none", () => {
    expect(grantColumns(["氏名", "金額"], false)).toEqual({ ok: false, error: "no-person-column" });
    expect(grantColumns(["電話番号"], false)).toEqual({ ok: false, error: "no-amount-column" });
    expect(grantColumns(["電話番号"], true)).toMatchObject({ ok: true });
  });

  test("a telephone is read however a spreadsheet wrote it", () => {
    const named = { phone: "+819012341111" };
    for (const text of [
      "090-1234-1111",
      "０９０１２３４１１１１",
      "9012341111",
      "+81 90 1234 1111",
      "'+819012341111",
    ])
      expect(of([text, "", "500"])).toEqual({ ok: true, named, amountYen: 500 });
    expect(of(["03-1234-5678", "", "500"])).toEqual({ ok: false, code: "phone-unreadable" });
    expect(of(["", "", "500"])).toEqual({ ok: false, code: "person-missing" });
  });

  test("the wallet's own number wins over a telephone, and has to be one", () => {
    expect(of(["09012341111", "7K3M9QXW2P4D", "500"])).toMatchObject({
      named: { residentId: "7k3m9qxw2p4d" },
    });
    expect(of(["09012341111", "12", "500"])).toEqual({ ok: false, code: "person-missing" });
  });

  test("an amount is whole yen on the programme's unit, no more than one person may have; an empty one is what everybody gets", () => {
    const amount = (text: string, usual: number | null = null, unit = 1) =>
      of(["09012341111", "", text], usual, unit);
    expect(amount("¥1,500円")).toMatchObject({ amountYen: 1_500 });
    expect(amount("", 300)).toMatchObject({ amountYen: 300 });
    for (const text of ["", "0", "-5", "1.5", "千円"])
      expect(amount(text)).toEqual({ ok: false, code: "amount-unreadable" });
    expect(amount("1250", null, 500)).toEqual({ ok: false, code: "outside-unit" });
    expect(amount("200000")).toMatchObject({ amountYen: 200_000 });
    expect(amount("200001")).toEqual({ ok: false, code: "over-limit" });
  });
});

test("GRT-1: of lines that mean one wallet the first goes, whatever they were read with; the others name its line", () => {
  const line = (row: number, residentId: string | null) => ({
    row,
    ok: true as const,
    residentId,
    amountYen: 100,
  });
  const drafts = draftsOf(
    [line(4, "a"), line(5, "b"), line(6, "a"), line(7, null), { row: 8, ok: false, code: "person-missing" }],
    new Map([["b", 2]]),
  );
  expect(drafts.map(({ row, state, code }) => `${row} ${state} ${code}`)).toEqual([
    "4 ready null",
    "5 duplicate 2",
    "6 duplicate 4",
    "7 unknown null",
    "8 bad person-missing",
  ]);
  expect(drafts.filter(({ residentId }) => residentId !== null)).toHaveLength(1);
});
