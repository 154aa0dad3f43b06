/**
 * What a hand-held reader does to a code on its way: how fast it types, what it sends before and after, how it ends, and
 * which characters the machine's layout turns into others. Learnt from one scan of a known text (RDR-2); nothing here waits.
 */
import { isEnd, type WedgeKey, wedgeChar } from "./wedge-keys.ts";

export interface ReaderProfile {
  /** The longest pause between two keys of one scan, in ms. */
  readonly gapMs: number;
  /** The longest scan, from first to last key, in ms. */
  readonly totalMs: number;
  /** Sent before and after every code. */
  readonly prefix: string;
  readonly suffix: string;
  /** What arrives, and what was on the paper: a reader set to another layout than the machine. */
  readonly layout: Readonly<Record<string, string>>;
}

/** What fits most readers as they come. */
export const USUAL_READER: ReaderProfile = { gapMs: 100, totalMs: 1_500, prefix: "", suffix: "", layout: {} };

/** Every kind of character that our QRs hold; no code of ours. */
export const READER_TEST = "tegata-test:/c/0123456789?Aa_Zz.=&%";

/** A pause so long could as well be a person. */
export const SLOWEST_GAP_MS = 400;
const SLOWEST_TOTAL_MS = 8_000;
/** The longest of our QRs, in characters. */
const LONGEST_CODE = 90;
/** Longer ones would be a second scan. */
const MOST_AROUND = 24;
/** Measured pauses vary. */
const SPARE = 2;

export interface TimedKey extends WedgeKey {
  readonly atMs: number;
}

export type ReaderFault =
  /** Fewer characters than were on the paper. */
  | "lost"
  /** Letters are the other way round: CapsLock. */
  | "caps-lock"
  | "too-slow"
  /** Not the test code, or one of its letters or digits came as another. */
  | "other";

/** How a scan ended: the key that a reader sends last. */
export type ReaderEnd = "enter" | "tab" | "none";

export type Learnt =
  | { readonly ok: true; readonly profile: ReaderProfile; readonly end: ReaderEnd }
  | { readonly ok: false; readonly fault: ReaderFault };

/** Learns a reader from the keys of one scan of `READER_TEST` (RDR-2), or says what stands against it (RDR-3). */
export function learnReader(keys: readonly TimedKey[]): Learnt {
  const end = endOf(keys);
  const typed = keys
    .map((key) => ({ char: isEnd(key) ? "" : wedgeChar(key), atMs: key.atMs }))
    .filter(({ char }) => char !== "");
  const text = typed.map(({ char }) => char).join("");
  if (text.length < READER_TEST.length) return { ok: false, fault: "lost" };
  const found = alignment(text);
  if (found === undefined)
    return { ok: false, fault: alignment(swapCase(text)) === undefined ? "other" : "caps-lock" };
  const longest = Math.max(...typed.slice(1).map((key, i) => key.atMs - (typed[i]?.atMs ?? 0)));
  if (longest * SPARE > SLOWEST_GAP_MS) return { ok: false, fault: "too-slow" };
  const average = ((typed.at(-1)?.atMs ?? 0) - (typed[0]?.atMs ?? 0)) / Math.max(1, typed.length - 1);
  return {
    ok: true,
    end,
    profile: {
      gapMs: Math.max(USUAL_READER.gapMs, Math.ceil(longest * SPARE)),
      totalMs: Math.min(
        SLOWEST_TOTAL_MS,
        Math.max(USUAL_READER.totalMs, Math.ceil(average * SPARE * LONGEST_CODE)),
      ),
      prefix: text.slice(0, found.at),
      suffix: text.slice(found.at + READER_TEST.length),
      layout: found.layout,
    },
  };
}

/** What was on the paper, from what a reader has sent. */
export function plainText(sent: string, profile: ReaderProfile): string {
  const { prefix, suffix, layout } = profile;
  let text = sent;
  if (prefix !== "" && text.startsWith(prefix)) text = text.slice(prefix.length);
  if (suffix !== "" && text.endsWith(suffix)) text = text.slice(0, -suffix.length);
  return Array.from(text, (char) => layout[char] ?? char).join("");
}

/** A profile as it was stored; undefined for what isn't one. */
export function readProfile(stored: string | null): ReaderProfile | undefined {
  if (stored === null) return undefined;
  try {
    const { gapMs, totalMs, prefix, suffix, layout } = JSON.parse(stored) as Partial<ReaderProfile>;
    const sound =
      Number.isSafeInteger(gapMs) &&
      Number.isSafeInteger(totalMs) &&
      typeof prefix === "string" &&
      typeof suffix === "string" &&
      typeof layout === "object" &&
      layout !== null &&
      Object.values(layout).every((char) => typeof char === "string" && char.length === 1);
    return sound ? ({ gapMs, totalMs, prefix, suffix, layout } as ReaderProfile) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the test text begins in what arrived, and which characters came as others; letters and digits must be right. */
function alignment(text: string): { at: number; layout: Record<string, string> } | undefined {
  const most = Math.min(MOST_AROUND, text.length - READER_TEST.length);
  for (let at = 0; at <= most; at++) {
    if (text.length - at - READER_TEST.length > MOST_AROUND) continue;
    const layout = changes(text.slice(at, at + READER_TEST.length));
    if (layout) return { at, layout };
  }
  return undefined;
}

/** What each symbol came as; undefined where a letter or digit is wrong, or one character would stand for two. */
function changes(sent: string): Record<string, string> | undefined {
  const layout: Record<string, string> = {};
  for (const [i, meant] of Array.from(READER_TEST).entries()) {
    const came = sent[i] ?? "";
    if (/[A-Za-z0-9]/.test(meant) || /[A-Za-z0-9]/.test(came)) {
      if (came !== meant) return undefined;
    } else if ((layout[came] ?? meant) !== meant) return undefined;
    else layout[came] = meant;
  }
  return Object.fromEntries(Object.entries(layout).filter(([came, meant]) => came !== meant));
}

function swapCase(text: string): string {
  return Array.from(text, (char) =>
    char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
  ).join("");
}

function endOf(keys: readonly TimedKey[]): ReaderEnd {
  const last = keys.at(-1);
  if (last === undefined || !isEnd(last)) return "none";
  return last.code === "Tab" || last.key === "Tab" ? "tab" : "enter";
}
