import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../web/shared/client/storage.ts";

/** What a person may choose about the look, kept on the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const TEXT_SIZES = ["normal", "large", "largest"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const THEME_KEY = "tegata.theme";
const TEXT_KEY = "tegata.text";
const EASY_KEY = "tegata.easy";
/** On top of the phone's own text size. */
const TEXT_PERCENT: Readonly<Record<TextSize, number>> = { normal: 100, large: 125, largest: 150 };
/** The easy mode is never smaller. */
const EASY_PERCENT = 125;

/** How large letters are, in percent of the phone's own size. */
export function textPercent(size: TextSize, easyMode: boolean): number {
  return Math.max(TEXT_PERCENT[size], easyMode ? EASY_PERCENT : 0);
}

function stored<V extends string>(key: string, known: readonly V[], otherwise: V): V {
  const value = readStored(key);
  return known.find((one) => one === value) ?? otherwise;
}

const [currentTheme, setCurrentTheme] = createSignal<Theme>(stored(THEME_KEY, THEMES, "system"));
const [currentText, setCurrentText] = createSignal<TextSize>(stored(TEXT_KEY, TEXT_SIZES, "normal"));
const [currentEasy, setCurrentEasy] = createSignal(readStored(EASY_KEY) === "on");
export const theme = currentTheme;
/** Whether this device shows the easy mode: larger, and no more than what is needed (EAS-1). */
export const easy = currentEasy;
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

export function setEasy(next: boolean): void {
  setCurrentEasy(next);
  writeStored(EASY_KEY, next ? "on" : "off");
  show();
}

function show(): void {
  const root = document.documentElement;
  if (currentTheme() === "system") delete root.dataset.theme;
  else root.dataset.theme = currentTheme();
  root.toggleAttribute("data-easy", currentEasy());
  root.style.fontSize = `${textPercent(currentText(), currentEasy())}%`;
}
