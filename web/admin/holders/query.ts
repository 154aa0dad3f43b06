import { ENTITY_ID, isOperationId } from "../../../schema/ids.ts";

/** What somebody typed into the search of the call centre, taken as what it looks like. */
export type HolderQuery =
  | { readonly by: "code"; readonly code: string }
  | { readonly by: "coupon"; readonly couponId: string }
  | { readonly by: "phone"; readonly phone: string }
  | { readonly by: "operation"; readonly operationId: string }
  | { readonly by: "unreadable" };

/** Serials are at most nine digits; telephone numbers have ten or eleven and begin with 0 or +81. */
const SERIAL = /^\d{1,9}$/;
const PHONE = /^(?:0\d{9,10}|\+81\d{9,10})$/;
const CODE_DIGITS = 20;

/**
 * Reads a search: a coupon's 20 digits or its QR, an issue number with or without its programme, a telephone number, or
 * the id of an operation. Full-width digits, spaces and hyphens are as people type them.
 * @param programmeId whose coupons a bare number means
 */
export function readQuery(typed: string, programmeId: string | undefined): HolderQuery {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  if (isOperationId(text)) return { by: "operation", operationId: text };
  const [programme = "", serial = ""] = text.split("-");
  if (ENTITY_ID.test(programme) && SERIAL.test(serial) && text === `${programme}-${serial}`)
    return { by: "coupon", couponId: `${programme}-${Number(serial)}` };
  const inQr = /\d{20}/.exec(text);
  if (inQr) return { by: "code", code: inQr[0] };
  const plain = text.replace(/[\s\-‐-―ー−()]/g, "");
  if (PHONE.test(plain)) return { by: "phone", phone: plain };
  if (SERIAL.test(plain) && programmeId) return { by: "coupon", couponId: `${programmeId}-${Number(plain)}` };
  // As many digits as a code nearly has: the server says what is wrong with them.
  if (/^\d+$/.test(plain) && plain.length > PHONE_DIGITS && plain.length <= CODE_DIGITS)
    return { by: "code", code: plain };
  return { by: "unreadable" };
}
const PHONE_DIGITS = 11;
