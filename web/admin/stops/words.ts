import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about what is stopped, and about the way to stop something. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
