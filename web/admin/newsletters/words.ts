import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of newsletters by mail. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
