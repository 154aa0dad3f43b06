/** How dark an area of the map is: 0 is blank, 4 is full. Told by the pattern, not by a colour (DSH-4). */
export type Tone = 0 | 1 | 2 | 3 | 4;

/** From which share of the largest amount on an area has a tone; the first is everything above nothing. */
const TONE_FROM_PERCENT: readonly number[] = [0, 10, 30, 60];

/** The tone of an amount beside the largest one: nothing (or less than was taken back) is blank. Pure. */
export function toneOf(amountYen: number, largestYen: number): Tone {
  if (amountYen <= 0 || largestYen <= 0) return 0;
  const percent = (amountYen / largestYen) * 100;
  return (TONE_FROM_PERCENT.findLastIndex((from) => percent >= from) + 1) as Tone;
}

/** The amounts that a tone stands for, as whole yen: from (included) and, but for the darkest, below which (excluded). */
export function toneRange(tone: Exclude<Tone, 0>, largestYen: number) {
  const at = (percent: number) => Math.ceil((largestYen * percent) / 100);
  const from = TONE_FROM_PERCENT[tone - 1] ?? 0;
  const next = TONE_FROM_PERCENT[tone];
  return { fromYen: Math.max(1, at(from)), belowYen: next === undefined ? null : Math.max(1, at(next)) };
}
