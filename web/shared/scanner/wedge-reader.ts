/**
 * Hand-held readers that type like a keyboard (S12). They are told from people by speed: a scan is a burst of
 * keys with gaps of at most 100 ms that is over in 1.5 s, with CR, LF, Tab or nothing at its end. With an
 * input method on, keys arrive as "Process" or as kana; then the physical key says which digit it was. A reader that was
 * learnt (RDR-2) has pauses, additions and a layout of its own.
 */
import { plainText, type ReaderProfile, USUAL_READER } from "./reader-profile.ts";
import { isEnd, type WedgeKey, wedgeChar } from "./wedge-keys.ts";

/** Shorter bursts are a person drumming on the number pad. */
export const WEDGE_LEAST_CHARS = 8;
/** Longer bursts are no code of ours; the rest is dropped. */
export const WEDGE_MOST_CHARS = 512;

/** pass: not for us; hold: kept back until it is known whose it was; scan: a whole scan, this key was its end. */
export type WedgeStep =
  | { readonly kind: "pass" }
  | { readonly kind: "hold" }
  | { readonly kind: "scan"; readonly text: string };

/** What a burst turned out to be: a scan, or a person's keys to give back in order. */
export type WedgeBurst<Key extends WedgeKey> =
  | { readonly kind: "scan"; readonly text: string }
  | { readonly kind: "typing"; readonly keys: readonly Key[] };

const PASSIVE_KEYS = new Set([
  "Shift",
  "CapsLock",
  "NumLock",
  "Control",
  "Alt",
  "AltGraph",
  "Meta",
  "KanaMode",
  "HankakuZenkaku",
]);
/** Removes the symbology prefix a reader may send first: ]Q1 and its like (AIM). */
export function withoutAimId(text: string): string {
  return text.replace(/^\][A-Za-z]\d/, "");
}

/** Collects keys into bursts; keeps no clock of its own. Times are in ms on any steady clock. */
export class WedgeBuffer<Key extends WedgeKey> {
  #keys: Key[] = [];
  #text = "";
  #firstAt = 0;
  #lastAt = 0;
  readonly #reader: ReaderProfile;

  constructor(reader: ReaderProfile = USUAL_READER) {
    this.#reader = reader;
  }

  /** Whether anything is held back. */
  get holding(): boolean {
    return this.#keys.length > 0;
  }

  /** Whether the pause since the last key ends the burst. */
  isOver(atMs: number): boolean {
    return this.holding && atMs - this.#lastAt > this.#reader.gapMs;
  }

  /** Takes one key that came at `atMs`. Ask `isOver` first and `finish` the burst if so. */
  take(key: Key, atMs: number): WedgeStep {
    if (PASSIVE_KEYS.has(key.key)) return { kind: "pass" };
    if (key.ctrlKey || key.altKey || key.metaKey) return { kind: "pass" };
    if (isEnd(key)) {
      if (!this.#isScan()) return { kind: "pass" };
      const burst = this.finish();
      return burst.kind === "scan" ? burst : { kind: "pass" };
    }
    const char = wedgeChar(key);
    if (char === "") return { kind: "pass" };
    if (!this.holding) this.#firstAt = atMs;
    this.#lastAt = atMs;
    if (this.#text.length < WEDGE_MOST_CHARS) this.#text += char;
    this.#keys.push(key);
    return { kind: "hold" };
  }

  /** Ends the burst: a scan, or typing to give back. */
  finish(): WedgeBurst<Key> {
    const burst: WedgeBurst<Key> = this.#isScan()
      ? { kind: "scan", text: withoutAimId(plainText(this.#text, this.#reader)) }
      : { kind: "typing", keys: this.#keys };
    this.#keys = [];
    this.#text = "";
    return burst;
  }

  #isScan(): boolean {
    return this.#text.length >= WEDGE_LEAST_CHARS && this.#lastAt - this.#firstAt <= this.#reader.totalMs;
  }
}

/**
 * Listens for a reader anywhere on the page and calls `onText` with each scan (without AIM id and line end).
 * Keys typed into a field are never touched; keys outside fields are held for as long as the reader may pause and then
 * given back to whoever listens (the keypad). Answers how to stop.
 */
export function createWedgeReader(onText: (text: string) => void, reader = USUAL_READER): () => void {
  const buffer = new WedgeBuffer<KeyboardEvent>(reader);
  const replayed = new WeakSet<Event>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    const burst = buffer.finish();
    if (burst.kind === "scan") return onText(burst.text);
    for (const held of burst.keys) {
      const copy = new KeyboardEvent("keydown", {
        key: held.key,
        code: held.code,
        shiftKey: held.shiftKey,
        bubbles: true,
        cancelable: true,
      });
      replayed.add(copy);
      (held.target ?? document).dispatchEvent(copy);
    }
  };

  const hear = (event: KeyboardEvent) => {
    if (replayed.has(event) || event.repeat) return;
    if (buffer.isOver(event.timeStamp)) settle();
    if (isField(event.target)) return;
    const step = buffer.take(event, event.timeStamp);
    if (step.kind === "pass") {
      // Anything else a person presses ends the burst, so that order is kept.
      if (buffer.holding && !PASSIVE_KEYS.has(event.key)) settle();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (timer !== undefined) clearTimeout(timer);
    timer = step.kind === "hold" ? setTimeout(settle, reader.gapMs) : undefined;
    if (step.kind === "scan") onText(step.text);
  };

  document.addEventListener("keydown", hear, { capture: true });
  return () => {
    document.removeEventListener("keydown", hear, { capture: true });
    if (timer !== undefined) clearTimeout(timer);
  };
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
