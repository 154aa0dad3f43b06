import { createSignal } from "solid-js";
import { SECOND_LANGUAGES, type SecondLanguage } from "../../../schema/sheet-words.ts";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** What stands beside the Japanese on a sheet, or nothing. */
export type Second = SecondLanguage | "none";

const STORED_AS = "tegata.admin.sheet-language";
const [second, set] = createSignal<Second>(storedSecond(readStored(STORED_AS)));

/** The second language of this desk's sheets; reactive, remembered on the device. English until somebody chooses. */
export const chosenSecond = second;

/** Changes it for this and later prints. */
export function chooseSecond(next: Second): void {
  writeStored(STORED_AS, next);
  set(next);
}

/** What a device remembers. */
export function storedSecond(text: string | null): Second {
  return text === "none" ? text : (SECOND_LANGUAGES.find((one) => one === text) ?? "en");
}
