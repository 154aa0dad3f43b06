/** Amounts that the wallet offers as a limit, in yen; 0: every payment is confirmed. */
export const LIMITS_YEN: readonly number[] = [0, 1_000, 3_000, 5_000, 10_000, 30_000];

/** Whether a limit lets more through than the one before, and so is confirmed; null: none. Pure. */
export function isMoreThan(next: number | null, before: number | null): boolean {
  return before !== null && (next === null || next > before);
}
