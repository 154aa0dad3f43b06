import { CODE_WORDS, COLUMN_WORDS } from "../../../schema/report-words.ts";
import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the reports' screens. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });

/** Headings of columns; in Japanese the very words of the files. */
export const columnWord = defineOfficeWords(COLUMN_WORDS, {
  en: () => import("./columns-en.ts").then((module) => module.columnsEn),
});

/** Words of the codes in cells. */
export const codeWord = defineOfficeWords(CODE_WORDS, {
  en: () => import("./codes-en.ts").then((module) => module.codesEn),
});
