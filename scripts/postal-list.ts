import type { LoadPostalRequest } from "../schema/api/postal-codes.ts";
import { municipalityCode } from "./region-municipalities.ts";

type PostalRow = LoadPostalRequest["rows"][number];

/**
 * Japan Post's list of postal codes, the one in UTF-8 (utf_ken_all.csv): fifteen columns, no headings, a line per code and
 * town. A newer form of the file is refused instead of half understood.
 */
const COLUMNS = 15;
const AT = { municipality: 0, code: 2, prefecture: 6, city: 7, town: 8 } as const;

/** What stands in the place of a town and is none. */
const NO_TOWN = /^(以下に掲載がない場合|.*の次に(番地|.*?番地)がくる場合)$/;

/** The rows of the file, and how many lines said a place that another had said already. */
export function readPostalList(text: string): {
  readonly rows: readonly PostalRow[];
  readonly repeated: number;
} {
  const rows = new Map<string, PostalRow>();
  let lines = 0;
  for (const [at, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line === "") continue;
    lines += 1;
    const row = readLine(line, at + 1);
    rows.set([row.code, row.prefecture, row.city, row.town].join("|"), row);
  }
  if (lines === 0) throw new Error("the file has no lines");
  return { rows: [...rows.values()], repeated: lines - rows.size };
}

function readLine(line: string, number: number): PostalRow {
  // The list quotes text and has no comma within it; a line that does is not of this list.
  const cells = line.split(",").map((cell) => /^"?([^"]*)"?$/.exec(cell)?.[1] ?? "");
  const cell = (name: keyof typeof AT) => (cells[AT[name]] ?? "").trim();
  const [code, municipality] = [cell("code"), municipalityCode(cell("municipality"))];
  if (cells.length !== COLUMNS || !/^\d{7}$/.test(code) || municipality === null)
    throw new Error(
      `line ${number} is not of Japan Post's list in UTF-8 (utf_ken_all.csv): ${line.slice(0, 60)}`,
    );
  const [prefecture, city] = [cell("prefecture"), cell("city")];
  if (prefecture === "" || city === "") throw new Error(`line ${number} names no place`);
  return {
    code,
    prefecture,
    city,
    town: townOf(cell("town"), city),
    municipality,
  };
}

/** The town as it stands in an address: without what the list says about it in brackets, or in its place. */
function townOf(text: string, city: string): string {
  if (NO_TOWN.test(text) || text === `${city}一円`) return "";
  return text.replace(/（.*$/, "").trim();
}
