import type { AccountKind } from "../../../schema/api/bank-accounts.ts";
import { t } from "./words.ts";

const KINDS = {
  ordinary: "kindOrdinary",
  current: "kindCurrent",
  savings: "kindSavings",
  other: "kindOther",
} as const satisfies { readonly [K in AccountKind]: string };

/** 普通, 当座, 貯蓄 or another, in words. */
export function kindWord(kind: AccountKind): string {
  return t(KINDS[kind]);
}

/** Digits as people type them, in either width, with spaces or hyphens between: one to seven, or none. */
export function accountDigits(text: string): string | undefined {
  const digits = text.normalize("NFKC").replace(/[\s-]/g, "");
  return /^[0-9]{1,7}$/.test(digits) ? digits : undefined;
}
