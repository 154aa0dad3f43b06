import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the page where sheets that were printed ahead are handed over. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
