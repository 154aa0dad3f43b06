import { strict as assert } from "node:assert";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StatementBody } from "../../../schema/api/closings.ts";
import type { SeedClient } from "../../../scripts/seed/seed-client.ts";
import { run as runProgram } from "../../../scripts/steps.ts";
import { readCsv } from "./csv.ts";
import type { OwnLine } from "./own-closing.ts";
import { type ClosedClosing, figuresOf, type PayoutOffice, type ToldTransfer } from "./payout-office.ts";
import { MERCHANTS } from "./people.ts";
import type { Shop, Town } from "./town.ts";

/**
 * Merchants' statements of a closing, in the list, as CSV and as PDF: each names the line and the bank's transfer (B3).
 * @param workDir where PDFs are put
 */
export async function checkStatements(
  town: Town,
  office: PayoutOffice,
  closing: ClosedClosing,
  workDir: string,
  isMeant: (merchant: string) => boolean = () => true,
): Promise<void> {
  const { closingId, number } = closing.body;
  for (const merchant of MERCHANTS.filter(({ parent, name }) => parent === undefined && isMeant(name))) {
    const head = await town.as(merchant.loginId);
    const all = await head.all<StatementBody>("statements");
    const rows = all.filter((row) => row.closingId === closingId);
    const shops = [...town.shops.values()].filter(({ payees }) => payees.includes(merchant.name));
    const own = shops.filter(({ name }) => closing.own.lines.has(name));
    const names = rows.map(({ line }) => town.shopOfId.get(line.storeId)?.name);
    assert.deepEqual(names.sort(), own.map(({ name }) => name).sort(), merchant.name);
    for (const row of rows) {
      const { name } = town.shopOfId.get(row.line.storeId) as Shop;
      const line = closing.own.lines.get(name) as OwnLine;
      assert.deepEqual(figuresOf(row.line), line);
      const transfer = office.transferOf(name, closing);
      assert.equal(row.transferYen, transfer?.yen ?? null);
      const path = `statements/${closingId}/${row.line.storeId}/file`;
      await checkFiles(head, path, { line, transfer }, join(workDir, `${number}-${name}.pdf`));
    }
  }
}

/** What a statement says of a transfer that came back. */
const CAME_BACK = "銀行からもどりました";

/** The sum of a statement as a shopkeeper reads it: word, how many, yen. */
function sumOf(line: OwnLine): readonly (readonly [string, number | null, number])[] {
  return [
    ["ご利用", line.payments, line.paidYen],
    ["取り消し・返金", line.reversals, -line.reversedYen],
    ["手数料", null, -line.feeYen],
    ["消費税（手数料の10%）", null, -line.taxYen],
    ["前回からの繰り越し", null, line.carriedInYen],
    ["次回への繰り越し", null, -line.carriedOutYen],
    ["お支払いする金額", null, line.payableYen],
  ];
}

/** The statement of a store as CSV and as PDF says what the line says, and which transfer it is part of. */
async function checkFiles(
  head: SeedClient,
  path: string,
  own: { readonly line: OwnLine; readonly transfer: ToldTransfer | null },
  pdfFile: string,
): Promise<void> {
  const { line, transfer } = own;
  const csv = (await head.file(`${path}?format=csv`)).toString("utf8");
  const rows = readCsv(csv);
  const value = (word: string) => rows.find(([first]) => first === word)?.slice(1);
  for (const [word, count, yen] of sumOf(line))
    assert.deepEqual(
      value(word),
      [count === null ? "" : String(count), String(yen || 0)],
      `${path}: ${word}`,
    );
  assert.deepEqual(value("振込額（通帳の金額）"), transfer ? [String(transfer.yen)] : undefined, path);
  assert.deepEqual(
    value("この振り込みにふくまれるお店"),
    transfer ? [String(transfer.stores)] : undefined,
    path,
  );
  if (transfer) assert.deepEqual(value("振込の番号"), [transfer.reference ?? ""], path);
  assert.equal(csv.includes(CAME_BACK), transfer?.isReturned === true, path);

  const text = await pdfText(await head.file(`${path}?format=pdf`), pdfFile);
  const printed = (word: string) => {
    const found = text.find((each) => each.startsWith(word));
    return [...(found ?? "").slice(word.length).matchAll(/[−]?[\d,]+/g)].map(([number]) =>
      Number(number.replace("−", "-").replaceAll(",", "")),
    );
  };
  for (const [word, count, yen] of sumOf(line))
    assert.deepEqual(printed(word), count === null ? [yen || 0] : [count, yen || 0], `${pdfFile}: ${word}`);
  assert.deepEqual(printed("振込額（通帳の金額）"), transfer ? [transfer.yen] : [], pdfFile);
  assert.equal(text.join("").includes(CAME_BACK), transfer?.isReturned === true, pdfFile);
}

/** The lines of a PDF's text as somebody reads it, without the space before them. */
async function pdfText(pdf: Uint8Array, file: string): Promise<readonly string[]> {
  writeFileSync(file, pdf);
  const { code, output } = await runProgram("pdftotext", ["-layout", file, "-"]);
  assert.equal(code, 0, output);
  return output.split("\n").map((line) => line.trim());
}
