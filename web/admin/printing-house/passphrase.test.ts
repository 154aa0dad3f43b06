import { expect, test } from "vitest";
import { PASSPHRASE_BYTES, passphraseOf } from "./passphrase.ts";

test("PRN-6: a passphrase is five groups of four letters that nobody mistakes, each worth five bits", () => {
  expect(passphraseOf(new Uint8Array(PASSPHRASE_BYTES))).toBe("aaaa-aaaa-aaaa-aaaa-aaaa");
  const all = new Set(
    Array.from({ length: 256 }, (_, byte) => passphraseOf(new Uint8Array(PASSPHRASE_BYTES).fill(byte))[0]),
  );
  expect(all.size).toBe(32);
  for (const mistaken of "ilou") expect(all.has(mistaken)).toBe(false);
});
