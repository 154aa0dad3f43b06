import { defineWords } from "./define-words.ts";
import { ja } from "./ja.ts";

/** Words of the common components. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
