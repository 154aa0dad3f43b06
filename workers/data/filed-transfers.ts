import { and, asc, eq, or, sql } from "drizzle-orm";
import { payout, payoutItem } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** A transfer in one of a programme's files, with the number of that file. */
export interface FiledItem {
  readonly item: typeof payoutItem.$inferSelect;
  readonly payoutNumber: number;
}

/** Which of a programme's files: by their numbers, or by the day they are paid on (MMDD, as banks write it). */
export interface WantedFiles {
  readonly numbers: readonly number[];
  readonly payOnMonthDay: string | null;
}

/** The transfers of some files of a programme, the newest file first, at most `limit` of them. */
export async function filedItems(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  { numbers, payOnMonthDay }: WantedFiles,
  limit: number,
): Promise<readonly FiledItem[]> {
  return db
    .select({ item: payoutItem, payoutNumber: payout.number })
    .from(payoutItem)
    .innerJoin(payout, eq(payout.id, payoutItem.payoutId))
    .where(
      and(
        eq(payout.programmeId, programmeId),
        eq(payout.regionId, regionId),
        or(
          sql`${payout.number} in (select value from json_each(${JSON.stringify(numbers)}))`,
          payOnMonthDay === null
            ? undefined
            : sql`substr(${payout.payOn}, 6, 2) || substr(${payout.payOn}, 9, 2) = ${payOnMonthDay}`,
        ),
      ),
    )
    .orderBy(sql`${payout.number} desc`, asc(payoutItem.line))
    .limit(limit);
}
