import { defineWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of a bank's result file. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
