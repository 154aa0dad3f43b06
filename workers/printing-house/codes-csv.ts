import type { PrintedCoupon } from "./sheet-pdf.ts";

/** What every line of the codes file says; `code` is grouped, so that no spreadsheet takes it for a number. */
export const CODES_HEAD = "coupon,code,qr,amount_yen,use_by\r\n";

/** One line of the codes file (RFC 4180); nothing in it needs quotes. */
export function codesLine({ couponId, code, qrText, faceYen, expiresOn }: PrintedCoupon): string {
  const grouped = code.match(/\d{4}/g)?.join("-") ?? "";
  return `${couponId},${grouped},${qrText},${faceYen},${expiresOn}\r\n`;
}
