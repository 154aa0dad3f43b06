import { type BusinessDate, dayNumber } from "./calendar.ts";
import type { StoreId } from "./ids.ts";

/**
 * The word and the colour of the day: payer and shop see the same pair, so that a picture of another day's or another
 * store's payment does not fit. Both come from a keyed hash, so nobody outside can say tomorrow's; the HMAC itself is
 * computed in the Worker, with a key that never leaves it.
 */

/** The colours of the day; each has its `[data-day]` in the design tokens. */
export const DAY_COLOURS = ["山吹", "若草", "空", "桜", "藤", "柿", "雪", "砂"] as const;
export type DayColour = (typeof DAY_COLOURS)[number];

/**
 * Gentle words that are easy to read aloud at a till and hard to mistake for one another. The list is part of the
 * protocol between screens of different ages: its order and length never change.
 */
export const DAY_WORDS = [
  "さざなみ",
  "こもれび",
  "ひだまり",
  "そよかぜ",
  "あさつゆ",
  "ゆうやけ",
  "ほしぞら",
  "つきあかり",
  "はなびら",
  "わたぐも",
  "にじいろ",
  "なのはな",
  "すみれ",
  "たんぽぽ",
  "ひまわり",
  "あさがお",
  "こすもす",
  "つばき",
  "うめのはな",
  "もみじ",
  "いちょう",
  "どんぐり",
  "まつぼっくり",
  "やまびこ",
  "せせらぎ",
  "みずうみ",
  "しおかぜ",
  "かいがら",
  "とうだい",
  "かもめ",
  "つばめ",
  "うぐいす",
  "ほたる",
  "すずむし",
  "とんぼ",
  "ちょうちょ",
  "うさぎ",
  "こじか",
  "りす",
  "ひつじ",
  "ふうりん",
  "かざぐるま",
  "おりがみ",
  "てまり",
  "けんだま",
  "ゆきだるま",
  "かまくら",
  "こたつ",
  "ゆのはな",
  "みかん",
  "さくらんぼ",
  "あんず",
  "ぶどう",
  "くるみ",
  "はちみつ",
  "おにぎり",
  "わらびもち",
  "かしわもち",
  "きなこ",
  "えんがわ",
  "いろり",
  "たけのこ",
  "みのむし",
  "あかとんぼ",
] as const;
export type DayWord = (typeof DAY_WORDS)[number];

/** The least bytes of a keyed hash {@link dayWord} reads. */
export const MIN_DAY_HASH_BYTES = 5;

/** The bytes whose HMAC gives a store's word on a date. */
export function dayWordMessage(storeId: StoreId, date: BusinessDate): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(`tegata day-word|1|${storeId}|${date}`));
}

/**
 * The word and colour of `date` for the store whose keyed hash over {@link dayWordMessage} is given. Every word of
 * the day's half of the list and every colour is equally likely; two days in a row never share a word, so yesterday's
 * picture never fits today.
 * @throws RangeError when fewer than {@link MIN_DAY_HASH_BYTES} bytes are given
 */
export function dayWord(
  keyedHash: Uint8Array,
  date: BusinessDate,
): { readonly word: DayWord; readonly colour: DayColour } {
  if (keyedHash.length < MIN_DAY_HASH_BYTES) throw new RangeError("the keyed hash is too short");
  const half = DAY_WORDS.length / 2;
  const [a = 0, b = 0, c = 0, d = 0, colour = 0] = keyedHash;
  // Even days take the even places of the list, odd days the odd ones. 32 and 8 divide the ranges read, so no bias.
  const place = (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % half;
  return {
    word: DAY_WORDS[2 * place + (dayNumber(date) % 2)] as DayWord,
    colour: DAY_COLOURS[colour % DAY_COLOURS.length] as DayColour,
  };
}
