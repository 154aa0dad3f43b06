/** Whether a limit lets more through than the one before, and so is confirmed (PSK-6); null: none. Pure. */
export function isLooser(nextYen: number | null, beforeYen: number | null): boolean {
  return beforeYen !== null && (nextYen === null || nextYen > beforeYen);
}
