import { type Face, isFaceName } from "../../../schema/face.ts";
import { moneyText } from "../i18n/numbers.ts";
import { CHIME_MOST_SECONDS, CHIMES, type Chime } from "./chimes.ts";
import { fetchOwnSound } from "./own-sound.ts";

/** Loudness of a chime, 0 to 1. */
const VOLUME = 0.5;
/** A payment is heard at once: a sound of one's own that isn't there by then gives way to the common chime. */
const OWN_SOUND_WITHIN_MS = 700;
/** A note swells this fast, so that it doesn't click. */
const ATTACK_SECONDS = 0.008;

let context: AudioContext | undefined;

/**
 * Wakes the sound. Browsers let a page sound only after a touch: call it in the handler of the press that
 * leads to the payment (and, on the shop's device, of opening the till).
 */
export function wakeSound(): void {
  const Context =
    globalThis.AudioContext ??
    (globalThis as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
  if (!Context) return;
  context ??= new Context();
  if (context.state !== "running") void context.resume().catch(() => undefined);
}

/**
 * The Pay's sound: its chime, or the secretariat's own. Only ever for a payment that has just been completed, never from
 * settings or history: it must not become a sound that a payer can play. (A secretariat that chooses it hears it, behind
 * its sign-in.) Its visible twin is the caller's. Silent where the browser is. Resolves with how long it rings.
 */
export async function chimePayment(face: Face | undefined): Promise<{ readonly ringsMs: number }> {
  wakeSound();
  if (!context) return { ringsMs: 0 };
  const own = await Promise.race([decoded(context, face), nothingAfter(OWN_SOUND_WITHIN_MS)]);
  if (own) {
    play(context, own);
    return { ringsMs: own.duration * 1_000 };
  }
  ring(context, CHIMES[soundOf(face)]);
  return { ringsMs: CHIME_MOST_SECONDS * 1_000 };
}

/** The face's own sound, ready to be played; undefined where it has none, or it can't be had or read. */
async function decoded(audio: AudioContext, face: Face | undefined): Promise<AudioBuffer | undefined> {
  const bytes = await fetchOwnSound(face);
  // Decoding takes the bytes away; the kept ones are for the next payment. iOS before 14.1 calls back, and promises nothing.
  return (
    bytes &&
    new Promise((resolve) => audio.decodeAudioData(bytes.slice(0), resolve, () => resolve(undefined)))
  );
}

function nothingAfter(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

function play(audio: AudioContext, sound: AudioBuffer): void {
  const source = audio.createBufferSource();
  const gain = audio.createGain();
  source.buffer = sound;
  gain.gain.value = VOLUME;
  source.connect(gain).connect(audio.destination);
  source.start();
}

/** The chime a face sounds with; plain for one that isn't known yet, as from a newer server. */
function soundOf(face: Face | undefined): keyof typeof CHIMES {
  const name = typeof face === "object" ? face.sound : face;
  return name !== undefined && isFaceName(name) ? name : "plain";
}

/** Speaks the amount in Japanese on the shop's device, after the chime. Cuts off an earlier one. */
export function speakPayment(amountYen: number, unitWord: string): void {
  const speech = globalThis.speechSynthesis;
  if (!speech) return;
  speech.cancel();
  const words = new SpeechSynthesisUtterance(moneyText(amountYen, unitWord, "ja"));
  words.lang = "ja-JP";
  const voice = speech.getVoices().find((one) => one.lang.replace("_", "-").startsWith("ja"));
  if (voice) words.voice = voice;
  speech.speak(words);
}

function ring(audio: AudioContext, chime: Chime): void {
  const start = audio.currentTime + 0.02;
  for (const note of chime.notes) {
    for (const [times, loud] of [
      [1, 1],
      [2, chime.overtone],
    ] as const) {
      const voice = audio.createOscillator();
      const gain = audio.createGain();
      voice.type = chime.wave;
      voice.frequency.value = note.hz * times;
      gain.gain.setValueAtTime(0, start + note.at);
      gain.gain.linearRampToValueAtTime(
        (VOLUME * loud) / chime.notes.length,
        start + note.at + ATTACK_SECONDS,
      );
      gain.gain.exponentialRampToValueAtTime(0.0001, start + note.at + note.length);
      voice.connect(gain).connect(audio.destination);
      voice.start(start + note.at);
      voice.stop(start + note.at + note.length);
    }
  }
}
