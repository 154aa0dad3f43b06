/** A name with the first letter of each part only: サトウ ハナコ → サ＊＊ ハ＊＊ (CAL-4). The length isn't told either. */
export function maskedName(name: string): string {
  return name
    .trim()
    .split(/\s+/u)
    .map((part) => `${[...part][0] ?? ""}＊＊`)
    .join(" ");
}
