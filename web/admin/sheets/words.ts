import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the print preview's controls; those on the sheet itself are in `sheet-words.ts`. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
