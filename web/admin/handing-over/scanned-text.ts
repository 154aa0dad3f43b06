import { parseScan } from "../../../schema/qr.ts";

/** The 20 digits in what a reader, a camera or a person put in; null where it is no coupon's. Pure. */
export function couponIn(text: string): string | null {
  const scan = parseScan(text);
  return scan.kind === "coupon" ? scan.code : null;
}

/** A sheet that was scanned: its issue and its number there. */
export interface ScannedSheet {
  readonly issueId: string;
  readonly serial: number;
}

/** Serials of one issue, both inclusive. */
export interface Run {
  readonly fromSerial: number;
  readonly toSerial: number;
}

/** The run of serials between two sheets of one issue, whichever was scanned first; null where they are of two. Pure. */
export function runBetween(one: ScannedSheet, other: ScannedSheet): Run | null {
  if (one.issueId !== other.issueId) return null;
  return {
    fromSerial: Math.min(one.serial, other.serial),
    toSerial: Math.max(one.serial, other.serial),
  };
}
