import type { ChargeCode } from "../../schema/charge-code.ts";
import { type Scan, storePath } from "../../schema/qr.ts";

/** What the wallet does with what was scanned: one scanner for paying and charging. */
export type ScanAnswer =
  | { readonly go: "charge"; readonly code: ChargeCode }
  /** `place` is the address of the payment, `/s/…` of the QR behind the wallet's own. */
  | { readonly go: "pay"; readonly place: string }
  /** A region's page, or a Pay to add (ADD-3). */
  | { readonly go: "add"; readonly place: string }
  | { readonly go: "stay"; readonly word: StayWord };

/** Words for what can't be used; keys of the dictionary. */
export type StayWord =
  | "foreignPayment"
  | "foreignUrl"
  | "scannedPaymentCode"
  | "scanDamaged"
  | "scanCheckDigit"
  | "scanIncomplete"
  | "scanNothing";

/** A coupon charges, a store pays, a link of ours opens, anything else stays with words that say what it was. */
export function scanAnswer(scan: Scan): ScanAnswer {
  switch (scan.kind) {
    case "coupon":
      return { go: "charge", code: scan.code };
    case "store":
      return { go: "pay", place: payPlace(storePath(scan)) };
    case "link":
      return { go: "add", place: scan.to === "region" ? `/r/${scan.id}` : `/wallet/add/${scan.id}` };
    case "foreign":
      return { go: "stay", word: scan.what === "url" ? "foreignUrl" : "foreignPayment" };
    case "payment-code":
      return { go: "stay", word: "scannedPaymentCode" };
    case "unknown":
      return { go: "stay", word: stayWord(scan.reason) };
  }
}

/** The wallet's address for paying at a till, from the path of its QR (`/s/<storeId>/<tillId>.<signature>`). */
export function payPlace(path: string): string {
  return `/wallet/pay${path.slice("/s".length)}`;
}

function stayWord(reason: Extract<Scan, { kind: "unknown" }>["reason"]): StayWord {
  switch (reason) {
    case "check-digit":
      return "scanCheckDigit";
    case "incomplete":
      return "scanIncomplete";
    case "damaged":
    case "malformed":
    case "too-long":
    case "ambiguous":
      return "scanDamaged";
    case "no-code":
    case "empty":
    case "too-large":
      return "scanNothing";
  }
}
