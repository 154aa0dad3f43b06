import fc from "fast-check";
import { expect, test } from "vitest";
import { durationMs, readWav, type Wav, writeWav } from "./wav.ts";

const wavs = fc
  .record({
    channels: fc.constantFrom(1, 2),
    rate: fc.constantFrom(8_000, 32_000, 44_100),
    frames: fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 50 }),
  })
  .map(
    ({ channels, rate, frames }): Wav => ({
      channels,
      rate,
      samples: Int16Array.from(frames.flatMap((frame) => Array<number>(channels).fill(frame))),
    }),
  );

test("PRG-8: what was written reads back, sample by sample", () => {
  fc.assert(
    fc.property(wavs, (wav) => {
      expect(readWav(writeWav(wav))).toEqual(wav);
    }),
  );
});

test("PRG-8: a file that is cut off anywhere holds no sound", () => {
  const whole = writeWav({ channels: 1, rate: 8_000, samples: Int16Array.of(1, 2, 3) });
  for (let length = 0; length < whole.length; length++) expect(readWav(whole.subarray(0, length))).toBeNull();
});

test("PRG-8: other parts before and behind the sound are passed over", () => {
  const whole = writeWav({ channels: 1, rate: 8_000, samples: Int16Array.of(1, -2) });
  // An odd length is filled up to an even one.
  const list = [...new TextEncoder().encode("LIST"), 3, 0, 0, 0, 1, 2, 3, 0];
  const more = Uint8Array.from([...whole.subarray(0, 12), ...list, ...whole.subarray(12), ...list]);
  expect(readWav(more)).toEqual(readWav(whole));
});

test("PRG-8: one second of two channels is one second; a begun millisecond counts", () => {
  const of = (channels: number, count: number) =>
    durationMs({ channels, rate: 8_000, samples: new Int16Array(count) });
  expect([of(1, 8_000), of(2, 16_000), of(1, 8_001), of(1, 0)]).toEqual([1_000, 1_000, 1_001, 0]);
});

test("PRG-8: no bytes make the reader fail or run on", () => {
  const head = writeWav({ channels: 1, rate: 8_000, samples: new Int16Array() });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 44 }), fc.uint8Array({ maxLength: 100 }), (cut, rest) => {
      const wav = readWav(Uint8Array.from([...head.subarray(0, cut), ...rest]));
      expect(wav === null || 2 * wav.samples.length <= rest.length).toBe(true);
    }),
  );
});
