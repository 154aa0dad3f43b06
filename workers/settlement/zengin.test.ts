import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBankKana } from "../../schema/bank-kana.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { ORDER, PAYER, TRANSFER } from "./zengin.testing.ts";
import { type FileOptions, monthDay, printZengin, type Transfer, type TransferOrder } from "./zengin.ts";
import { readZengin } from "./zengin-reader.ts";

const CRLF: FileOptions = { lineEnd: "crlf", endMark: false, transferKind: "7" };
const golden = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`./golden/${name}`, import.meta.url))));
const print = (order: TransferOrder, options = CRLF) => {
  const printed = printZengin(order, options);
  if (!printed.ok) throw new Error(JSON.stringify(printed.error));
  return printed.value;
};
const problems = (order: Partial<TransferOrder>) => {
  const printed = printZengin({ ...ORDER, ...order }, CRLF);
  return printed.ok ? [] : printed.error;
};

describe("STL-4: the file is what the standard says, byte for byte", () => {
  const variants: readonly (readonly [string, FileOptions])[] = [
    ["crlf-7.txt", CRLF],
    ["crlf-eof-8.txt", { lineEnd: "crlf", endMark: true, transferKind: "8" }],
    ["lf-0.txt", { lineEnd: "lf", endMark: false, transferKind: "0" }],
    ["cr-7.txt", { lineEnd: "cr", endMark: false, transferKind: "7" }],
    ["none-eof-7.txt", { lineEnd: "none", endMark: true, transferKind: "7" }],
  ];
  test.each(variants)("%s", (name, options) => {
    expect(Buffer.from(print(ORDER, options)).equals(golden(name))).toBe(true);
  });

  test("the fields of a golden file stand where the standard puts them", () => {
    // Written down apart from the printer, from the table of the standard: position from 1, length, bytes.
    const bytes = golden("crlf-7.txt");
    const line = (n: number) => bytes.subarray(n * 122, n * 122 + 122);
    const at = (n: number, from: number, length: number) =>
      Buffer.from(line(n).subarray(from - 1, from - 1 + length)).toString("latin1");
    expect(bytes.length).toBe(5 * 122);
    expect(at(0, 1, 14)).toBe("12100000990001");
    expect(at(0, 15, 3)).toBe("\xbc\xb5\xd0");
    expect([at(0, 55, 4), at(0, 59, 4), at(0, 78, 3), at(0, 96, 1), at(0, 97, 7)]).toEqual([
      "1204",
      "9999",
      "001",
      "1",
      "0001234",
    ]);
    expect([at(1, 1, 5), at(1, 21, 3), at(1, 39, 4), at(1, 43, 1), at(1, 44, 7)]).toEqual([
      "29999",
      "002",
      "0000",
      "1",
      "7654321",
    ]);
    expect([at(1, 81, 10), at(1, 91, 1), at(1, 92, 20), at(1, 112, 1), at(1, 113, 1)]).toEqual([
      "0001874779",
      "1",
      "00000000070000000001",
      "7",
      " ",
    ]);
    expect([at(2, 43, 1), at(2, 112, 2)]).toEqual(["4", "7Y"]);
    expect(at(3, 1, 19)).toBe("8000002000001874780");
    expect([at(4, 1, 2), at(4, 121, 2)]).toEqual(["9 ", "\r\n"]);
  });
});

describe("STL-4: what the bank would send back is not written", () => {
  test.each([
    ["2026-12-05", "weekend"],
    ["2026-11-23", "holiday"],
    ["2026-12-31", "year-end"],
    ["2027-01-02", "year-end"],
    ["2099-06-01", "beyond-data"],
  ])("a transfer on %s: %s", (payOn, why) =>
    expect(problems({ payOn: payOn as BusinessDate })).toEqual([{ code: "no-bank-day", why }]),
  );

  test("nothing, less than nothing, more than ten digits, a part of a yen", () => {
    for (const amountYen of [0, -1, 10_000_000_000, 0.5])
      expect(problems({ transfers: [{ ...TRANSFER, amountYen }] })).toContainEqual({
        code: "amount",
        line: 1,
      });
    expect(problems({ transfers: [] })).toEqual([{ code: "no-transfers" }]);
  });

  test("the same transfer twice is named by both its lines", () =>
    expect(problems({ transfers: [TRANSFER, { ...TRANSFER, amountYen: 5 }, TRANSFER] })).toEqual([
      { code: "duplicate", line: 3, of: 1 },
    ]));

  test.each([
    ["name", { name: "山田" }],
    ["name", { name: "" }],
    ["name", { name: "ｱ".repeat(31) }],
    ["bankName", { bankName: "ﾃｽﾄ.ｷﾞﾝｺｳ" }],
    ["accountNumber", { accountNumber: "123456" }],
    ["reference", { reference: { kind: "edi", text: "ｱ".repeat(21) } }],
  ] as const)("a %s that doesn't fit is named by its field", (field, wrong) =>
    expect(problems({ transfers: [{ ...TRANSFER, ...wrong }] })).toEqual([{ code: "field", line: 1, field }]),
  );

  test("the payer's own fields are the header's", () =>
    expect(problems({ payer: { ...PAYER, consignorCode: "1" } })).toEqual([
      { code: "field", line: null, field: "consignorCode" },
    ]));
});

