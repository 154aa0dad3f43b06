import { SOUND_LIMITS } from "../../../schema/limits.ts";
import { durationMs, writeWav } from "../../../schema/wav.ts";

/** Softer than this at either end is no part of the sound: what a recorder or an MP3 leaves there. Of 1. */
const AUDIBLE = 0.01;

/**
 * The file to send for decoded samples (-1 to 1, one channel, {@link SOUND_LIMITS} a second): without the silence at its
 * ends. `silent` where nothing is left, `too-long` where more is left than a payment may sound. Pure.
 */
export function soundFile(samples: Float32Array): Uint8Array<ArrayBuffer> | "silent" | "too-long" {
  const isHeard = (sample: number) => Math.abs(sample) >= AUDIBLE;
  const from = samples.findIndex(isHeard);
  if (from < 0) return "silent";
  const heard = samples.subarray(from, samples.findLastIndex(isHeard) + 1);
  const wav = {
    channels: 1,
    rate: SOUND_LIMITS.sampleRate,
    samples: Int16Array.from(heard, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)),
  };
  return durationMs(wav) > SOUND_LIMITS.durationMs ? "too-long" : writeWav(wav);
}
