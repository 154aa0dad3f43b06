/**
 * Whole numbers as people type them: full-width digits and commas are understood.
 * @returns null where there is nothing; undefined where it is no number from `least` to `most`
 */
export function readNumber(
  text: string,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
): number | null | undefined {
  const digits = text.normalize("NFKC").replaceAll(",", "").trim();
  if (digits === "") return null;
  const value = Number(digits);
  return /^\d{1,13}$/.test(digits) && value >= least && value <= most ? value : undefined;
}

/**
 * Things in one line, parted by 、 or a comma, a semicolon or a space. Commas that stand as between thousands part
 * nothing: 3,000 is one number, 3000,500 are two.
 */
export function splitList(text: string): readonly string[] {
  return text
    .normalize("NFKC")
    .split(/[、;\s]+/)
    .flatMap((chunk) => (/^\d{1,3}(,\d{3})+$/.test(chunk) ? [chunk] : chunk.split(",")))
    .filter((item) => item !== "");
}