describe("STL-4: reading", () => {
  const kana = (field: "party" | "bank" | "edi", least: number, longest: number) =>
    fc
      .array(fc.constantFrom(..."アガパャーッンヲBz09().-・「 "), { minLength: least, maxLength: longest })
      .map((letters) => toBankKana(letters.join(""), field))
      .filter((kana) => kana.ok && kana.value.length >= least && kana.value.length <= longest)
      .map((kana) => (kana.ok ? kana.value : ""));
  const digits = (count: number) =>
    fc.integer({ min: 0, max: 10 ** count - 1 }).map((n) => String(n).padStart(count, "0"));
  const place = {
    bankCode: digits(4),
    bankName: kana("bank", 0, 15),
    branchCode: digits(3),
    branchName: kana("bank", 0, 15),
    accountNumber: digits(7),
  };
  const transfer: fc.Arbitrary<Transfer> = fc.record({
    ...place,
    accountKind: fc.constantFrom("1", "2", "4", "9"),
    name: kana("party", 1, 30),
    amountYen: fc.integer({ min: 1, max: 9_999_999_999 }),
    newCode: fc.constantFrom("0", "1", "2"),
    reference: fc.oneof(
      fc.record({ kind: fc.constant("codes" as const), first: digits(10), second: digits(10) }),
      fc.record({ kind: fc.constant("edi" as const), text: kana("edi", 0, 20) }),
    ),
  });
  const order: fc.Arbitrary<TransferOrder> = fc.record({
    payer: fc.record({
      ...place,
      consignorCode: digits(10),
      name: kana("party", 1, 40),
      accountKind: fc.constantFrom("1", "2", "9"),
    }),
    payOn: fc.constantFrom("2026-12-04" as BusinessDate, "2027-02-01" as BusinessDate),
    transfers: fc.uniqueArray(transfer, { minLength: 1, maxLength: 12, selector: (t) => JSON.stringify(t) }),
  });
  const options: fc.Arbitrary<FileOptions> = fc.record({
    lineEnd: fc.constantFrom("none", "crlf", "cr", "lf"),
    endMark: fc.boolean(),
    transferKind: fc.constantFrom("7", "8", "0"),
  });

  test("what was printed reads back as it was, and every record is 120 bytes", () => {
    fc.assert(
      fc.property(order, options, (written, chosen) => {
        const bytes = print(written, chosen);
        const end = { none: 0, cr: 1, lf: 1, crlf: 2 }[chosen.lineEnd];
        expect(bytes.length).toBe((written.transfers.length + 3) * (120 + end) + (chosen.endMark ? 1 : 0));
        expect(readZengin(bytes)).toEqual({
          ok: true,
          value: {
            payer: written.payer,
            payOnMonthDay: monthDay(written.payOn),
            transfers: written.transfers,
            options: chosen,
          },
        });
      }),
    );
  });

  test.each([
    ["a cut end", (b: Uint8Array) => b.subarray(0, -3), { line: 5, why: "length" }],
    ["a changed amount", (b: Uint8Array) => changed(b, 122 + 89, 0x38), { line: 4, why: "total" }],
    ["a changed count", (b: Uint8Array) => changed(b, 3 * 122 + 6, 0x33), { line: 4, why: "count" }],
    ["another kind of file", (b: Uint8Array) => changed(b, 2, 0x32), { line: 1, why: "header" }],
    ["a letter of two bytes", (b: Uint8Array) => changed(b, 20, 0x81), { line: 1, why: "character" }],
    ["no end", (b: Uint8Array) => b.subarray(0, 4 * 122), { line: 4, why: "order" }],
  ])("%s is refused by its record", (_, change, error) =>
    expect(readZengin(change(print(ORDER)))).toEqual({ ok: false, error }),
  );
});

function changed(bytes: Uint8Array, at: number, to: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = to;
  return copy;
}
