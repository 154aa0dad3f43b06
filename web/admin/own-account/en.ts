import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about one's own sign-in, in English. */
export const en: Translation<typeof ja> = {
  title: "Your sign-in",
  password: "Password",
  passwordLead: "Changing it signs every other place out.",
};
