import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the easy mode. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
