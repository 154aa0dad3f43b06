import { and, desc, eq } from "drizzle-orm";
import type { FileOptionsBody } from "../../schema/api/payout-rules.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { payoutRule } from "../../schema/d1/settlement.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { ClosingCalendar } from "../settlement/closing-calendar.ts";
import type { FeeTable } from "../settlement/fees.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

/** A version of how a programme closes and pays. */
export interface PayoutRule extends ClosingCalendar {
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  readonly version: number;
  readonly effectiveFrom: BusinessDate;
  readonly fees: FeeTable;
  readonly minimumYen: Yen;
  readonly registrationNumber: string | null;
  readonly payerSealed: string;
  readonly fileOptions: FileOptionsBody;
  readonly createdAtMs: number;
}

function ruleOf(row: typeof payoutRule.$inferSelect): PayoutRule {
  return {
    programmeId: row.programmeId as ProgrammeId,
    regionId: row.regionId as RegionId,
    version: row.version,
    effectiveFrom: row.effectiveFrom as BusinessDate,
    rhythm: row.rhythm as ClosingCalendar["rhythm"],
    payAfterBankDays: row.payAfterBankDays,
    fees: JSON.parse(row.fees) as FeeTable,
    minimumYen: row.minimumYen as Yen,
    registrationNumber: row.registrationNumber,
    payerSealed: row.payerSealed,
    fileOptions: JSON.parse(row.fileOptions) as FileOptionsBody,
    createdAtMs: row.createdAtMs,
  };
}

/** Every version of a programme's rule, the newest first. */
export async function payoutRules(
  db: Database,
  regionId: RegionId,
  programmeId: string,
): Promise<readonly PayoutRule[]> {
  const rows = await db
    .select()
    .from(payoutRule)
    .where(and(eq(payoutRule.programmeId, programmeId), eq(payoutRule.regionId, regionId)))
    .orderBy(desc(payoutRule.version));
  return rows.map(ruleOf);
}

/** The version for a closing that begins on `from`: the last one effective by then, or the first of all. */
export function ruleFor(rules: readonly PayoutRule[], from: BusinessDate): PayoutRule | null {
  return rules.find((rule) => rule.effectiveFrom <= from) ?? rules.at(-1) ?? null;
}

/** Writes a version; false where somebody else wrote the same one first. */
export async function addPayoutRule(db: Database, row: typeof payoutRule.$inferInsert): Promise<boolean> {
  try {
    await db.insert(payoutRule).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
