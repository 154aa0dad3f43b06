import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import { formatTime, tokyoTime } from "../../schema/calendar.ts";
import type { EntryKind } from "../../schema/events.ts";
import type { Dimensions } from "../sealing/dimensions.ts";
import type { CsvCell } from "./csv.ts";
import type { Report } from "./report.ts";
import { MEDIA, REVERSALS, TRANSACTION_HEADINGS, TRANSACTION_KINDS, WALLET_SERIAL } from "./words.ts";

interface TransactionRow {
  readonly position: number;
  readonly book_date: string;
  readonly at_ms: number;
  readonly class: "coupon" | "wallet";
  readonly kind: EntryKind;
  readonly mode: string | null;
  readonly amount_yen: number;
  readonly operation_id: string;
  readonly line: number;
  readonly payment: string | null;
  readonly first_hash: string | null;
  readonly expires_on: string | null;
  readonly store_id: string | null;
  readonly programme_name: string | null;
  readonly unit_word: string | null;
  readonly serial: number | null;
  readonly store_name: string | null;
  readonly till_number: number | null;
  readonly issuer_name: string | null;
}

/** A charge's arrival in the wallet is not listed: its departure from the coupon is. */
const LISTED = `j.class in ('coupon', 'wallet')
  and (j.kind in ('pay', 'reverse', 'charge-pending', 'charge-voided', 'cancel')
    or (j.kind = 'credit' and json_extract(j.detail, '$.origin') = 'grant'))`;

const IN_BOOKS = "j.programme_id = ?1 and j.region_id = ?2 and j.position <= ?3";

/** What things are called now. */
const NAMES_NOW = {
  columns: `p.name as programme_name, p.unit_word, s.name as store_name, t.number as till_number, o.name as issuer_name`,
  joins: `left join programme p on p.id = j.programme_id
left join store s on s.id = j.store_id
left join till t on t.id = j.till_id
left join organisation o on o.id = c.issuer_id`,
};

/** What they were called when ?7 was sealed (ASOF-1). */
const NAMES_AS_OF = {
  columns: `${asOf("programme", "j.programme_id", "name")} as programme_name,
  ${asOf("programme", "j.programme_id", "unitWord")} as unit_word, ${asOf("store", "j.store_id", "name")} as store_name,
  ${asOf("till", "j.till_id", "number")} as till_number, ${asOf("organisation", "c.issuer_id", "name")} as issuer_name`,
  joins: "",
};

function asOf<Kind extends keyof Dimensions>(
  kind: Kind,
  id: string,
  fact: keyof Dimensions[Kind] & string,
): string {
  return `(select v.facts->>'${fact}' from dimension_version v
    where v.kind = '${kind}' and v.subject_id = ${id} and v.book_date <= ?7 order by v.book_date desc limit 1)`;
}

const page = ({ columns, joins }: typeof NAMES_NOW) => `
select j.position, j.book_date, j.at_ms, j.class, j.kind, json_extract(j.detail, '$.mode') as mode, j.amount_yen,
  j.operation_id, j.line, json_extract(j.detail, '$.payment') as payment, j.expires_on, j.store_id,
  (select f.hash from journal f
   where f.operation_id = coalesce(json_extract(j.detail, '$.payment'), j.operation_id)
     and f.actor = j.actor and f.line = 0) as first_hash,
  c.serial, ${columns}
from journal j
left join coupon c on c.actor = j.actor
${joins}
where ${IN_BOOKS} and j.book_date = ?4 and j.position > ?5 and ${LISTED}
order by j.position limit ?6`;

/**
 * Every movement of coupon money by booking date (S5): one line per lot touched, so that each has its one expiry; the
 * lines of a payment share operation id and receipt number. Amounts are positive in their kind's own direction and
 * negative where they take back (取消, 返金, チャージ取消), so that a column adds up. Holders are a coupon's serial or
 * the word for a wallet: no personal data (WHO-4).
 */
export const transactions: Report<TransactionRow> = {
  headings: TRANSACTION_HEADINGS,
  count: `select count(*) as total from journal j where ${IN_BOOKS} and j.book_date between ?4 and ?5 and ${LISTED}`,
  page: page(NAMES_NOW),
  pageAsOf: page(NAMES_AS_OF),
  cells: (row): readonly CsvCell[] => {
    const clock = tokyoTime(row.at_ms);
    const isStore = row.kind === "pay" || row.kind === "reverse";
    return [
      row.book_date,
      clock.date,
      formatTime(row.at_ms, true),
      kindWord(row),
      row.programme_name,
      MEDIA[row.class],
      row.class === "wallet" ? WALLET_SERIAL : row.serial,
      row.store_name,
      row.store_id,
      row.till_number,
      row.kind === "credit" ? row.amount_yen : -row.amount_yen,
      row.unit_word,
      isStore && row.first_hash !== null ? receiptNumber(row.first_hash) : null,
      row.operation_id,
      row.line,
      row.payment,
      row.expires_on,
      row.issuer_name,
    ];
  },
};

function kindWord(row: TransactionRow): string {
  if (row.kind === "reverse") return REVERSALS[row.mode ?? ""] ?? row.kind;
  return TRANSACTION_KINDS[row.kind] ?? row.kind;
}
