import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FiledTransfer, matchResults } from "./match-results.ts";
import {
  isZenginFile,
  type ResultRow,
  readResultList,
  readZenginResults,
  reasonOf,
} from "./transfer-results.ts";
import { ORDER, TRANSFER } from "./zengin.testing.ts";
import { printZengin, type Transfer } from "./zengin.ts";

const CRLF = { lineEnd: "crlf", endMark: false, transferKind: "7" } as const;
const fileOf = (transfers: readonly Transfer[]) => {
  const printed = printZengin({ ...ORDER, transfers }, CRLF);
  if (!printed.ok) throw new Error(JSON.stringify(printed.error));
  return printed.value;
};
const listOf = (...rows: readonly string[]) =>
  readResultList(rows.map((row, at) => ({ row: at + 1, cells: row.split(",") })));
const rowsOf = (...rows: readonly string[]) => {
  const list = listOf(...rows);
  return list.ok ? list.value.rows : [];
};

/** What was sent for {@link TRANSFER}, in our file 7 as its record 1. */
const filed = (more: Partial<FiledTransfer> = {}): FiledTransfer => ({
  itemId: `item-${more.payoutNumber ?? 7}-${more.line ?? 1}`,
  payoutNumber: 7,
  line: 1,
  amountYen: TRANSFER.amountYen,
  state: "sent",
  account: { bankCode: "9999", branchCode: "002", kind: "1", number: "7654321" },
  ...more,
});
const verdicts = (rows: readonly ResultRow[], transfers: readonly FiledTransfer[]) =>
  matchResults(rows, transfers).map((each) => each.verdict);

describe("STL-11: the bank's records", () => {
  test("say by our own codes which transfer failed, whose account it was and how much, and never why", () => {
    const read = readZenginResults(fileOf([TRANSFER]));
    expect(read).toMatchObject({
      ok: true,
      value: {
        order: { payer: { consignorCode: "0000990001" }, payOnMonthDay: "1204" },
        rows: [{ at: 2, payoutNumber: 7, line: 1, amountYen: 1_874_779, reason: null }],
      },
    });
    expect(read.ok && verdicts(read.value.rows, [filed(), filed({ line: 2 })])).toEqual(["returns"]);
  });

  test("with EDI information it is the same; with our codes left out, account and amount tell", () => {
    const edi: Transfer = { ...TRANSFER, reference: { kind: "edi", text: "7-1" } };
    const blank: Transfer = {
      ...TRANSFER,
      reference: { kind: "codes", first: "0000000000", second: "0000000000" },
    };
    for (const transfer of [edi, blank]) {
      const read = readZenginResults(fileOf([transfer]));
      const other = filed({ line: 2, amountYen: 5 });
      expect(read.ok && verdicts(read.value.rows, [other, filed()])).toEqual(["returns"]);
    }
    const read = readZenginResults(fileOf([blank]));
    expect(read.ok && verdicts(read.value.rows, [filed(), filed({ payoutNumber: 6 })])).toEqual([
      "ambiguous",
    ]);
  });

  test("that don't add up are no result", () => {
    const bytes = fileOf([TRANSFER]);
    bytes[2 * 122 + 6] = 0x39;
    expect(readZenginResults(bytes)).toEqual({ ok: false, error: { line: 3, why: "count" } });
  });

  test("are told from a list by what they begin with", () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect(isZenginFile(fileOf([TRANSFER]))).toBe(true);
    expect(isZenginFile(text("12,3,口座なし\r\n".repeat(20)))).toBe(false);
    expect(isZenginFile(text("振込データの番号,番号,理由\r\n"))).toBe(false);
    expect(isZenginFile(new Uint8Array())).toBe(false);
  });
});

