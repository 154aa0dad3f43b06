/** When somebody wants to hear that money is running low (FND-10). */
export interface ThresholdRule {
  readonly measure: "yen" | "percent";
  /** Yen, or a whole per cent of `ofYen`. */
  readonly below: number;
  readonly state: "armed" | "crossed";
}

/**
 * Whether what is left has fallen below a threshold, or has come back to it: `cross` at most once until `rearm`, and
 * null where nothing changes. Per cent are compared exactly; of nothing there is no share, so nothing is said.
 *
 * @param ofYen what the per cent are of: deposited, or given to the issuer
 */
export function judgeThreshold(
  rule: ThresholdRule,
  { leftYen, ofYen }: { readonly leftYen: number; readonly ofYen: number },
): "cross" | "rearm" | null {
  if (ofYen <= 0) return null;
  const isBelow =
    rule.measure === "yen"
      ? leftYen < rule.below
      : BigInt(leftYen) * 100n < BigInt(ofYen) * BigInt(rule.below);
  if (isBelow) return rule.state === "armed" ? "cross" : null;
  return rule.state === "crossed" ? "rearm" : null;
}
