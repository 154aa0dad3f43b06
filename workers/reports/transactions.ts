import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { EntryKind } from "../../schema/events.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import type { ReportCode } from "../../schema/report-words.ts";
import { keyOfDated, pageByDate } from "./by-date.ts";
import { clockCells } from "./clock-cells.ts";
import type { Report } from "./report.ts";

/** In the order of `PAGE`. */
type TransactionRow = readonly [
  position: number,
  bookDate: BusinessDate,
  atMs: number,
  actorClass: "coupon" | "wallet",
  kind: EntryKind,
  mode: string | null,
  amountYen: number,
  operationId: string,
  line: number,
  payment: string | null,
  /** As much of the hash of the payment's first row as its receipt number is made of. */
  firstHash: string | null,
  expiresOn: string | null,
  storeId: string | null,
  tillId: string | null,
  serial: number | null,
  issuerId: string | null,
];

/** A charge's arrival in the wallet is not listed: its departure from the coupon is. */
const LISTED_CLASSES = "('coupon', 'wallet')";
const LISTED_KINDS = "('pay', 'reverse', 'charge-pending', 'charge-voided', 'cancel')";
const LISTED = `j.class in ${LISTED_CLASSES} and (j.kind in ${LISTED_KINDS}
    or (j.kind = 'credit' and json_extract(j.detail, '$.origin') = 'grant'))`;

/** What a reversal takes back; every other kind is spared the look into its detail. */
const PAYMENT = "case when j.kind = 'reverse' then json_extract(j.detail, '$.payment') end";

// Most rows are a payment's only one: what it is called by is its own hash, and no other row is looked for.
const PAGE = `
select j.position, j.book_date, j.at_ms, j.class, j.kind,
  case when j.kind = 'reverse' then json_extract(j.detail, '$.mode') end,
  j.amount_yen, j.operation_id, j.line, ${PAYMENT},
  case
    when j.kind = 'pay' and j.line = 0 then substr(j.hash, 1, 8)
    when j.kind in ('pay', 'reverse') then (
      select substr(f.hash, 1, 8) from journal f
      where f.operation_id = coalesce(${PAYMENT}, j.operation_id) and f.actor = j.actor and f.line = 0)
  end,
  j.expires_on, j.store_id, j.till_id, c.serial, c.issuer_id
from journal j left join coupon c on j.class = 'coupon' and c.actor = j.actor
where j.programme_id = ?1 and j.region_id = ?2 and j.position <= ?3 and j.book_date = ?4 and j.position > ?5 and ${LISTED}
order by j.position limit ?6`;

// A million rows counted one by one would be read twice; the totals that came with them know.
const COUNT = `
select coalesce(sum(rows), 0) as figure from ledger_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 and class in ${LISTED_CLASSES}
  and (kind in ${LISTED_KINDS} or (kind = 'credit' and part = 'grant'))`;

/**
 * Every movement of coupon money by booking date (S5): one line per lot touched, so that each has its one expiry; the
 * lines of a payment share operation id and receipt number. Amounts are positive in their kind's own direction and
 * negative where they take back (取消, 返金, チャージ取消), so that a column adds up. Holders are a coupon's serial or
 * the word for a wallet: no personal data (WHO-4).
 */
export const transactions: Report<TransactionRow> = {
  columns: REPORT_COLUMNS.transactions,
  count: (db, { programmeId, regionId, from, to }) => db.prepare(COUNT).bind(programmeId, regionId, from, to),
  page: (db, scope, _, after, limit) => pageByDate(db, PAGE, scope, after, limit),
  keyOf: keyOfDated,
  cells: ({ programme, unitWord, stores, tills, organisations }) => {
    const clock = clockCells();
    return (row) => {
      const [, bookDate, atMs, actorClass, kind, mode, amountYen, operationId, line, payment, ...rest] = row;
      const [firstHash, expiresOn, storeId, tillId, serial, issuerId] = rest;
      const [date, time] = clock(atMs);
      return [
        bookDate,
        date,
        time,
        codeOf(kind, mode),
        programme,
        actorClass === "wallet" ? "app" : "paper",
        actorClass === "wallet" ? "wallet" : serial,
        storeId === null ? null : (stores.get(storeId)?.name ?? null),
        storeId,
        tillId === null ? null : (tills.get(tillId)?.number ?? null),
        kind === "credit" ? amountYen : -amountYen,
        unitWord,
        firstHash === null ? null : receiptNumber(firstHash),
        operationId,
        line,
        payment,
        expiresOn,
        issuerId === null ? null : (organisations.get(issuerId)?.name ?? null),
      ];
    };
  },
};

const CODES: { readonly [Kind in EntryKind]?: ReportCode } = {
  pay: "pay",
  "charge-pending": "charge",
  "charge-voided": "charge-voided",
  cancel: "cancel",
  credit: "grant",
};

/** A reversal is one or the other (REV-1). */
function codeOf(kind: EntryKind, mode: string | null): string {
  if (kind === "reverse") return mode === "refund" ? "refund" : "void";
  return CODES[kind] ?? kind;
}
