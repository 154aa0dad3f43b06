import { actionsJa } from "../../../schema/staff-action-words.ts";
import { defineOfficeWords } from "../../shared/i18n/define-words.ts";

/** What staff did, by the log's names of it. */
export const actionText = defineOfficeWords(actionsJa, {
  en: () => import("./actions-en.ts").then((module) => module.actionsEn),
});
