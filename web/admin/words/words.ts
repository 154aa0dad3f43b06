import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words that every screen of the back offices may need; each feature has its own besides. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
