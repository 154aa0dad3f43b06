import type { StaffAccountRow } from "../data/staff-accounts.ts";
import { callerCan, reaches, reachWith } from "../http/caller.ts";

/**
 * Whether a caller may have the codes of an issue to print them: whoever issues there (S9), and of the secretariat only
 * the person who replaced the coupon and now hands its sheet out (CAL-5).
 */
export function mayPrint(
  caller: StaffAccountRow,
  issue: { readonly branchId: string; readonly createdBy: string | null },
): boolean {
  if (reaches(reachWith(caller, "issue.create"), issue.branchId)) return true;
  return callerCan(caller, "sheet.print") && issue.createdBy === caller.staffId;
}