describe("STL-11: a simple list", () => {
  test("names a transfer by our file and its record or its account's number, with a heading or without", () => {
    const rows = rowsOf(
      "振込データ,明細番号・口座番号,理由",
      "7,1,口座なし",
      "第７号,7654321,名義相違,￥\u{ff11}874779",
    );
    expect(rows).toMatchObject([
      { at: 2, payoutNumber: 7, line: 1, account: null, amountYen: null, reason: "account-not-found" },
      { at: 3, payoutNumber: 7, line: null, account: { number: "7654321" }, amountYen: 1_874_779 },
    ]);
    expect(verdicts(rows.slice(1), [filed(), filed({ line: 2, account: null })])).toEqual(["returns"]);
  });

  test("under a heading of account numbers a short number is one that lost its zeros, never a record", () => {
    const [row] = rowsOf("振込データ,口座番号,理由", "7,42,解約");
    expect(row).toMatchObject({ line: null, account: { number: "0000042" } });
    const account = { bankCode: "9999", branchCode: "002", kind: "1", number: "0000042" } as const;
    expect(
      matchResults([row as ResultRow], [filed({ line: 42 }), filed({ line: 3, account })]),
    ).toMatchObject([{ verdict: "returns", transfer: { line: 3 } }]);
  });

  test("with nothing in it is none", () => {
    expect(listOf("振込データ,番号,理由")).toEqual({ ok: false, error: "empty" });
    expect(listOf()).toEqual({ ok: false, error: "empty" });
  });

  test("a row that says nothing to look for is named, and the others stay", () => {
    expect(verdicts(rowsOf("7,1,解約", "7,,解約", "x,1,解約", "7,1,解約,多い"), [filed()])).toEqual([
      "returns",
      "unreadable",
      "unreadable",
      "unreadable",
    ]);
  });

  test.each([
    ["該当口座なし", "account-not-found"],
    ["口座番号 相違", "account-not-found"],
    ["受取人名相違", "name-mismatch"],
    ["口座解約済", "account-closed"],
    ["その他", "other"],
    ["0203", null],
    ["", null],
  ])("%s is %s", (words, reason) => expect(reasonOf(words)).toBe(reason));
});

describe("STL-11: what a row comes to", () => {
  const row = (more: Partial<ResultRow> = {}): ResultRow => ({
    at: 1,
    payoutNumber: 7,
    line: 1,
    account: null,
    amountYen: null,
    reason: null,
    reasonText: null,
    isUnreadable: false,
    ...more,
  });
  const account = { bankCode: "9999", branchCode: "003", kind: "1", number: "7654321" } as const;

  test.each([
    ["returns", row(), filed()],
    ["already-returned", row(), filed({ state: "returned" })],
    ["not-sent", row(), filed({ state: "in-file" })],
    ["not-found", row({ line: 9 }), filed()],
    ["not-found", row({ payoutNumber: 8 }), filed()],
    ["amount-differs", row({ amountYen: 1 }), filed()],
    ["account-differs", row({ account }), filed()],
    ["account-differs", row({ account }), filed({ account: null })],
  ] as const)("%s", (verdict, given, transfer) => expect(verdicts([given], [transfer])).toEqual([verdict]));

  test("a transfer that two rows name comes back once; read again after that, nothing is left to do", () => {
    expect(verdicts([row(), row({ at: 2 })], [filed()])).toEqual(["returns", "twice"]);
    expect(verdicts([row(), row({ at: 2 })], [filed({ state: "returned" })])).toEqual([
      "already-returned",
      "already-returned",
    ]);
  });

  test("whatever rows say, no transfer comes back that wasn't sent, none twice, and none for another yen", () => {
    const small = fc.integer({ min: 1, max: 3 });
    const accountOf = small.map((n) => ({ ...account, branchCode: "002", number: `000000${n}` }));
    const transfers = fc.uniqueArray(
      fc.record({
        payoutNumber: small,
        line: small,
        amountYen: small,
        state: fc.constantFrom("in-file" as const, "sent" as const, "returned" as const),
        account: fc.option(accountOf),
      }),
      { selector: (each) => `${each.payoutNumber}-${each.line}` },
    );
    const rows = fc.array(
      fc.record({
        payoutNumber: fc.option(small),
        line: fc.option(small),
        amountYen: fc.option(small),
        account: fc.option(accountOf),
        isUnreadable: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(transfers, rows, (some, said) => {
        const all = some.map(filed);
        const returning = matchResults(said.map(row), all).filter((each) => each.verdict === "returns");
        const ids = returning.map((each) => each.transfer?.itemId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { row: from, transfer } of returning) {
          expect(transfer?.state).toBe("sent");
          expect([null, transfer?.amountYen]).toContain(from.amountYen);
          expect([undefined, transfer?.account?.number]).toContain(from.account?.number);
        }
      }),
    );
  });
});
