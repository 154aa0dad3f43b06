import { defineWords } from "../i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words about passkeys that the wallet, the counter and the back offices share. */
export const t = defineWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
