import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about finding a Pay to add. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
