import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the archive and the proof of the books. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
