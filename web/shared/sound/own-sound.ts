import type { Face } from "../../../schema/face.ts";
import { timeoutSignal } from "../client/timeout.ts";

/** The longest wait for the bytes of a sound; a payment doesn't wait longer to be heard. */
const WITHIN_MS = 8_000;

const fetched = new Map<string, Promise<ArrayBuffer | undefined>>();

/** The name of the sound a secretariat uploaded for its face; undefined where it chose a built-in one. */
export function ownSoundName(face: Face | undefined): string | undefined {
  const name = typeof face === "object" ? face.sound : undefined;
  return name && /^[0-9a-f]{64}\.wav$/.test(name) ? name : undefined;
}

/**
 * Fetches a face's own sound, if it has one, so that it is there when the payment is done. Asked for again it is the same;
 * what couldn't be had is tried again the next time. Never throws.
 */
export function fetchOwnSound(face: Face | undefined): Promise<ArrayBuffer | undefined> {
  const name = ownSoundName(face);
  if (!name) return Promise.resolve(undefined);
  const known = fetched.get(name);
  if (known) return known;
  const coming = load(name);
  fetched.set(name, coming);
  void coming.then((bytes) => bytes || fetched.delete(name));
  return coming;
}

async function load(name: string): Promise<ArrayBuffer | undefined> {
  try {
    const reply = await fetch(`/sounds/${name}`, { signal: timeoutSignal(WITHIN_MS) });
    return reply.ok ? await reply.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
