import * as z from "zod";
import type { CouponIssue } from "../../schema/api/holders.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssueId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { findIssue } from "../data/issues.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import type { Env } from "../env.ts";
import { openSealedText } from "../http/seal.ts";
import { mayPrint } from "../issuing/printing.ts";
import { maskedName } from "./masked-name.ts";

const HOUR_MS = 3_600_000;

const stayRecord = z.object({
  reference: z.string().nullable(),
  guestName: z.string().nullable(),
  checkInOn: z.string().nullable(),
  nights: z.number().nullable(),
});
/** What a desk wrote down about a stay, in the clear. */
export type StayRecord = z.output<typeof stayRecord>;

/** Opens a sealed stay; null where there is none, or once it was erased (WHO-4). */
export async function openStay(env: Env, issueId: string, sealed: string | null): Promise<StayRecord | null> {
  const opened = sealed ? await openSealedText(env.PHONE_KEY, "stay", issueId, sealed) : null;
  return opened ? stayRecord.parse(JSON.parse(opened)) : null;
}

/** What the call centre sees of a coupon's issue; null while its row is not there (PRJ-2). */
export async function couponIssueBody(
  env: Env,
  caller: StaffAccountRow,
  programme: ProgrammeFacts,
  issueId: IssueId,
  nowMs: number,
): Promise<CouponIssue | null> {
  const db = databaseOf(env, caller.regionId);
  const row = await findIssue(db, caller.regionId, { kind: "region" }, issueId);
  if (!row) return null;
  const stay = await openStay(env, row.id, row.sealedStay);
  const inTime = nowMs <= row.createdAtMs + programme.reprintHours * HOUR_MS;
  return {
    issueId,
    branchName: row.branchName,
    state: row.state as CouponIssue["state"],
    createdAtMs: row.createdAtMs,
    createdByName: row.createdByName,
    printable: inTime && (row.state === "ready" || row.state === "active") && mayPrint(caller, row),
    stay: stay && {
      maskedName: stay.guestName === null ? null : maskedName(stay.guestName),
      hasReference: stay.reference !== null,
      checkInOn: stay.checkInOn as BusinessDate | null,
      nights: stay.nights,
    },
  };
}
