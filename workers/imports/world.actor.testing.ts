import { env, exports } from "cloudflare:workers";
import { vi } from "vitest";
import type { FindingCode, ImportBody, ImportRow } from "../../schema/api/imports.ts";
import type { Browser, Reply } from "../api/world.actor.testing.ts";
import { type CsvEncoding, csvLine, encodeCsv } from "../reports/csv.ts";

/** Brings a file in as a browser does. */
export async function upload(
  browser: Browser,
  kind: string,
  file: string | Uint8Array,
  encoding: CsvEncoding = "utf-8",
): Promise<Reply> {
  const body = typeof file === "string" ? encodeCsv(file, encoding) : file;
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/imports?kind=${kind}&fileName=${encodeURIComponent("一覧.csv")}`, {
      method: "POST",
      headers: { origin: "http://localhost", cookie: browser.cookieHeader(), "content-type": "text/csv" },
      body: body as Uint8Array<ArrayBuffer>,
    }),
  );
  return { status: reply.status, type: reply.headers.get("content-type"), body: await reply.json() };
}

/** Waits until a job has brought an import on. */
export function until(
  browser: Browser,
  importId: string,
  ...states: ImportBody["state"][]
): Promise<ImportBody> {
  return vi.waitFor(
    async () => {
      const now: ImportBody = await browser.read(`imports/${importId}`);
      if (!states.includes(now.state)) throw new Error(`${now.state} at row ${now.rowsRead}`);
      return now;
    },
    { timeout: 180_000, interval: 100 },
  );
}

/** Brings a file in and has it checked with the mapping that is proposed. */
export async function checked(
  browser: Browser,
  kind: string,
  file: string | Uint8Array,
  encoding: CsvEncoding = "utf-8",
): Promise<ImportBody> {
  const { body, status } = await upload(browser, kind, file, encoding);
  if (status !== 200) throw new Error(JSON.stringify(body));
  await browser.done(`imports/${body.importId}/mapping`, { mapping: body.mapping });
  return until(browser, body.importId, "ready", "unreadable");
}

/** Applies what a check found, to its end. */
export async function applied(browser: Browser, one: ImportBody, rewrites = false): Promise<ImportBody> {
  await browser.done(`imports/${one.importId}/apply`, { checks: one.checks, rewrites });
  return until(browser, one.importId, "done");
}

/** Every row of an import in some state. */
export async function rowsOf(browser: Browser, importId: string, query: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let after = ""; ; ) {
    const page = await browser.read(`imports/${importId}/rows?limit=100&${query}${after}`);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = `&after=${page.next}`;
  }
}

export const count = async (sql: string, ...values: unknown[]) =>
  (
    await env.DB.prepare(`select count(*) as n from ${sql}`)
      .bind(...values)
      .first<{ n: number }>()
  )?.n ?? 0;

export const STORE_HEADINGS = [
  "事業者名",
  "店舗名",
  "店舗名カナ",
  "住所",
  "市町村コード",
  "業種コード",
  "使い方",
  "レジの数",
];
/** A good row of a list of stores: the n-th shop of a merchant called 店. */
export const storeCells = (n: number): string[] => [
  "店",
  `港の食堂${n}号`,
  `ミナトノショクドウ${n}`,
  `港町${Math.ceil(n / 20)}－${n}`,
  n % 3 === 0 ? "990027" : "990019",
  n % 2 === 0 ? "M7611" : "5891",
  n % 5 === 0 ? "アプリのみ" : "紙とアプリ",
  n % 7 === 0 ? "2" : "",
];
export const storeFile = (rows: readonly (readonly string[])[]) =>
  [STORE_HEADINGS, ...rows].map((cells) => csvLine(cells)).join("");

/** Ways in which a row goes wrong: what is done to it, and what is to be said of it at which column. */
export const FAULTS: readonly (readonly [
  spoil: (cells: string[]) => string,
  code: FindingCode,
  column: number | null,
])[] = [
  [(cells) => csvLine(cells.slice(0, 6)), "columns-too-few", null],
  [(cells) => csvLine([...cells, "余り"]), "columns-too-many", 9],
  [(cells) => `${cells[0]},5"管の店,${cells.slice(2).join(",")}\r\n`, "quote-misplaced", 2],
  [(cells) => csvLine(cells.with(1, " ")), "missing", 2],
  [(cells) => csvLine(cells.with(3, "港".repeat(121))), "too-long", 4],
  [(cells) => csvLine(cells.with(1, "港\u0007食堂")), "control-character", 2],
  [(cells) => csvLine(cells.with(2, "港食堂")), "not-kana", 3],
  [(cells) => csvLine(cells.with(4, "990035")), "municipality-unknown", 5],
  [(cells) => csvLine(cells.with(4, "990018")), "municipality-mistyped", 5],
  [(cells) => csvLine(cells.with(5, "I7611")), "industry-unknown", 6],
  [(cells) => csvLine(cells.with(6, "たぶん")), "accepts-unknown", 7],
  [(cells) => csvLine(cells.with(7, "100")), "tills-number", 8],
  [(cells) => csvLine(cells.with(0, "どこか")), "owner-unknown", 1],
  [(cells) => csvLine(cells.with(0, "宿")), "owner-not-merchant", 1],
  [() => csvLine(storeCells(1)), "repeats-row", null],
];
