const TOKYO = "+09:00";

/** A written time of Asia/Tokyo, `2026-11-26T10:00` or with seconds; throws with words for whoever typed it. */
export function momentOf(option: string, text: string | undefined): number {
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text ?? "");
  const ms = isTime ? Date.parse(`${text}${TOKYO}`) : Number.NaN;
  if (Number.isNaN(ms)) throw new Error(`--${option} is a time of Asia/Tokyo: 2026-11-26T10:00`);
  return ms;
}
