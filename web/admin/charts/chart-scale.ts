import type { Locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";

/** The top of an axis: the next 1, 2 or 5 followed by zeros that is not below the highest value. */
export function axisTop(highest: number): number {
  let step = 1;
  for (;;) {
    for (const times of [1, 2, 5]) if (step * times >= highest) return step * times;
    step *= 10;
  }
}

/** An axis's amount in few letters: 500万, 2億; 5M in English. Only for whole steps of {@link axisTop} and their halves. */
export function axisText(yen: number, locale: Locale): string {
  const units: readonly (readonly [number, string])[] =
    locale === "ja"
      ? [
          [100_000_000, "億"],
          [10_000, "万"],
        ]
      : [
          [1_000_000_000, "B"],
          [1_000_000, "M"],
          [1_000, "k"],
        ];
  const unit = units.find(([size]) => yen >= size && yen % size === 0);
  return unit ? `${formatNumber(yen / unit[0])}${unit[1]}` : formatNumber(yen);
}
