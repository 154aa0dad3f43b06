/** Browsers by the word in their user agent, the more special first: most of them name several. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Line/", "LINE"],
  ["Firefox", "Firefox"],
  ["FxiOS", "Firefox"],
  ["CriOS", "Chrome"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;
const OTHER = "?";

/**
 * A device in words of a fixed list, as "Safari / iPhone": enough to tell a strange one from one's own, and nothing that tells
 * one phone from the next of its kind (WHO-4). Pure.
 */
export function deviceOf(userAgent: string): string {
  const word = (list: readonly (readonly [string, string])[]) =>
    list.find(([mark]) => userAgent.includes(mark))?.[1] ?? OTHER;
  return `${word(BROWSERS)} / ${word(SYSTEMS)}`;
}
