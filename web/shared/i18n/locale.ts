import { createSignal } from "solid-js";
import { LANGUAGES, type Language } from "../../../schema/languages.ts";
import { readStored, writeStored } from "../client/storage.ts";

/**
 * Languages of the wallet and the counter (LNG-1), each with a complete dictionary: one added here makes the type checker
 * name every dictionary that lacks it. `easy` is やさしい日本語.
 */
export const LOCALES = LANGUAGES;
export type Locale = Language;

/** Languages of the back offices, whose readers work in Japanese or with somebody who does. */
export const OFFICE_LOCALES = ["ja", "en"] as const satisfies readonly Locale[];

/** Languages of an office's easy mode: what the usual office says in Japanese it says in plain Japanese (EAS-5). */
export const EASY_OFFICE_LOCALES = ["easy", "en"] as const satisfies readonly Locale[];

/** Languages loaded on demand; Japanese is in the first bundle. */
export type OtherLocale = Exclude<Locale, "ja">;

/** Each language by its own name, for the chooser. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  ja: "日本語",
  easy: "やさしい日本語",
  en: "English",
  zh: "简体中文",
  ko: "한국어",
};

/** What `<html lang>` says to fonts and screen readers (BCP 47). */
export const LANGUAGE_TAGS: Readonly<Record<Locale, string>> = {
  ja: "ja",
  easy: "ja",
  en: "en",
  zh: "zh-Hans",
  ko: "ko",
};

/** The key of the stored choice, one for all apps of an origin. */
export const LOCALE_STORED_AS = "tegata.locale";
const [current, setCurrent] = createSignal<Locale>("ja");
const [offered, setOffered] = createSignal<readonly Locale[]>(LOCALES);
const loads = new Set<(locale: OtherLocale) => Promise<void>>();

/** The language of the screens now; reactive. */
export const locale = current;

/** The languages this app has; reactive. */
export const offeredLocales = offered;

/** Whether the reader can be shown Japanese words without others beside them. */
export function readsJapanese(locale: Locale): boolean {
  return locale === "ja" || locale === "easy";
}

/** Whether sentences are set apart by a space; Japanese and Chinese stops bring their own. */
export function writesSpaces(locale: Locale): boolean {
  return locale === "en" || locale === "ko";
}

/** Dictionaries announce here how they load another language; used by `defineWords` only. */
export function onLocaleLoad(load: (locale: OtherLocale) => Promise<void>): void {
  loads.add(load);
}

/**
 * Changes the language of every screen, loads what that needs first, sets `<html lang>` and stores the
 * choice. A dictionary that can't be loaded (offline) leaves the language as it was and answers false.
 */
export async function setLocale(next: Locale): Promise<boolean> {
  if (!(await show(next))) return false;
  writeStored(LOCALE_STORED_AS, next);
  return true;
}

/**
 * Called once before the first render: takes the stored choice, else, with `detect`, the first language of
 * the browser that we have (visitors' phones), else Japanese. Another tab's later choice is followed.
 */
export async function startLocale(options: {
  readonly detect: boolean;
  readonly offered?: readonly Locale[];
}): Promise<void> {
  if (options.offered) setOffered(options.offered);
  const browser = typeof navigator === "undefined" ? undefined : navigator;
  await show(
    chooseLocale(readStored(LOCALE_STORED_AS), options.detect ? (browser?.languages ?? []) : [], offered()),
  );
  if (typeof addEventListener !== "function") return;
  addEventListener("storage", (event) => {
    const chosen = offered().find((code) => code === event.newValue);
    if (event.key === LOCALE_STORED_AS && chosen) void show(chosen);
  });
}

/** Offers other languages from now on, and shows the stored choice where it is among them, else the first. */
export async function offerLocales(next: readonly [Locale, ...Locale[]]): Promise<void> {
  setOffered(next);
  const stored = readStored(LOCALE_STORED_AS);
  await show(next.find((code) => code === stored) ?? next[0]);
}

/** Picks a language of those offered: the stored choice, else the first that is wished for, else Japanese. */
export function chooseLocale(
  stored: string | null,
  wanted: readonly string[],
  offered: readonly Locale[] = LOCALES,
): Locale {
  const known = offered.find((code) => code === stored);
  if (known) return known;
  for (const tag of wanted) {
    const match = offered.find((code) => tag === code || tag.startsWith(`${code}-`));
    if (match) return match;
  }
  return "ja";
}

async function show(next: Locale): Promise<boolean> {
  if (next !== "ja") {
    const done = await Promise.allSettled([...loads].map((load) => load(next)));
    if (done.some((one) => one.status === "rejected")) return false;
  }
  setCurrent(next);
  if (typeof document !== "undefined") {
    document.documentElement.lang = LANGUAGE_TAGS[next];
    // Plain Japanese is Japanese to a screen reader and its own to the styles.
    document.documentElement.dataset.locale = next;
  }
  return true;
}
