import { expect, test } from "vitest";
import { readWav, writeWav } from "../../schema/wav.ts";
import { cleanSound } from "./sound.ts";

const SECRET = new TextEncoder().encode("LIST\x12\0\0\0INFO35.68,139.76xx");
const wav = (samples: readonly number[], rate = 8_000) =>
  writeWav({ channels: 1, rate, samples: Int16Array.from(samples) });
const samplesOf = (bytes: Uint8Array | undefined) => [...(readWav(bytes as Uint8Array)?.samples ?? [])];

test("PRG-8: a sound comes out evenly loud, whether it was recorded softly or loudly, and the same when cleaned again", () => {
  const [soft, loud] = [cleanSound(wav([0, 1_000, -500])), cleanSound(wav([0, 30_000, -15_000]))];
  expect(samplesOf(soft?.bytes)).toEqual([0, 26_000, -13_000]);
  expect(loud).toEqual(soft);
  expect(cleanSound(soft?.bytes as Uint8Array)).toEqual(soft);
});

test("PRG-8: nothing but the sound is kept", () => {
  const bytes = wav([0, 1_000]);
  const tagged = Uint8Array.from([...bytes.subarray(0, 12), ...SECRET, ...bytes.subarray(12), ...SECRET]);
  expect(cleanSound(tagged)).toEqual(cleanSound(bytes));
});

test("PRG-8: its length is what its samples say, not what somebody calls it", () => {
  expect(cleanSound(wav(Array(24_001).fill(9_000)))?.durationMs).toBe(3_001);
});

test.each<[string, Uint8Array]>([
  ["silence", wav([0, 600, -600])],
  ["nothing", wav([])],
  ["a rate no browser plays", wav([9_000], 384_000)],
  ["MP3", Uint8Array.from([...new TextEncoder().encode("ID3\x03"), ...new Array(60).fill(0)])],
  ["OGG", Uint8Array.from([...new TextEncoder().encode("OggS"), ...new Array(60).fill(0)])],
  ["a page", new TextEncoder().encode(`<html>${" ".repeat(60)}</html>`)],
])("PRG-8: %s is refused", (_, bytes) => {
  expect(cleanSound(bytes)).toBeNull();
});
