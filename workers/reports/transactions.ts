import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { EntryKind } from "../../schema/events.ts";
import { clockCells } from "./clock-cells.ts";
import { csvCell } from "./csv.ts";
import type { Names } from "./names.ts";
import type { Report } from "./report.ts";
import { MEDIA, REVERSALS, TRANSACTION_HEADINGS, TRANSACTION_KINDS, WALLET_SERIAL } from "./words.ts";

/** In the order of `page`. */
type TransactionRow = readonly [
  position: number,
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

/**
 * Every movement of coupon money by booking date (S5): one line per lot touched, so that each has its one expiry; the
 * lines of a payment share operation id and receipt number. Amounts are positive in their kind's own direction and
 * negative where they take back (取消, 返金, チャージ取消), so that a column adds up. Holders are a coupon's serial or
 * the word for a wallet: no personal data (WHO-4).
 */
export const transactions: Report<TransactionRow> = {
  headings: TRANSACTION_HEADINGS,
  // A million rows counted one by one would be read twice; the totals that came with them know.
  count: `
select coalesce(sum(rows), 0) as figure from ledger_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 and class in ${LISTED_CLASSES}
  and (kind in ${LISTED_KINDS} or (kind = 'credit' and part = 'grant'))`,
  // Most rows are a payment's only one: what it is called by is its own hash, and no other row is looked for.
  page: `
select j.position, j.at_ms, j.class, j.kind, case when j.kind = 'reverse' then json_extract(j.detail, '$.mode') end,
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
order by j.position limit ?6`,
  writer: transactionLine,
};

function transactionLine({ programme, unitWord, stores, tills, organisations }: Names) {
  const clock = clockCells();
  return (row: TransactionRow, bookDate: string): string => {
    const [, atMs, actorClass, kind, mode, amountYen, operationId, line, payment, firstHash, ...rest] = row;
    const [expiresOn, storeId, tillId, serial, issuerId] = rest;
    const holder = actorClass === "wallet" ? WALLET_SERIAL : (serial ?? "");
    const store = storeId === null ? "," : `${stores.get(storeId) ?? ""},${storeId}`;
    const till = tillId === null ? "" : (tills.get(tillId) ?? "");
    const yen = kind === "credit" ? amountYen : -amountYen;
    const receipt = firstHash === null ? "" : receiptNumber(firstHash);
    const taken = payment === null ? "" : csvCell(payment);
    const issuer = issuerId === null ? "" : (organisations.get(issuerId) ?? "");
    return (
      `${bookDate},${clock(atMs)},${kindWord(kind, mode)},${programme},${MEDIA[actorClass]},${holder},` +
      `${store},${till},${yen},${unitWord},${receipt},${csvCell(operationId)},${line},${taken},` +
      `${expiresOn ?? ""},${issuer}\r\n`
    );
  };
}

function kindWord(kind: EntryKind, mode: string | null): string {
  if (kind === "reverse") return REVERSALS[mode ?? ""] ?? kind;
  return TRANSACTION_KINDS[kind] ?? kind;
}
