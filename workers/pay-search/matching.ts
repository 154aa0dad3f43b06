import { folded, latin } from "./folding.ts";

/** A text as it is compared: its kana, and how these read in Latin letters where all of it can be read. */
export interface Readable {
  readonly kana: string;
  readonly latin: string | null;
}

/** What a Pay is found by (ADD-1). */
export interface Findable {
  /** Pay, programme, region and whoever runs it, with their readings. */
  readonly names: readonly Readable[];
  /** Municipalities of its region, with their readings. */
  readonly towns: readonly Readable[];
}

/** How near a Pay is to what was typed: it begins a name, is within one, or is of a town. Less is nearer. */
const BEGINS_A_NAME = 0;
const WITHIN_A_NAME = 1;
const OF_A_TOWN = 2;

function readable(text: string): Readable {
  const kana = folded(text);
  return { kana, latin: latin(kana) };
}

/** Texts ready for being searched; what is missing or says nothing is left out. Pure. */
export function readables(texts: readonly (string | null)[]): readonly Readable[] {
  return texts.flatMap((text) => (text === null ? [] : [readable(text)])).filter((text) => text.kana !== "");
}

/** What somebody typed, word by word; empty where nothing of it can be looked for. Pure. */
export function typedWords(text: string): readonly Readable[] {
  return text
    .normalize("NFKC")
    .split(/\s+/)
    .map(readable)
    .filter((word) => word.kana !== "");
}

/** How near a Pay is to the words, all of which must be found; null where one is not. Without a word everything is near. Pure. */
export function nearness(words: readonly Readable[], pay: Findable): number | null {
  let farthest = BEGINS_A_NAME;
  for (const word of words) {
    const near = wordNearness(word, pay);
    if (near === null) return null;
    farthest = Math.max(farthest, near);
  }
  return farthest;
}

function wordNearness(word: Readable, pay: Findable): number | null {
  if (pay.names.some((name) => placeOf(word, name) === 0)) return BEGINS_A_NAME;
  if (pay.names.some((name) => placeOf(word, name) > 0)) return WITHIN_A_NAME;
  return pay.towns.some((town) => placeOf(word, town) >= 0) ? OF_A_TOWN : null;
}

/** Where a word stands in a text, as it is written or as it is read; −1 where it doesn't. */
function placeOf(word: Readable, text: Readable): number {
  const written = text.kana.indexOf(word.kana);
  if (written >= 0 || word.latin === null || text.latin === null) return written;
  return text.latin.indexOf(word.latin);
}
