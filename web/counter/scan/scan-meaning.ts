import type { ChargeCode } from "../../../schema/charge-code.ts";
import type { PaymentCode } from "../../../schema/payment-code.ts";
import { parseScan } from "../../../schema/qr.ts";

/** Why a scan is not a coupon, as the till says it. */
export type ScanTrouble =
  | "store"
  | "foreign"
  | "incomplete"
  | "check-digit"
  | "ambiguous"
  | "nothing"
  /** Still lying under the camera after it was taken. */
  | "just-taken";

export type ScanMeaning =
  | { readonly kind: "coupon"; readonly code: ChargeCode }
  /** What a wallet shows (COD-1). */
  | { readonly kind: "payment-code"; readonly code: PaymentCode }
  | { readonly kind: "trouble"; readonly trouble: ScanTrouble };

/** What the till makes of whatever a camera or a reader delivered (S12); asks nobody. */
export function meaningOf(text: string): ScanMeaning {
  const scan = parseScan(text);
  if (scan.kind === "coupon") return { kind: "coupon", code: scan.code };
  if (scan.kind === "payment-code") return { kind: "payment-code", code: scan.code };
  if (scan.kind === "store" || scan.kind === "foreign") return { kind: "trouble", trouble: scan.kind };
  if (scan.kind === "link") return { kind: "trouble", trouble: "foreign" };
  switch (scan.reason) {
    case "check-digit":
      return { kind: "trouble", trouble: "check-digit" };
    case "incomplete":
    case "too-long":
      return { kind: "trouble", trouble: "incomplete" };
    case "ambiguous":
      return { kind: "trouble", trouble: "ambiguous" };
    default:
      return { kind: "trouble", trouble: "nothing" };
  }
}
