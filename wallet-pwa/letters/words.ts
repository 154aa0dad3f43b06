import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about letters of stores. */
export const t = defineWords(ja, {
  easy: () => import("./easy.ts").then((module) => module.easy),
  en: () => import("./en.ts").then((module) => module.en),
  zh: () => import("./zh.ts").then((module) => module.zh),
  ko: () => import("./ko.ts").then((module) => module.ko),
});
