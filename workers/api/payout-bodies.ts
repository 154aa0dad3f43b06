import type { Context } from "hono";
import { idTail } from "../../durable-objects/lib/hash.ts";
import type { PayoutBody, PayoutItemBody } from "../../schema/api/payouts.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import {
  type ClosingId,
  fundName,
  type PayoutId,
  type PayoutItemId,
  type ProgrammeId,
} from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import type { HeldReason } from "../closing/transfers.ts";
import { staffNames } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import { payoutRules } from "../data/payout-rules.ts";
import { findPayout, type ItemWithClosing, type PayoutRow, returnedOf } from "../data/payouts.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";

/** What a file is called: the date of the transfer and its number, in letters that every bank's upload takes. */
export function fileName(row: PayoutRow): string {
  return `furikomi-${row.payOn.replaceAll("-", "")}-${String(row.number).padStart(4, "0")}.txt`;
}

/** Files of one programme as people see them. */
export async function payoutBodies(
  c: Context<ApiContext>,
  rows: readonly PayoutRow[],
): Promise<readonly PayoutBody[]> {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const programmeId = rows[0]?.programmeId;
  if (programmeId === undefined) return [];
  const [returned, names, rules] = await Promise.all([
    returnedOf(
      db,
      rows.map((row) => row.id),
    ),
    staffNames(
      db,
      regionId,
      rows.map((row) => row.downloadedBy),
    ),
    payoutRules(db, regionId, programmeId),
  ]);
  return rows.flatMap((row) => {
    const rule = rules.find((each) => each.version === row.ruleVersion);
    if (!rule) return [];
    return {
      payoutId: row.id as PayoutId,
      programmeId: row.programmeId as ProgrammeId,
      number: row.number,
      payOn: row.payOn as BusinessDate,
      state: row.state as PayoutBody["state"],
      items: row.items,
      sumYen: row.sumYen,
      returned: returned.get(row.id) ?? { count: 0, sumYen: 0 },
      fileName: fileName(row),
      fileSha256: row.fileSha256,
      fileOptions: rule.fileOptions,
      downloaded:
        row.downloadedAtMs === null
          ? null
          : { name: names.get(row.downloadedBy ?? "") ?? "", atMs: row.downloadedAtMs },
      sentAtMs: row.sentAtMs,
      settledAtMs: row.settledAtMs,
      createdAtMs: row.createdAtMs,
      fundIdTail: idTail(fundName(row.programmeId as ProgrammeId)),
    };
  });
}

/** A transfer as people see it. */
export function itemBody({ item, from, to }: ItemWithClosing, held: HeldReason | null): PayoutItemBody {
  return {
    itemId: item.id as PayoutItemId,
    closingId: item.closingId as ClosingId,
    from: from as BusinessDate,
    to: to as BusinessDate,
    payeeKind: item.payeeKind as PayoutItemBody["payeeKind"],
    payeeId: item.payeeId,
    payeeName: item.payeeName,
    attempt: item.attempt,
    amountYen: item.amountYen as Yen,
    state: item.state as PayoutItemBody["state"],
    payoutId: item.payoutId as PayoutId | null,
    line: item.line,
    returnReason: item.returnReason as PayoutItemBody["returnReason"],
    held,
  };
}

/** A file of the caller's region; any other doesn't exist (WHO-1). */
export async function ownPayout(c: Context<ApiContext>, id: string): Promise<PayoutRow | null> {
  const { regionId } = c.get("staff");
  return findPayout(databaseOf(c.env, regionId), regionId, id);
}

/** A file as it is now. */
export async function payoutNow(c: Context<ApiContext>, id: string) {
  const row = await ownPayout(c, id);
  const [body] = row ? await payoutBodies(c, [row]) : [];
  return body;
}

/** Logs what was done to a file or a transfer (AUD-4). */
export function logPayout(
  c: Context<ApiContext>,
  action: StaffAction,
  subject: { readonly kind: string; readonly id: string },
  facts: { readonly before?: unknown; readonly after?: unknown; readonly reason?: string },
): Promise<void> {
  return logged(c, {
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    ...facts,
  });
}
