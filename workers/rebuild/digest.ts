import { sha256 } from "../../durable-objects/lib/hash.ts";
import { forgetFold } from "../data/hour-totals.ts";

/** Rows taken into a digest at once; the digest depends on it. */
const PAGE_ROWS = 5_000;

interface Table {
  readonly name: string;
  /** What orders the rows; a key of the table. */
  readonly key: readonly string[];
  /** What is compared beside the key. */
  readonly facts: readonly string[];
  /** Which rows are compared; ?1 is the moment the rebuild began. */
  readonly where?: string;
}

/** The issue is older than the rebuild, and its coupons stand. */
const FINISHED_ISSUE = "state in ('ready', 'active', 'stopped', 'withdrawn') and created_at_ms < ?1";

/**
 * Every table that is made again from the log (PRJ-2), and what of it follows from the log. Left out is what only tells
 * how a row got here: position, log object and time of projection, when something was found or closed, and of an issue
 * who asked for it, which is in the audit log, and under which of a replacement's two operations it was written down.
 */
export const REBUILT: readonly Table[] = [
  {
    name: "journal",
    key: ["actor", "seq"],
    facts: [
      "class",
      "region_id",
      "programme_id",
      "at_ms",
      "book_date",
      "operation_id",
      "line",
      "kind",
      "account",
      "expires_on",
      "amount_yen",
      "store_id",
      "till_id",
      "issuer_id",
      "detail",
      "request_hash",
      "result",
      "prev_hash",
      "hash",
    ],
  },
  {
    name: "actor_head",
    key: ["actor"],
    facts: ["class", "region_id", "programme_id", "seq", "hash", "max_seq", "balance_yen"],
  },
  {
    name: "ledger_total",
    key: ["programme_id", "book_date", "expires_on", "class", "kind", "part"],
    facts: ["region_id", "rows", "amount_yen"],
  },
  {
    name: "store_day",
    key: ["store_id", "book_date", "programme_id", "till_id"],
    facts: [
      "region_id",
      "paper_count",
      "paper_yen",
      "app_count",
      "app_yen",
      "paper_reversed_count",
      "paper_reversed_yen",
      "app_reversed_count",
      "app_reversed_yen",
    ],
  },
  {
    name: "hour_total",
    key: ["programme_id", "book_date", "hour"],
    facts: [
      "region_id",
      "issued_yen",
      "cancelled_yen",
      "granted_yen",
      "paper_count",
      "paper_yen",
      "app_count",
      "app_yen",
      "reversed_count",
      "paper_reversed_yen",
      "app_reversed_yen",
    ],
  },
  {
    name: "transfer",
    key: ["actor", "parent"],
    facts: [
      "class",
      "region_id",
      "programme_id",
      "kind",
      "target",
      "began_at_ms",
      "held_yen",
      "arrived_yen",
      "ended_as",
    ],
  },
  {
    name: "coupon_freeze",
    key: ["actor"],
    facts: ["region_id", "seq", "frozen", "operation_id", "at_ms"],
  },
  {
    name: "journal_break",
    key: ["id"],
    facts: ["what", "actor", "seq", "region_id", "programme_id", "hash", "expected_hash", "state"],
  },
  {
    name: "seal",
    key: ["book_date"],
    facts: ["audit_id", "late", "rows", "file_key", "file_hash"],
    where: "state = 'sealed'",
  },
  { name: "dimension_version", key: ["kind", "subject_id", "book_date"], facts: ["region_id", "facts"] },
  {
    name: "issue",
    key: ["id"],
    facts: [
      "region_id",
      "programme_id",
      "issuer_id",
      "branch_id",
      "state",
      "serial_from",
      "count",
      "sum_yen",
      "written",
      "not_before_on",
      "expires_on",
      "key_id",
      "pepper_generation",
      "faces",
      "handed_over_at_ms",
      "rest_withdrawn",
    ],
    where: FINISHED_ISSUE,
  },
  {
    name: "handed_over",
    key: ["issue_id", "from_serial"],
    facts: ["to_serial", "sum_yen", "operation_id", "at_ms"],
  },
  {
    name: "coupon",
    key: ["programme_id", "serial"],
    facts: [
      "region_id",
      "issue_id",
      "actor",
      "pepper_generation",
      "key_id",
      "salt",
      "face_yen",
      "issuer_id",
      "branch_id",
      "not_before_on",
      "expires_on",
      "mac",
    ],
    where: `issue_id in (select id from issue where ${FINISHED_ISSUE})`,
  },
];

/** How far the digest of a table is. */
export interface DigestWork {
  readonly after: readonly unknown[] | null;
  readonly rows: number;
  readonly hash: string;
}
export const DIGEST_START: DigestWork = { after: null, rows: 0, hash: "" };

/**
 * Takes the next page of a table into its digest: SHA-256 over the digest so far and the page's rows as JSON arrays, in
 * order of their key. The same rows give the same digest, wherever it was interrupted.
 */
export async function digestPage(
  db: D1Database,
  table: Table,
  work: DigestWork,
  sinceMs: number,
): Promise<{ readonly work: DigestWork; readonly ended: boolean }> {
  const key = table.key.join(", ");
  const conditions = [
    ...(table.where ? [`(${table.where})`] : []),
    ...(work.after === null ? [] : [`(${key}) > (${table.key.map((_, at) => `?${at + 2}`).join(", ")})`]),
  ];
  const { results } = await db
    .prepare(
      `select json_array(${[...table.key, ...table.facts].join(", ")}) as row from ${table.name}
       where ?1 > 0 ${conditions.map((condition) => `and ${condition}`).join(" ")}
       order by ${key} limit ${PAGE_ROWS}`,
    )
    .bind(sinceMs, ...(work.after ?? []))
    .all<{ row: string }>();
  const last = results.at(-1);
  if (!last) return { work, ended: true };
  const after = (JSON.parse(last.row) as unknown[]).slice(0, table.key.length);
  const hash = sha256(`${work.hash}\n${results.map(({ row }) => row).join("\n")}`);
  return {
    work: { after, rows: work.rows + results.length, hash },
    ended: results.length < PAGE_ROWS,
  };
}

/**
 * Issues about which the Worker wrote more than the journal says yet: their entries are still on their way, and nobody
 * could bring their coupons back before they have arrived. ?1: issues made since then.
 */
const AHEAD = `
select i.id from issue i left join actor_head h on h.actor = i.programme_id
where i.created_at_ms >= ?1 or i.fund_seq > h.seq`;

/** Coupons deleted by one statement; a whole programme's would take longer than D1 allows. */
const PAGE_COUPONS = 50_000;

/**
 * Deletes coupons whose rows are made again, a page at a time and before the rest: while the heads still stand. Whether
 * there may be more.
 *
 * @param youngSinceMs issues made later may not be in the journal yet and keep their rows
 */
export async function emptyCoupons(db: D1Database, youngSinceMs: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `delete from coupon where rowid in (
         select rowid from coupon where issue_id not in (${AHEAD}) limit ${PAGE_COUPONS})`,
    )
    .bind(youngSinceMs)
    .run();
  return meta.changes > 0;
}

/** Statements that empty everything else, in one batch. A date that was being closed is closed anew. */
export function emptyRest(db: D1Database, youngSinceMs: number): D1PreparedStatement[] {
  return [
    db.prepare(`delete from issue where id not in (${AHEAD})`).bind(youngSinceMs),
    ...REBUILT.filter(({ name }) => name !== "coupon" && name !== "issue").map(({ name }) =>
      db.prepare(`delete from ${name}`),
    ),
    forgetFold(db),
  ];
}
