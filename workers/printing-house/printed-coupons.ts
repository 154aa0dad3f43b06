import { couponCode, type KeyEnv } from "../../durable-objects/lib/keys.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { couponPath, qrUrl } from "../../schema/qr.ts";
import type { CouponRow } from "../data/issues.ts";
import type { PrintedCoupon } from "./sheet-pdf.ts";

/** What is printed of a coupon, its code derived anew (CPN-1). */
export function printedCoupon(
  env: KeyEnv & { readonly PUBLIC_ORIGIN: string },
  row: Pick<CouponRow, "programmeId" | "serial" | "salt" | "keyId" | "faceYen" | "expiresOn">,
): PrintedCoupon {
  const programmeId = row.programmeId as ProgrammeId;
  const code = couponCode({ programmeId, serial: row.serial, salt: row.salt, keyId: row.keyId }, env);
  return {
    couponId: `${programmeId}-${row.serial}`,
    code,
    qrText: qrUrl(env.PUBLIC_ORIGIN, couponPath(code)),
    faceYen: row.faceYen,
    expiresOn: row.expiresOn,
  };
}
