/** The few figures that every part of the bench gives of its rounds. */

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(0),
    high: at(sorted.length - 1),
  };
}

export function rounded({ median, low, high }: Spread, digits: number): Spread {
  const round = (value: number) => Number(value.toFixed(digits));
  return { median: round(median), low: round(low), high: round(high) };
}

/** The median of what each round says by itself, so that a slow minute of the machine counts on both sides. */
export function ratio(each: readonly number[], base: readonly number[]): Spread {
  return spread(each.map((rate, round) => rate / (base[round] as number)));
}

/** The value that `share` (0 to 1) of all values don't exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
