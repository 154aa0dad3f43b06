/**
 * Municipalities out of a CSV: a code of six digits (five and a check digit), a name and, where it is known, its reading on
 * each line. Empty lines, a BOM and a line of headings are no data. Throws, naming the line, where one is neither.
 */
export function readMunicipalities(text: string): { code: string; name: string; kana?: string }[] {
  const rows = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line, i) => ({ number: i + 1, cells: line.split(",").map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const data = rows.filter(({ cells }, i) => i > 0 || /\d/.test(cells[0] ?? ""));
  const seen = new Map<string, number>();
  return data.map(({ number, cells }) => {
    const [code = "", name = "", kana = "", ...more] = cells;
    if (!/^\d{6}$/.test(code) || name === "" || more.length > 0)
      throw new Error(`line ${number}: not a code of six digits, a name and a reading`);
    if (!hasCheckDigit(code)) throw new Error(`line ${number}: the check digit of ${code} is wrong`);
    const before = seen.get(code);
    if (before !== undefined) throw new Error(`line ${number}: ${code} stands in line ${before} already`);
    seen.set(code, number);
    return kana === "" ? { code, name } : { code, name, kana };
  });
}

/** 全国地方公共団体コード: the last digit of 11 − (Σ digit × 6, 5, 4, 3, 2 mod 11). */
function checkDigit(code: string): number {
  const sum = [6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(code[i]), 0);
  return (11 - (sum % 11)) % 10;
}

function hasCheckDigit(code: string): boolean {
  return checkDigit(code) === Number(code[5]);
}

/** A code of six digits, or of five whose check digit is reckoned; null where a text is neither. */
export function municipalityCode(text: string): string | null {
  if (/^\d{5}$/.test(text)) return `${text}${checkDigit(text)}`;
  return /^\d{6}$/.test(text) && hasCheckDigit(text) ? text : null;
}
