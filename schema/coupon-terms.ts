/** The terms of a coupon that its row's MAC covers (CPN-5). */
export interface CouponTerms {
  readonly programmeId: string;
  readonly serial: number;
  readonly regionId: string;
  readonly issueId: string;
  readonly actor: string;
  readonly pepperGeneration: number;
  readonly keyId: string;
  readonly salt: number;
  readonly faceYen: number;
  readonly issuerId: string;
  readonly branchId: string;
  readonly notBeforeOn: string | null;
  readonly expiresOn: string;
}

/** The canonical text that the terms key signs (HMAC-SHA256, hex). Version first, so that a later form can't be mistaken for it. */
export function couponTerms(terms: CouponTerms): string {
  return JSON.stringify([
    "coupon-terms/1",
    terms.programmeId,
    terms.serial,
    terms.regionId,
    terms.issueId,
    terms.actor,
    terms.pepperGeneration,
    terms.keyId,
    terms.salt,
    terms.faceYen,
    terms.issuerId,
    terms.branchId,
    terms.notBeforeOn,
    terms.expiresOn,
  ]);
}
