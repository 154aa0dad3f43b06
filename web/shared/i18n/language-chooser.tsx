import { For } from "solid-js";
import { LOCALE_NAMES, LOCALES, locale, setLocale } from "./locale.ts";
import { t } from "./words.ts";

/** Chooses the language of the screens; each language is written in itself. */
export function LanguageChooser() {
  return (
    <fieldset class="switch" aria-label={t("language")}>
      <For each={LOCALES}>
        {(code) => (
          <button
            type="button"
            lang={code}
            aria-pressed={locale() === code}
            onClick={() => void setLocale(code)}
          >
            {LOCALE_NAMES[code]}
          </button>
        )}
      </For>
    </fieldset>
  );
}
