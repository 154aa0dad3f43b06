import { and, desc, eq, sql } from "drizzle-orm";
import { organisation } from "../../schema/d1/region.ts";
import { closing, closingLine, payout, payoutItem, payoutRule } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { StatementFacts } from "../settlement/statement.ts";
import type { ClosingLineRow, ClosingRow } from "./closings.ts";
import type { Database } from "./database.ts";

/** A store's part of an approved closing, with the transfer it was paid by. */
export interface StatementRow {
  readonly line: ClosingLineRow;
  readonly closing: ClosingRow;
  readonly payName: string;
  readonly itemState: string | null;
  readonly itemYen: number | null;
  readonly itemLine: number | null;
  readonly payoutState: string | null;
  readonly payoutNumber: number | null;
  readonly payoutOn: string | null;
}

/** The last transfer that was really in a file; one that came back and waits again shows as returned. */
const lastInFile = sql`${payoutItem.attempt} = coalesce(
  (select max(a.attempt) from payout_item a where a.closing_id = ${closingLine.closingId}
    and a.payee_kind = ${closingLine.payeeKind} and a.payee_id = ${closingLine.payeeId} and a.state <> 'waiting'), 1)`;

const columns = {
  line: closingLine,
  closing,
  // As it was called when the closing was approved: a statement never changes.
  payName: sql<string>`(select v.design ->> 'payName' from programme_version v
    where v.programme_id = ${closing.programmeId} and v.effective_from_ms <= ${closing.approvedAtMs}
    order by v.effective_from_ms desc limit 1)`,
  itemState: payoutItem.state,
  itemYen: payoutItem.amountYen,
  itemLine: payoutItem.line,
  payoutState: payout.state,
  payoutNumber: payout.number,
  payoutOn: payout.payOn,
};

const itemOfLine = and(
  eq(closingLine.outcome, "pay"),
  eq(payoutItem.closingId, closingLine.closingId),
  eq(payoutItem.payeeKind, closingLine.payeeKind),
  eq(payoutItem.payeeId, closingLine.payeeId),
  lastInFile,
);

function select(db: Database) {
  return db
    .select(columns)
    .from(closingLine)
    .innerJoin(closing, and(eq(closing.id, closingLine.closingId), eq(closing.state, "approved")))
    .leftJoin(payoutItem, itemOfLine)
    .leftJoin(payout, eq(payout.id, payoutItem.payoutId));
}

/** Lines of some organisations' stores, or of the whole region's (null). */
function linesOf(regionId: RegionId, organisationIds: readonly string[] | null) {
  return and(
    eq(closingLine.regionId, regionId),
    organisationIds === null
      ? undefined
      : sql`${closingLine.organisationId} in (select value from json_each(${JSON.stringify(organisationIds)}))`,
  );
}

/** One transfer as the stores see it that it is for. */
export interface TransferRow extends StatementRow {
  readonly payeeName: string;
  readonly stores: number;
  readonly storesYen: number;
}

