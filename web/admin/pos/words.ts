import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about till systems: their keys, and the addresses that hear of payments. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
