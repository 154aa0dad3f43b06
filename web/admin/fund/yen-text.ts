import { MAX_AMOUNT_YEN } from "../../../schema/money.ts";

/**
 * Reads an amount as people type it: full-width digits, commas, 円, and 億 and 万 (「1億2,000万」). Null where it is none,
 * or not from 1 to the most that one amount may be (MON-1).
 */
export function parseYenText(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "").replace(/円$/, "");
  const parts = /^(?:(\d{1,3})億)?(?:(\d{1,4})万)?(\d{1,10})?$/.exec(plain);
  if (plain === "" || !parts) return null;
  const [oku, man, rest] = parts.slice(1).map((digits) => Number(digits ?? 0)) as [number, number, number];
  // 「1万20000」 is a slip of the pen, not 30,000.
  if ((parts[2] !== undefined || parts[1] !== undefined) && rest > 9_999) return null;
  const yen = oku * 100_000_000 + man * 10_000 + rest;
  return yen >= 1 && yen <= MAX_AMOUNT_YEN ? yen : null;
}
