import { createSignal } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { locale, onLocaleLoad } from "./locale.ts";
import { problemsJa } from "./problems-ja.ts";

/** What happened, then what to do about it: one sentence each, never a code, never blame. */
export interface ProblemWords {
  readonly what: string;
  readonly next: string;
}

/** One entry per code of `schema/errors.ts`; a missing one fails the type check. */
export type ProblemDictionary = { readonly [Code in ProblemCode | ClientCode]: ProblemWords };

/** What can go wrong before any reply of ours arrived, or between a person and their device. */
export type ClientCode =
  | "offline"
  | "lost-reply"
  | "unreadable-reply"
  | "passkey-cancelled"
  | "passkey-exists"
  | "passkey-impossible";

const [english, setEnglish] = createSignal<ProblemDictionary>();
onLocaleLoad(async () => {
  if (english()) return;
  const { problemsEn } = await import("./problems-en.ts");
  setEnglish(() => problemsEn);
});

/** The words for a problem in the language of the screens; an unknown code (newer server) gets the general ones. */
export function problemWords(code: ProblemCode | ClientCode): ProblemWords {
  const words = (locale() === "en" ? english() : undefined) ?? problemsJa;
  return words[code] ?? words.internal;
}

/** Both sentences as one text. */
export function problemText(code: ProblemCode | ClientCode): string {
  const { what, next } = problemWords(code);
  return locale() === "ja" ? `${what}${next}` : `${what} ${next}`;
}
