import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of letters of stores. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
