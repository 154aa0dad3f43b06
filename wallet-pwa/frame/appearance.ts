import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../web/shared/client/storage.ts";

/** What a person may choose about the look, kept on the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const TEXT_SIZES = ["normal", "large", "largest"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const THEME_KEY = "tegata.theme";
const TEXT_KEY = "tegata.text";
/** On top of the phone's own text size. */
const TEXT_PERCENT: Readonly<Record<TextSize, string>> = { normal: "100%", large: "125%", largest: "150%" };

function stored<V extends string>(key: string, known: readonly V[], otherwise: V): V {
  const value = readStored(key);
  return known.find((one) => one === value) ?? otherwise;
}

const [currentTheme, setCurrentTheme] = createSignal<Theme>(stored(THEME_KEY, THEMES, "system"));
const [currentText, setCurrentText] = createSignal<TextSize>(stored(TEXT_KEY, TEXT_SIZES, "normal"));
export const theme = currentTheme;
export const textSize = currentText;

/** Puts the stored look on the page; called once before the first render. */
export function startAppearance(): void {
  show();
}

export function setTheme(next: Theme): void {
  setCurrentTheme(next);
  writeStored(THEME_KEY, next);
  show();
}

export function setTextSize(next: TextSize): void {
  setCurrentText(next);
  writeStored(TEXT_KEY, next);
  show();
}

function show(): void {
  const root = document.documentElement;
  if (currentTheme() === "system") delete root.dataset.theme;
  else root.dataset.theme = currentTheme();
  root.style.fontSize = TEXT_PERCENT[currentText()];
}
