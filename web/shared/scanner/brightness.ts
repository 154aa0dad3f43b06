/** Below this mean luma (0 to 255) the picture counts as dark. */
export const DARK_BELOW = 40;
/** A dark state ends only above this, so that the words do not flicker. */
export const BRIGHT_ABOVE = 55;

/** Mean luma (ITU-R BT.601) of RGBA bytes, 0 to 255. */
export function meanLuma(rgba: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i + 3 < rgba.length; i += 4) {
    sum += 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
  }
  const pixels = Math.floor(rgba.length / 4);
  return pixels === 0 ? 0 : sum / pixels;
}

/** Whether it is dark now, given whether it was. */
export function isDark(luma: number, wasDark: boolean): boolean {
  return luma < (wasDark ? BRIGHT_ABOVE : DARK_BELOW);
}
