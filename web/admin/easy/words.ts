import { defineEasyOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the office's easy mode. */
export const t = defineEasyOfficeWords(ja, {
  easy: () => import("./easy.ts").then((module) => module.easy),
  en: () => import("./en.ts").then((module) => module.en),
});
