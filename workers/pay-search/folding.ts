/**
 * How names and what people type are made alike before they are compared (ADD-1): width, case, the two kana, spaces and
 * marks fall away, and kana can be read as Latin letters, whichever of the usual ways somebody writes them in. Pure.
 */

const HIRAGANA_FROM_KATAKANA = 0x60;
/** Spaces, dashes, middle dots, the long mark, brackets, punctuation: nobody types them the same way. */
const MARKS = /[\s\p{P}\p{S}ー]/gu;
/** Tōkyō is tokyo. */
const ACCENTS = /[\u0300-\u036f]/g;
/** 霧ヶ原, 霧ケ原 and 霧が原 are one place. */
const KE_BETWEEN_KANJI = /(?<=\p{Script=Han})[がゖ](?=\p{Script=Han})/gu;

/** A text without what differs between two ways of typing it. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(ACCENTS, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - HIRAGANA_FROM_KATAKANA))
    .replace(MARKS, "")
    .replace(KE_BETWEEN_KANJI, "け");
}

const VOWELS = "aiueo";
/** The kana of each consonant in the order a, i, u, e, o; a space where there is none. */
const SYLLABLES: Readonly<Record<string, string>> = {
  "": "あいうえお",
  k: "かきくけこ",
  g: "がぎぐげご",
  s: "さしすせそ",
  z: "ざじずぜぞ",
  t: "たちつてと",
  d: "だ  でど",
  n: "なにぬねの",
  h: "はひふへほ",
  b: "ばびぶべぼ",
  p: "ぱぴぷぺぽ",
  m: "まみむめも",
  y: "や ゆ よ",
  r: "らりるれろ",
  w: "わ   を",
};
const LETTERS = new Map<string, string>([
  ...Object.entries(SYLLABLES).flatMap(([consonant, row]) =>
    [...row].map((kana, at) => [kana, consonant + VOWELS[at]] as const),
  ),
  ...[..."ぢづんゔゕゖ"].map(
    (kana, at) => [kana, ["zi", "zu", "n", "bu", "ka", "ke"][at] as string] as const,
  ),
]);
const SMALL: Readonly<Record<string, string>> = {
  ...{ ゃ: "ya", ゅ: "yu", ょ: "yo" },
  ...{ ぁ: "a", ぃ: "i", ぅ: "u", ぇ: "e", ぉ: "o" },
};

/**
 * A folded text in Latin letters as Kunrei writes them, long vowels short; null where something in it has no reading
 * here, a kanji for one. What is Latin already is brought to the same form, also while it is still being typed: しおs, sh.
 */
export function latin(text: string): string | null {
  let out = "";
  let doubled = false;
  for (const sign of text) {
    const small = SMALL[sign];
    if (sign === "っ") {
      doubled = true;
    } else if (small !== undefined) {
      // しゃ is si and ya: the i goes where one stands before it. ふぁ is hu and a.
      out = small.length === 2 && out.endsWith("i") ? out.slice(0, -1) + small : out + small;
    } else {
      const letters = LETTERS.get(sign) ?? (/[a-z0-9]/.test(sign) ? sign : null);
      if (letters === null) return null;
      out += doubled && /^[^aiueon\d]/.test(letters) ? letters[0] + letters : letters;
      doubled = false;
    }
  }
  return asKunrei(out);
}

/** Hepburn as Kunrei, and the ways of writing a long vowel or a doubled n as one. */
function asKunrei(text: string): string {
  return text
    .replace(/cch/g, "tch")
    .replace(/sh(?=i)/g, "s")
    .replace(/ch(?=i)/g, "t")
    .replace(/sh(?=[aueo])/g, "sy")
    .replace(/ch(?=[aueo])/g, "ty")
    .replace(/j(?=i)/g, "z")
    .replace(/jy?(?=[aueo])/g, "zy")
    .replace(/ts(?=u)/g, "t")
    .replace(/fu/g, "hu")
    .replace(/f(?=[aieo])/g, "hu")
    .replace(/sh$/, "s")
    .replace(/(ch|ts)$/, "t")
    .replace(/j$/, "z")
    .replace(/f$/, "h")
    .replace(/m(?=[bp])/g, "n")
    .replace(/o[uo]+/g, "o")
    .replace(/([aiue])\1+/g, "$1")
    .replace(/n+/g, "n");
}
