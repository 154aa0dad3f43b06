/** How an amount stands to the one before, in whole per cent; undefined where there was nothing to compare with. */
export function change(
  now: number,
  before: number,
): { readonly word: "more" | "less" | "same"; readonly percent: number } | undefined {
  if (before <= 0) return undefined;
  const percent = Math.round(((now - before) * 100) / before);
  if (percent === 0) return { word: "same", percent: 0 };
  return { word: percent > 0 ? "more" : "less", percent: Math.abs(percent) };
}
