/**
 * RIFF/WAVE with 16-bit PCM, as Microsoft's multimedia standard has it: what the designer's browser writes and the Worker
 * reads (PRG-8). Pure.
 */

export interface Wav {
  readonly channels: number;
  /** Samples a second and channel. */
  readonly rate: number;
  /** Of all channels, in turn. */
  readonly samples: Int16Array;
}

const HEADER_BYTES = 44;
const PCM = 1;
/** The coding is written further behind. */
const EXTENSIBLE = 0xfffe;

/** How long it rings, in milliseconds, begun ones whole. */
export function durationMs({ channels, rate, samples }: Wav): number {
  return Math.ceil((samples.length * 1_000) / (channels * rate));
}

/** The sound in a file, whatever else hangs on it; null where it is no whole 16-bit PCM file with one channel or two. */
export function readWav(bytes: Uint8Array): Wav | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || name(bytes, 0) !== "RIFF" || name(bytes, 8) !== "WAVE") return null;
  let format: Omit<Wav, "samples"> | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [length, from] = [view.getUint32(at + 4, true), at + 8];
    if (from + length > bytes.length) return null;
    if (name(bytes, at) === "fmt ") format = readFormat(view, from, length);
    if (name(bytes, at) === "data") return format && { ...format, samples: readSamples(view, from, length) };
    at = from + length + (length % 2);
  }
  return null;
}

/** A file with nothing in it but the sound. */
export function writeWav({ channels, rate, samples }: Wav): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const put = (at: number, letters: string) =>
    bytes.set(
      Array.from(letters, (letter) => letter.charCodeAt(0)),
      at,
    );
  put(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  for (let i = 0; i < samples.length; i++) view.setInt16(HEADER_BYTES + 2 * i, samples[i] as number, true);
  return bytes;
}

function readFormat(view: DataView, at: number, length: number): Omit<Wav, "samples"> | null {
  if (length < 16) return null;
  const coding = view.getUint16(at, true);
  const [channels, rate] = [view.getUint16(at + 2, true), view.getUint32(at + 4, true)];
  const isPcm =
    coding === PCM || (coding === EXTENSIBLE && length >= 26 && view.getUint16(at + 24, true) === PCM);
  const fits =
    isPcm && view.getUint16(at + 14, true) === 16 && (channels === 1 || channels === 2) && rate > 0;
  return fits ? { channels, rate } : null;
}

function readSamples(view: DataView, from: number, length: number): Int16Array {
  return Int16Array.from({ length: length >> 1 }, (_, i) => view.getInt16(from + 2 * i, true));
}

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
