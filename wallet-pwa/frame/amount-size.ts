import type { YenSize } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { formatNumber, unitWord } from "../../web/shared/i18n/numbers.ts";

/** A letter of the unit word takes about half the width of a digit. */
const UNIT_LETTER = 0.5;
/** Widths in digits that fit a phone at 200 % text, for the largest size and the next. */
const FITS_XL = 6.5;
const FITS_L = 8;

/** The size of the amount of a screen: the largest that stays on one line of a phone. Reactive to the language. */
export function amountSize(amount: number, unit: string): YenSize {
  const width = formatNumber(amount).length + unitWord(unit, locale()).length * UNIT_LETTER;
  if (width <= FITS_XL) return "xl";
  return width <= FITS_L ? "l" : "m";
}
