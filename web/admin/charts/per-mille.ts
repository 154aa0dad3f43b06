/** A share of a whole as whole per mille; 0 where there is no whole. */
export function perMille(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1_000) : 0;
}
