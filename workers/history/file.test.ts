import { describe, expect, test } from "vitest";
import type { HistoryRow } from "../../schema/api/history.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { LANGUAGES } from "../../schema/languages.ts";
import { historyFile } from "./file.ts";

const row = (kind: HistoryRow["kind"], at: string, amountYen: number, more: Partial<HistoryRow> = {}) =>
  ({
    operationId: "019aef00-0000-7000-8000-000000000001",
    kind,
    atMs: Date.parse(`${at}+09:00`),
    amountYen,
    store: null,
    receiptNumber: null,
    expiresOn: null,
    reversedYen: 0,
    ...more,
  }) as HistoryRow;
const lot = (expiresOn: string, remainingYen: number, expired: boolean) =>
  ({ expiresOn, remainingYen, expired }) as never;
const shop = { storeId: "s", name: "喫茶 みなと", town: "白岬市" } as HistoryRow["store"];
const ROWS = [
  row("charge", "2026-11-01T09:00:00", 3_000, { expiresOn: "2026-11-30" as BusinessDate }),
  row("payment", "2026-11-28T14:32:07", -1_280, { store: shop, receiptNumber: "4711" }),
  row("void", "2026-11-28T14:40:00", 280, { store: shop }),
  row("grant", "2026-12-02T10:00:00", 500),
];
const LOTS = [lot("2026-11-30", 1_200, true), lot("2026-11-30", 800, true), lot("2027-01-31", 500, false)];
const file = (more: Partial<Parameters<typeof historyFile>[2]> = {}) =>
  historyFile(ROWS, LOTS, { unitWord: "円", language: "ja", ...more });
const cells = (text: string) =>
  text
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

describe("a Pay's history as a file", () => {
  test("HIS-3: it is oldest first, in UTF-8 with its mark, and what ran out stands on its last day", () => {
    expect(file().startsWith("\uFEFF")).toBe(true);
    const [head, ...lines] = cells(file());
    expect(head).toContain("金額");
    expect(lines.map((line) => [line[0], line[1], line[2], line[5]])).toEqual([
      ["2026-11-01", "09:00:00", "チャージ", "3000"],
      ["2026-11-28", "14:32:07", "支払い", "-1280"],
      ["2026-11-28", "14:40:00", "取り消し", "280"],
      ["2026-11-30", "23:59:59", "期限切れ", "-2000"],
      ["2026-12-02", "10:00:00", "付与", "500"],
    ]);
  });

  test("HIS-3: over all time its amounts add up to what can be spent", () => {
    const [, ...lines] = cells(file());
    expect(lines.reduce((sum, line) => sum + Number(line[5]), 0)).toBe(500);
  });

  test("HIS-3: a payment has its store, its town, its receipt number and its operation", () => {
    const [, , payment] = cells(file());
    expect(payment?.slice(3)).toEqual([
      "喫茶 みなと",
      "白岬市",
      "-1280",
      "円",
      "",
      "4711",
      "019aef00-0000-7000-8000-000000000001",
    ]);
  });

  test("HIS-1: both ends of a period are within it, for what ran out too", () => {
    const within = (from: string, to: string) =>
      cells(
        historyFile([], LOTS, {
          unitWord: "円",
          language: "ja",
          from: from as BusinessDate,
          to: to as BusinessDate,
        }),
      ).length - 1;
    expect(within("2026-11-30", "2026-11-30")).toBe(1);
    expect(within("2026-11-01", "2026-11-29")).toBe(0);
    expect(within("2026-12-01", "2026-12-31")).toBe(0);
  });

  test("SEC-4: a store named like a formula, with quotes and commas, stays a name in one cell", () => {
    const name = '=HYPERLINK("https://example.jp","お得, ")';
    const odd = historyFile(
      [row("payment", "2026-11-28T00:00:00", -1, { store: { ...shop, name } as never })],
      [],
      {
        unitWord: "円",
        language: "ja",
      },
    );
    expect(odd).toContain(`"'=HYPERLINK(""https://example.jp"",""お得, "")"`);
  });

  test("every language has all of its headings and kinds, none twice", () => {
    for (const language of LANGUAGES) {
      const [head, ...lines] = cells(file({ language }));
      expect(new Set(head).size).toBe(10);
      expect(new Set(lines.map((line) => line[2])).size).toBe(5);
    }
  });
});
