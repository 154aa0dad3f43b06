/**
 * The Worker that `bench/data` measures: the product's own, whole, and beside it the floor of a report. Bundled and run
 * on workerd by the bench only; nothing here is deployed.
 */
import type { Env } from "../workers/env.ts";
import product from "../workers/index.ts";
import { PART_BYTES } from "../workers/reports/parts.ts";

export {
  CouponActor,
  FeedActor,
  FundActor,
  ThrottleActor,
  VerificationActor,
  WalletActor,
} from "../workers/index.ts";

const PAGE_ROWS = 5_000;
const FLOOR_KEY = "bench/floor.csv";

/** As many columns, and about as many bytes, as the product's file has of the journal itself; nobody's name is looked up. */
const FLOOR_PAGE = `
select position, book_date, at_ms, class, kind, amount_yen, operation_id, line, expires_on, store_id, till_id,
  account, issuer_id, actor
from journal where programme_id = ?1 and book_date = ?2 and position > ?3 order by position limit ?4`;
const DATES = "select distinct book_date as date from journal where programme_id = ?1 order by 1";

/** Keyset pages from D1 to plain CSV in parts of one R2 object, until so many rows are written: nothing of ours. */
async function floor(env: Env, programmeId: string, rows: number) {
  const { results: dates } = await env.DB.prepare(DATES).bind(programmeId).all<{ date: string }>();
  const statement = env.DB.prepare(FLOOR_PAGE);
  const upload = await env.FILES.createMultipartUpload(FLOOR_KEY);
  const parts: R2UploadedPart[] = [];
  const encoder = new TextEncoder();
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  let written = 0;
  let bytes = 0;
  const send = async (bytes: Uint8Array) => {
    parts.push(await upload.uploadPart(parts.length + 1, bytes));
  };
  for (const { date } of dates) {
    let position = 0;
    for (let full = true; full && written < rows; ) {
      const page = await statement
        .bind(programmeId, date, position, PAGE_ROWS)
        .raw<(string | number | null)[]>();
      full = page.length === PAGE_ROWS;
      position = (page.at(-1)?.[0] as number | undefined) ?? 0;
      written += page.length;
      let text = encoder.encode(page.map((row) => `${row.join(",")}\r\n`).join(""));
      bytes += text.length;
      while (text.length > 0) {
        const head = text.subarray(0, part.length - filled);
        part.set(head, filled);
        filled += head.length;
        text = text.subarray(head.length);
        if (filled < part.length) break;
        await send(part);
        part = new Uint8Array(PART_BYTES);
        filled = 0;
      }
    }
  }
  await send(part.subarray(0, filled));
  await upload.complete(parts);
  return { rows: written, bytes };
}

/** Rows given to one statement; what D1 takes as one bound value allows some more. */
const INSERT_ROWS = 2_000;
const SHAPE = "select sql from sqlite_master where tbl_name = 'coupon' and sql is not null";

/** So many rows into a table that has the columns and indexes of the product's coupons: nothing of ours. */
async function insertRows(env: Env, rows: number) {
  const { results: made } = await env.DB.prepare(SHAPE).all<{ sql: string }>();
  await env.DB.batch([
    env.DB.prepare("drop table if exists bench_coupon"),
    ...made.map(({ sql }) =>
      env.DB.prepare(
        sql
          .replace(/(table|on)(\s+)[`"]?coupon[`"]?/i, "$1$2bench_coupon")
          .replace(/(index\s+)[`"]?(\w+)[`"]?/i, "$1bench_$2"),
      ),
    ),
  ]);
  const statement = env.DB.prepare(
    `insert into bench_coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt, face_yen,
       issuer_id, branch_id, not_before_on, expires_on, mac)
     select ?2, value ->> 0, ?2, ?2, value ->> 1, 1, '1', 0, 3000, ?2, ?2, null, '2099-12-31', value ->> 2 from json_each(?1)`,
  );
  // As wide and as scattered as the hashes that the product keeps.
  const random = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
  for (let from = 1; from <= rows; from += INSERT_ROWS) {
    const count = Math.min(INSERT_ROWS, rows - from + 1);
    const values = Array.from({ length: count }, (_, i) => [from + i, random(), random()]);
    await statement.bind(JSON.stringify(values), "0123456789ab").run();
  }
  return { rows };
}

export default {
  ...product,
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    const rows = Number(searchParams.get("rows"));
    if (pathname === "/bench/floor")
      return Response.json(await floor(env, searchParams.get("programme") ?? "", rows));
    if (pathname === "/bench/rows") return Response.json(await insertRows(env, rows));
    return product.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
