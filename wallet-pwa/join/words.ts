import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the application form for shops. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
