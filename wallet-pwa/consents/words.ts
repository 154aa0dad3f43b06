import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about what residents accept and are asked. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
