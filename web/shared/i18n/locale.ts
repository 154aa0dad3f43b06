import { createSignal } from "solid-js";
import { readStored, writeStored } from "../client/storage.ts";

/**
 * Languages with a complete dictionary in every app. A new one is added here first: the type checker then
 * names every dictionary that lacks it. Planned (B10): やさしい日本語, 简体中文, 한국어.
 */
export const LOCALES = ["ja", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** Languages loaded on demand; Japanese is in the first bundle. */
export type OtherLocale = Exclude<Locale, "ja">;

/** Each language by its own name, for the chooser. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { ja: "日本語", en: "English" };

const STORED_AS = "tegata.locale";
const [current, setCurrent] = createSignal<Locale>("ja");
const loads = new Set<(locale: OtherLocale) => Promise<void>>();

/** The language of the screens now; reactive. */
export const locale = current;

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
  writeStored(STORED_AS, next);
  return true;
}

/**
 * Called once before the first render: takes the stored choice, else, with `detect`, the first language of
 * the browser that we have (visitors' phones), else Japanese.
 */
export async function startLocale(options: { readonly detect: boolean }): Promise<void> {
  const wanted = options.detect && typeof navigator !== "undefined" ? navigator.languages : [];
  await show(chooseLocale(readStored(STORED_AS), wanted));
}

/** Picks a language: the stored choice if it still exists, else the first that matches, else Japanese. */
export function chooseLocale(stored: string | null, wanted: readonly string[]): Locale {
  const known = LOCALES.find((code) => code === stored);
  if (known) return known;
  for (const tag of wanted) {
    const match = LOCALES.find((code) => tag === code || tag.startsWith(`${code}-`));
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
  if (typeof document !== "undefined") document.documentElement.lang = next;
  return true;
}
