const UNITS_MS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1, "": 1 };

/**
 * Milliseconds of a written offset: `+3d`, `-12h`, `90m`, `30s`, or a plain number of milliseconds (CLK-1).
 * Throws with words for whoever typed it.
 */
export function parseOffset(text: string): number {
  const match = /^([+-]?\d+)(d|h|m|s|ms|)$/.exec(text.trim());
  const unit = UNITS_MS[match?.[2] ?? "?"];
  if (match === null || unit === undefined) {
    throw new Error(`"${text}" is no clock offset; write for example +3d, -12h, 90m or milliseconds.`);
  }
  return Number(match[1]) * unit;
}
