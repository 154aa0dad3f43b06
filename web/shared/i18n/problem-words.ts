import { createSignal } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { locale, type OtherLocale, onLocaleLoad, writesSpaces } from "./locale.ts";
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

const LOADS: { readonly [L in OtherLocale]: () => Promise<ProblemDictionary> } = {
  easy: () => import("./problems-easy.ts").then((module) => module.problemsEasy),
  en: () => import("./problems-en.ts").then((module) => module.problemsEn),
  zh: () => import("./problems-zh.ts").then((module) => module.problemsZh),
  ko: () => import("./problems-ko.ts").then((module) => module.problemsKo),
};

const [loaded, setLoaded] = createSignal<Partial<Record<OtherLocale, ProblemDictionary>>>({});
onLocaleLoad(async (wanted) => {
  if (loaded()[wanted]) return;
  const words = await LOADS[wanted]();
  setLoaded((before) => ({ ...before, [wanted]: words }));
});

/** The words for a problem in the language of the screens; an unknown code (newer server) gets the general ones. */
export function problemWords(code: ProblemCode | ClientCode): ProblemWords {
  const chosen = locale();
  const words = (chosen === "ja" ? undefined : loaded()[chosen]) ?? problemsJa;
  return words[code] ?? words.internal;
}

/** Both sentences as one text. */
export function problemText(code: ProblemCode | ClientCode): string {
  const { what, next } = problemWords(code);
  return `${what}${writesSpaces(locale()) ? " " : ""}${next}`;
}
