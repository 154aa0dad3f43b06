import { durationMs, readWav, writeWav } from "../../schema/wav.ts";

export interface CleanSound {
  readonly durationMs: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The loudest sample of every sound, of 32,767: each is heard as well as the built-in chimes. */
const PEAK = 26_000;
/** Nothing louder than this is silence; making it loud would only make noise. */
const SILENCE = 600;
/** Samples a second that every browser plays. */
const RATES = { least: 8_000, most: 48_000 } as const;

/**
 * Reads an uploaded sound and writes it anew, evenly loud and without anything but the sound (PRG-8): no place, no comment,
 * nothing behind its end. Null where the bytes are no 16-bit WAV that holds together and can be heard. Of that kind length
 * and loudness are told without a decoder, and every browser plays it. Pure.
 */
export function cleanSound(bytes: Uint8Array): CleanSound | null {
  const wav = readWav(bytes);
  if (!wav || wav.rate < RATES.least || wav.rate > RATES.most) return null;
  const peak = wav.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (peak <= SILENCE) return null;
  const samples = wav.samples.map((sample) => Math.round((sample * PEAK) / peak));
  return { durationMs: durationMs(wav), bytes: writeWav({ ...wav, samples }) };
}
