import { SIGNAL_BOUNDS, type Signals } from "../../../schema/api/signals.ts";
import type { t } from "./words.ts";

type Word = Parameters<typeof t>[0];
export type SignalRule = keyof Signals;

/** The rules in the order of the screen. */
export const SIGNAL_RULES = Object.keys(SIGNAL_BOUNDS) as readonly SignalRule[];

/** What each rule and each of its thresholds is called. */
export const SIGNAL_WORDS = {
  guesses: { title: "sigGuesses", text: "sigGuessesText", fields: { perHour: "sigPerHour" } },
  quickSpending: {
    title: "sigQuick",
    text: "sigQuickText",
    fields: { withinMinutes: "sigMinutes", count: "sigCount", sharePercent: "sigShare" },
  },
  overCapacity: { title: "sigCapacity", text: "sigCapacityText", fields: { percent: "sigPercent" } },
  swappedTills: {
    title: "sigSwapped",
    text: "sigSwappedText",
    fields: { fellPercent: "sigFell", leastPayments: "sigLeast" },
  },
  walletVelocity: {
    title: "sigVelocity",
    text: "sigVelocityText",
    fields: { withinMinutes: "sigMinutes", payments: "sigPayments", yen: "sigYen" },
  },
  clerkVoids: {
    title: "sigVoids",
    text: "sigVoidsText",
    fields: {
      count: "sigCount",
      sharePercent: "sigVoidShare",
      lateMinutes: "sigLateMinutes",
      lateCount: "sigLateCount",
    },
  },
} as const satisfies {
  readonly [R in SignalRule]: {
    readonly title: Word;
    readonly text: Word;
    readonly fields: { readonly [F in keyof NonNullable<Signals[R]>]: Word };
  };
};

/** Rule by rule, so that each one's words are taken. */
type FieldWord<Fields> = Fields extends unknown ? Fields[keyof Fields] : never;

/** A threshold of a rule: its name in the design, its word, its bounds. */
export interface SignalField {
  readonly name: string;
  readonly word: FieldWord<(typeof SIGNAL_WORDS)[SignalRule]["fields"]>;
  readonly least: number;
  readonly most: number;
}

/** The thresholds of a rule, in the order of the screen. */
export function signalFields(rule: SignalRule): readonly SignalField[] {
  const bounds: Readonly<Record<string, readonly [number, number]>> = SIGNAL_BOUNDS[rule];
  return (Object.entries(SIGNAL_WORDS[rule].fields) as [string, SignalField["word"]][]).map(
    ([name, word]) => {
      const [least, most] = bounds[name] as readonly [number, number];
      return { name, word, least, most };
    },
  );
}
