import { csvLine } from "../reports/csv.ts";
import type { PrintedCoupon } from "./sheet-pdf.ts";

/** What stands in every line of the codes file. */
export const CODES_HEAD = csvLine(["coupon", "code", "qr", "amount_yen", "use_by"]);

/** One line of the codes file; the code is grouped, so that no spreadsheet takes it for a number. */
export function codesLine({ couponId, code, qrText, faceYen, expiresOn }: PrintedCoupon): string {
  return csvLine([couponId, code.match(/\d{4}/g)?.join("-") ?? "", qrText, faceYen, expiresOn]);
}
