import { Show } from "solid-js";
import { businessDate } from "../../../schema/calendar.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { readTerms, termsDue } from "./due.ts";
import { t } from "./words.ts";

/** Asks, on every screen, for terms that are not accepted yet (S25). */
export function TermsBanner() {
  return (
    <Show when={termsDue()[0]}>
      {(one) => (
        <Note tone="warn" announce="polite">
          <p>
            {t("dueBanner", {
              title: one().title,
              version: String(one().version),
              date: dayText(businessDate(one().blocksFromMs), locale()),
            })}
          </p>
          <Button onPress={() => readTerms(one().termsId)}>{t("read")}</Button>
        </Note>
      )}
    </Show>
  );
}
