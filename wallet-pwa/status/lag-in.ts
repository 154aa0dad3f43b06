/** How long records take, in the unit that people think in. */
export function lagIn(lagMs: number): { readonly unit: "seconds" | "minutes"; readonly count: number } {
  const seconds = Math.max(1, Math.round(lagMs / 1000));
  return seconds < 90
    ? { unit: "seconds", count: seconds }
    : { unit: "minutes", count: Math.round(seconds / 60) };
}
