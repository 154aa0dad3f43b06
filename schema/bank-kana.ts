import { err, ok, type Result } from "./result.ts";

/**
 * What a 総合振込 file may hold (全銀協 standard formats): half-width kana, capital letters, digits, space and a few
 * symbols, which differ by field. Names of banks and branches know `-` only, names of people and companies `( ) - .`,
 * EDI information `( ) - . / \ ｢ ｣` and ヲ. Banks have begun to take more; what is strict is taken by every bank.
 */
export type KanaField = "bank" | "party" | "edi";

/** The first character that the bank's file can't hold, and where it stands in the text as it was written (from 0). */
export interface KanaRefusal {
  readonly character: string;
  readonly at: number;
}

const SYMBOLS: { readonly [F in KanaField]: string } = {
  bank: " -",
  party: " ()-.",
  edi: " ()-./\\｢｣",
};

/** Small kana have no place in names at a bank: they stand full-size, as on the passbook. */
const FULL_SIZE: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("ァィゥェォッャュョヮヵヶ", (small, at) => [small, "アイウエオツヤユヨワカケ"[at] as string]),
);

const FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";
const HALF_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(FULL, (kana, at) => [kana, HALF[at] as string]),
);

/** Everything that people type for the long-vowel mark and the hyphen; half-width ｰ and full-width － are NFKC's. */
const DASHES = /[ー‐‑‒–—―−]/u;
const VOICED = "\u3099";
const SEMI_VOICED = "\u309A";

/**
 * A text as the bank's file holds it: half-width kana with ﾞ and ﾟ a character of their own, small kana full-size, ー as
 * `-`, ・ as `.` where the field has one and a space where it has none, letters capital. Hiragana is written as katakana,
 * which says the same. Kanji and everything else is refused by its character: a reading is never guessed.
 */
export function toBankKana(text: string, field: KanaField): Result<string, KanaRefusal> {
  let kana = "";
  let at = 0;
  for (const written of text) {
    const said = bankCharacters(written, field);
    if (said === null) return err({ character: written, at });
    // A mark that was typed apart belongs to the kana before it, and to nothing else.
    if (/^[ﾞﾟ]$/.test(said) && !takesMark(kana.at(-1) ?? "", said)) return err({ character: written, at });
    kana += said;
    at += written.length;
  }
  return ok(kana.replace(/ +/g, " ").trim());
}

function takesMark(base: string, mark: string): boolean {
  return mark === "ﾞ" ? /[ｳｶ-ﾄﾊ-ﾎ]/.test(base) : /[ﾊ-ﾎ]/.test(base);
}

function bankCharacters(written: string, field: KanaField): string | null {
  if (written === "゛" || written === VOICED) return "ﾞ";
  if (written === "゜" || written === SEMI_VOICED) return "ﾟ";
  if (written === "￥" || written === "¥") return SYMBOLS[field].includes("\\") ? "\\" : null;
  let result = "";
  // Decomposed, so that the mark of ガ, パ and ヴ is a character; NFKC first makes one width of everything.
  for (const character of written.normalize("NFKC").normalize("NFD")) {
    const one = single(character, field);
    if (one === null) return null;
    result += one;
  }
  return result;
}

function single(character: string, field: KanaField): string | null {
  const symbols = SYMBOLS[field];
  if (character === VOICED) return "ﾞ";
  if (character === SEMI_VOICED) return "ﾟ";
  if (DASHES.test(character)) return "-";
  if (character === "・") return symbols.includes(".") ? "." : " ";
  if (character === "「" || character === "」") {
    const bracket = character === "「" ? "｢" : "｣";
    return symbols.includes(bracket) ? bracket : null;
  }
  if (/^[0-9A-Z]$/.test(character)) return character;
  if (/^[a-z]$/.test(character)) return character.toUpperCase();
  if (symbols.includes(character)) return character;
  const katakana = /^[ぁ-ゖ]$/.test(character)
    ? String.fromCharCode(character.charCodeAt(0) + 0x60)
    : character;
  if (katakana === "ヲ") return field === "edi" ? "ｦ" : null;
  return HALF_OF[FULL_SIZE[katakana] ?? katakana] ?? null;
}

/** Whether a text is already what {@link toBankKana} makes for this field. */
export function isBankKana(text: string, field: KanaField): boolean {
  const kana = toBankKana(text, field);
  return kana.ok && kana.value === text;
}

/**
 * The first characters of a name that is longer than its field, as banks shorten it; never cut between a kana and its
 * mark. One character is one byte.
 */
export function cutKana(kana: string, length: number): string {
  if (kana.length <= length) return kana;
  const end = /[ﾞﾟ]/.test(kana[length] as string) ? length - 1 : length;
  return kana.slice(0, end).trimEnd();
}

/** The bytes of bank kana in JIS X 0201: ASCII below 0x80, kana from 0xA1. Throws on any other character: a bug. */
export function jisX0201(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xff61 && code <= 0xff9f) return code - 0xff61 + 0xa1;
    if (code >= 0x20 && code < 0x7f) return code;
    throw new RangeError(`not a character of JIS X 0201: ${character}`);
  });
}

/** The text of JIS X 0201 bytes; null where a byte is none of its printable characters. */
export function fromJisX0201(bytes: Uint8Array): string | null {
  let text = "";
  for (const byte of bytes) {
    if (byte >= 0xa1 && byte <= 0xdf) text += String.fromCharCode(byte - 0xa1 + 0xff61);
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else return null;
  }
  return text;
}
