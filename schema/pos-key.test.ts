import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { POS_KEY_PREFIX, POS_KEY_RANDOM_BYTES, posKeyHint, posKeyText, readPosKey } from "./pos-key.ts";

const randomKey = fc
  .uint8Array({ minLength: POS_KEY_RANDOM_BYTES, maxLength: POS_KEY_RANDOM_BYTES })
  .map(posKeyText);
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

test("POS-1: a key is read back as it was made, says what it is, and shows no more than its beginning", () => {
  fc.assert(
    fc.property(randomKey, (key) => {
      expect(readPosKey(key)).toEqual({ ok: true, value: key });
      expect(key).toMatch(/^tegata_pos_[0-9a-hjkmnp-tv-z]{39}$/);
      expect(posKeyHint(key)).toBe(key.slice(0, POS_KEY_PREFIX.length + 4));
    }),
  );
});

test("POS-1: the check letters are CRC-32, as another implementation reckons it", () => {
  const key = posKeyText(new Uint8Array(POS_KEY_RANDOM_BYTES).fill(7));
  const check = [...key.slice(-7)].reduce((sum, letter) => sum * 32 + LETTERS.indexOf(letter), 0);
  // 35 bits of letters, 32 of the sum: three are nought.
  expect(check / 8).toBe(crc32(key.slice(0, -7)));
});

test("POS-1: a letter that is wrong, missing or too many makes it no key", () => {
  fc.assert(
    fc.property(randomKey, fc.nat(38), fc.constantFrom(...LETTERS), (key, at, letter) => {
      const place = POS_KEY_PREFIX.length + at;
      fc.pre(key[place] !== letter);
      expect(readPosKey(key.slice(0, place) + letter + key.slice(place + 1)).ok).toBe(false);
    }),
  );
  const key = posKeyText(new Uint8Array(POS_KEY_RANDOM_BYTES));
  for (const text of ["", key.slice(1), key.slice(0, -1), `${key}0`, ` ${key}`, key.toUpperCase()])
    expect(readPosKey(text).ok).toBe(false);
});

test("POS-1: a key is never made of less chance than it promises", () => {
  expect(() => posKeyText(new Uint8Array(POS_KEY_RANDOM_BYTES - 1))).toThrow(RangeError);
});
