import { SECOND_LANGUAGES } from "../../../schema/sheet-words.ts";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { LOCALE_NAMES } from "../../shared/i18n/locale.ts";
import { chooseSecond, chosenSecond, type Second } from "./second-language.ts";
import { t } from "./words.ts";

/** Japanese alone, or with one more language beside it. */
export function LanguageSwitch() {
  const options = (): readonly { value: Second; label: string }[] => [
    { value: "none", label: t("onlyJapanese") },
    ...SECOND_LANGUAGES.map((value) => ({ value, label: `＋ ${LOCALE_NAMES[value]}` })),
  ];
  return (
    <SwitchView label={t("language")} value={chosenSecond()} options={options()} onChange={chooseSecond} />
  );
}
