import type { FaceName } from "../../../schema/face.ts";

/** One note of a chime: when it starts and how long it rings, in seconds, and its pitch in Hz. */
export interface Note {
  readonly at: number;
  readonly length: number;
  readonly hz: number;
}
/** A Pay's chime: its notes and the colour of its sound. */
export interface Chime {
  readonly wave: OscillatorType;
  /** Loudness of the octave above, 0 to 1: bells have more. */
  readonly overtone: number;
  readonly notes: readonly Note[];
}

/** No chime is longer (README, Motion and sound). */
export const CHIME_MOST_SECONDS = 1.5;

/** Distinct by melody, not only by pitch, so that a clerk knows the Pay without looking. */
export const CHIMES: Readonly<Record<FaceName | "plain", Chime>> = {
  /** Two waves coming in: up, back, up. */
  shiosai: {
    wave: "sine",
    overtone: 0.25,
    notes: [
      { at: 0, length: 0.5, hz: 587.33 },
      { at: 0.16, length: 0.5, hz: 440 },
      { at: 0.34, length: 0.9, hz: 880 },
    ],
  },
  /** An echo between mountains: the same call, then softer below. */
  yamanami: {
    wave: "triangle",
    overtone: 0.1,
    notes: [
      { at: 0, length: 0.3, hz: 783.99 },
      { at: 0.14, length: 0.4, hz: 1046.5 },
      { at: 0.5, length: 0.3, hz: 392 },
      { at: 0.64, length: 0.7, hz: 523.25 },
    ],
  },
  /** Fruit dropping: three quick steps down and one up. */
  kakisaka: {
    wave: "triangle",
    overtone: 0.3,
    notes: [
      { at: 0, length: 0.2, hz: 1174.66 },
      { at: 0.11, length: 0.2, hz: 987.77 },
      { at: 0.22, length: 0.2, hz: 783.99 },
      { at: 0.36, length: 0.9, hz: 1318.51 },
    ],
  },
  /** Hanging clusters: a slow chord unfolding. */
  fujino: {
    wave: "sine",
    overtone: 0.4,
    notes: [
      { at: 0, length: 1.2, hz: 523.25 },
      { at: 0.12, length: 1.2, hz: 659.25 },
      { at: 0.24, length: 1.2, hz: 987.77 },
    ],
  },
  plain: {
    wave: "sine",
    overtone: 0.2,
    notes: [
      { at: 0, length: 0.3, hz: 659.25 },
      { at: 0.16, length: 0.7, hz: 880 },
    ],
  },
};
