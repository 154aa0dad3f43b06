import { err, ok, type Result } from "./result.ts";

/**
 * ゆうちょ銀行 knows its accounts by 記号 and 番号, which stand in the passbook; every other bank, and the file of transfers,
 * by branch, kind and number. The bank publishes how one becomes the other (記号番号から振込用の店名・預金種目・口座番号への
 * 変換公式). Pure.
 */

export const YUCHO_BANK_CODE = "9900";

/** An account as other banks name it. */
export interface YuchoAccount {
  /** Three digits. */
  readonly branchCode: string;
  readonly kind: "ordinary" | "current";
  /** Seven digits. */
  readonly number: string;
}

/** Which of the two isn't one. */
export type YuchoFault = "symbol" | "number";

const NUMBER_DIGITS = 7;

/**
 * - 総合口座, 記号 1xyz0: branch xy8, 普通; 番号 has up to eight digits and ends in 1, which is dropped.
 * - 振替口座, 記号 0xyz0, maybe with its check digit behind a hyphen: branch xy9, 当座; 番号 has up to six digits.
 *
 * Either may be typed in any width, with spaces or hyphens. Names every field that is none.
 */
export function fromYucho(symbol: string, number: string): Result<YuchoAccount, readonly YuchoFault[]> {
  const digits = plain(number).replaceAll("-", "");
  const [, first, branch] = /^([01])(\d{2})\d0(?:-\d)?$/.exec(plain(symbol)) ?? [];
  const isNumber = first === "0" ? /^\d{1,6}$/.test(digits) : /^\d{1,7}1$/.test(digits);
  const faults: YuchoFault[] = [
    ...(first === undefined ? (["symbol"] as const) : []),
    ...(isNumber ? [] : (["number"] as const)),
  ];
  if (faults.length > 0) return err(faults);
  return first === "0"
    ? ok({ branchCode: `${branch}9`, kind: "current", number: digits.padStart(NUMBER_DIGITS, "0") })
    : ok({
        branchCode: `${branch}8`,
        kind: "ordinary",
        number: digits.slice(0, -1).padStart(NUMBER_DIGITS, "0"),
      });
}

/** Whether ゆうちょ銀行 has accounts of a kind at a branch: its branches end in 8, those of 振替口座 in 9. */
export function yuchoHolds(branchCode: string, kind: string): boolean {
  return branchCode.endsWith("9") ? kind === "current" : kind === "ordinary" || kind === "savings";
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[‐‑‒–—―−ー]/g, "-");
}
