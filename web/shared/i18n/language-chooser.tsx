import { For, Show } from "solid-js";
import { Icon } from "../icons/icon.tsx";
import { LANGUAGE_TAGS, LOCALE_NAMES, type Locale, locale, offeredLocales, setLocale } from "./locale.ts";
import { t } from "./words.ts";

/** What fits beside a page's title; more languages are a list. */
const SWITCHED = 2;

/** Chooses the language of the screens; each language is written in itself, and a globe says it to who reads none of them. */
export function LanguageChooser() {
  return (
    <Show when={offeredLocales().length > SWITCHED} fallback={<LanguageSwitch />}>
      <LanguageList />
    </Show>
  );
}

function LanguageSwitch() {
  return (
    <fieldset class="switch" aria-label={t("language")}>
      <For each={offeredLocales()}>
        {(code) => (
          <button
            type="button"
            lang={LANGUAGE_TAGS[code]}
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

function LanguageList() {
  let list!: HTMLSelectElement;
  const choose = async (wanted: Locale) => {
    // A language that could not be fetched isn't shown: the list has to say which one is.
    if (!(await setLocale(wanted))) list.value = locale();
  };
  return (
    <span class="languages">
      <Icon name="globe" />
      <select
        ref={list}
        aria-label={t("language")}
        value={locale()}
        onChange={(event) => void choose(event.currentTarget.value as Locale)}
      >
        <For each={offeredLocales()}>
          {(code) => (
            <option value={code} lang={LANGUAGE_TAGS[code]} selected={locale() === code}>
              {LOCALE_NAMES[code]}
            </option>
          )}
        </For>
      </select>
    </span>
  );
}
