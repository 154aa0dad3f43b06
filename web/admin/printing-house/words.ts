import { defineOfficeWords } from "../../shared/i18n/define-words.ts";
import { ja } from "./ja.ts";

/** Words of the part of an issue's page that is about a printing house. */
export const t = defineOfficeWords(ja, { en: () => import("./en.ts").then((module) => module.en) });
