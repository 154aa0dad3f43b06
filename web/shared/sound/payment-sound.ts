import type { Face } from "../../../schema/face.ts";
import { moneyText } from "../i18n/numbers.ts";
import { isFaceName } from "../icons/emblems.ts";
import { CHIMES, type Chime } from "./chimes.ts";

/** Loudness of a chime, 0 to 1. */
const VOLUME = 0.5;
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
 * The Pay's chime. Only ever for a payment that has just been completed, never from settings or history: it
 * must not become a sound that a payer can play. (A secretariat that chooses it hears it, behind its sign-in.)
 * Its visible twin is the caller's. Silent where the browser is.
 */
export function chimePayment(face: Face | undefined): void {
  wakeSound();
  if (context) ring(context, CHIMES[soundOf(face)]);
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
