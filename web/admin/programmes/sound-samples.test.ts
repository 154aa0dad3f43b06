import { expect, test } from "vitest";
import { SOUND_LIMITS } from "../../../schema/limits.ts";
import { durationMs, readWav } from "../../../schema/wav.ts";
import { soundFile } from "./sound-samples.ts";

const SECOND = SOUND_LIMITS.sampleRate;
const tone = (seconds: number, loud = 0.5) =>
  Float32Array.from({ length: seconds * SECOND }, (_, i) => loud * (i % 2 ? 1 : -1));
const silence = (seconds: number) => new Float32Array(seconds * SECOND);
const joined = (...parts: readonly Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

test("PRG-8: the silence before and behind is left away, a pause inside stays", () => {
  const file = soundFile(joined(silence(2), tone(1), silence(0.5), tone(0.5), silence(3)));
  expect(durationMs(readWav(file as Uint8Array) as never)).toBe(2_000);
});

test("PRG-8: the longest sound fits into what the server takes; one sample more is too long", () => {
  const longest = soundFile(tone(3)) as Uint8Array;
  expect(longest.length).toBeLessThanOrEqual(SOUND_LIMITS.bytes);
  expect(soundFile(joined(tone(3), Float32Array.of(0.5)))).toBe("too-long");
});

test("PRG-8: silence is told; what is louder than a file can say is cut there", () => {
  expect([soundFile(silence(1)), soundFile(new Float32Array())]).toEqual(["silent", "silent"]);
  expect(readWav(soundFile(Float32Array.of(1.7, -1.7)) as Uint8Array)?.samples).toEqual(
    Int16Array.of(32_767, -32_767),
  );
});
