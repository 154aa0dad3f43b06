/** A part of a payment that was not given back yet, as `Refundable` lists them: last taken first. */
export interface RefundPart {
  readonly amountYen: number;
  readonly expired: boolean;
}

/**
 * What of a refund comes back to be spent, and what has expired already (REV-3). Screens say it before, from the same list
 * and in the same order as the actor gives back. Parts that don't suffice give what they have.
 */
export function splitRefund(
  parts: readonly RefundPart[],
  amountYen: number,
): { readonly liveYen: number; readonly expiredYen: number } {
  let open = amountYen;
  let liveYen = 0;
  let expiredYen = 0;
  for (const part of parts) {
    const given = Math.min(open, part.amountYen);
    if (part.expired) expiredYen += given;
    else liveYen += given;
    open -= given;
  }
  return { liveYen, expiredYen };
}
