import { CHARGE_CODE_DIGITS } from "../../schema/charge-code.ts";

/** What somebody may have meant by what they typed to find an issue (ISS-5); several may be tried. */
export interface Meaning {
  /** The digits of a coupon's code. */
  readonly code?: string;
  readonly couponId?: { readonly programmeId: string; readonly serial: number };
  readonly serial?: number;
  readonly reference?: string;
}

const MAX_SERIAL_DIGITS = 9;

/**
 * What was typed: twenty digits, however grouped, are a code and nothing else, so that no code is ever looked for among
 * reservation numbers; fewer may be a serial or a reservation number. Pure.
 */
export function meaningOf(typed: string): Meaning {
  const text = typed.normalize("NFKC").trim();
  const digits = text.replace(/[\s-]/g, "");
  if (/^\d+$/.test(digits) && digits.length >= CHARGE_CODE_DIGITS) return { code: digits };
  const id = /^([0-9a-z]{12})-(\d{1,9})$/.exec(text.toLowerCase());
  if (id) return { couponId: { programmeId: id[1] as string, serial: Number(id[2]) } };
  if (/^\d+$/.test(text) && text.length <= MAX_SERIAL_DIGITS)
    return { serial: Number(text), reference: text };
  return text === "" ? {} : { reference: text };
}