/** A page of the transfers that some organisations' stores were paid by, newest closings first (STL-14). */
export async function listStoreTransfers(
  db: Database,
  regionId: RegionId,
  organisationIds: readonly string[] | null,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<readonly TransferRow[]> {
  return db
    .select({
      ...columns,
      payeeName: sql<string>`case ${closingLine.payeeKind} when 'store' then ${closingLine.storeName} else coalesce(
        (select o.name from organisation o where o.id = ${closingLine.payeeId}), ${closingLine.organisationName}) end`,
      stores: sql<number>`count(*)`,
      storesYen: sql<number>`sum(${closingLine.payableYen})`,
    })
    .from(closingLine)
    .innerJoin(closing, and(eq(closing.id, closingLine.closingId), eq(closing.state, "approved")))
    .leftJoin(payoutItem, itemOfLine)
    .leftJoin(payout, eq(payout.id, payoutItem.payoutId))
    .where(
      and(
        linesOf(regionId, organisationIds),
        eq(closingLine.outcome, "pay"),
        page.after
          ? sql`(${closing.toOn} < ${page.after[0]} or (${closing.toOn} = ${page.after[0]} and ${transferKey} > ${page.after[1]}))`
          : undefined,
      ),
    )
    .groupBy(closing.id, closingLine.payeeKind, closingLine.payeeId)
    .orderBy(desc(closing.toOn), transferKey)
    .limit(page.limit + 1);
}

const transferKey = sql<string>`${closing.id} || '/' || ${closingLine.payeeKind} || '/' || ${closingLine.payeeId}`;

/** The bank's own number of a transfer: file and line; null before the file is made. */
export function referenceOf({ payoutNumber, itemLine }: StatementRow): string | null {
  return payoutNumber === null ? null : `${payoutNumber}-${itemLine}`;
}

/** A page of statements of some organisations' stores (null: of the whole region), newest closings first. */
export async function listStatements(
  db: Database,
  regionId: RegionId,
  organisationIds: readonly string[] | null,
  page: {
    readonly after: readonly [string, string] | null;
    readonly limit: number;
    readonly storeId?: string | undefined;
    readonly closingId?: string | undefined;
  },
): Promise<readonly StatementRow[]> {
  const key = sql<string>`${closing.id} || '/' || ${closingLine.storeId}`;
  return select(db)
    .where(
      and(
        linesOf(regionId, organisationIds),
        page.storeId ? eq(closingLine.storeId, page.storeId) : undefined,
        page.closingId ? eq(closingLine.closingId, page.closingId) : undefined,
        page.after
          ? sql`(${closing.toOn} < ${page.after[0]} or (${closing.toOn} = ${page.after[0]} and ${key} > ${page.after[1]}))`
          : undefined,
      ),
    )
    .orderBy(desc(closing.toOn), key)
    .limit(page.limit + 1);
}

/** One store's statement of a closing; null where there is none, or the closing isn't approved. */
export async function findStatement(
  db: Database,
  regionId: RegionId,
  closingId: string,
  storeId: string,
): Promise<StatementRow | null> {
  const [row] = await select(db).where(
    and(
      eq(closingLine.closingId, closingId),
      eq(closingLine.storeId, storeId),
      eq(closingLine.regionId, regionId),
    ),
  );
  return row ?? null;
}

/** Everything its file says. */
export async function statementFacts(db: Database, row: StatementRow): Promise<StatementFacts> {
  const { line, closing: own } = row;
  const [stores, [issuer], [rule]] = await Promise.all([
    db.$count(
      closingLine,
      and(
        eq(closingLine.closingId, line.closingId),
        eq(closingLine.payeeKind, line.payeeKind),
        eq(closingLine.payeeId, line.payeeId),
      ),
    ),
    db
      .select({ name: organisation.name })
      .from(organisation)
      .where(and(eq(organisation.regionId, line.regionId), eq(organisation.isSecretariat, true)))
      .limit(1),
    db
      .select({ registrationNumber: payoutRule.registrationNumber })
      .from(payoutRule)
      .where(and(eq(payoutRule.programmeId, own.programmeId), eq(payoutRule.version, own.ruleVersion))),
  ]);
  return {
    storeName: line.storeName,
    organisationName: line.organisationName,
    payName: row.payName,
    closingNumber: own.number,
    from: own.fromOn,
    to: own.toOn,
    payments: line.payments,
    paidYen: line.paidYen,
    reversals: line.reversals,
    reversedYen: line.reversedYen,
    rate: { basisPoints: line.feeBasisPoints, fixedYen: line.feeFixedYen as Yen },
    feeYen: line.feeYen,
    taxYen: line.taxYen,
    carriedInYen: line.carriedInYen,
    carriedOutYen: line.carriedOutYen,
    payableYen: line.payableYen,
    issuerName: issuer?.name ?? "",
    registrationNumber: rule?.registrationNumber ?? null,
    transfer:
      row.itemYen === null
        ? null
        : {
            payOn: row.payoutOn ?? own.payOn,
            amountYen: row.itemYen,
            stores,
            reference: referenceOf(row),
            returned: row.itemState === "returned",
          },
  };
}
