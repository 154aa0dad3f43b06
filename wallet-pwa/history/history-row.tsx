import { Show } from "solid-js";
import type { HistoryRow } from "../../schema/api/history.ts";
import { Expiry, TimeOfDay } from "../../web/shared/components/date-time.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { ROW_WORDS } from "./line-words.ts";

/** Who is on the other side of a row, in a word. */
export function partyOf(row: HistoryRow): string {
  if (row.store) return row.store.name;
  return row.kind === "charge" ? t("paper") : t("fromOffice");
}

/** One row of the history; pressing it shows everything about it. */
export function HistoryRowLine(props: { row: HistoryRow; unit: string; onOpen: () => void }) {
  const words = () => ROW_WORDS[props.row.kind];
  return (
    <button type="button" class="list__row" onClick={() => props.onOpen()}>
      <Icon name={words().icon} />
      <span class="list__main">
        <span class="row row--apart">
          <span class="strong">{partyOf(props.row)}</span>
          <Show when={props.row.amountYen !== 0}>
            <Yen amount={props.row.amountYen} unit={props.unit} signed />
          </Show>
        </span>
        <span class="quiet small row row--apart">
          <span>
            {t(words().word)} <TimeOfDay atMs={props.row.atMs} />
          </span>
          <Show when={props.row.receiptNumber}>
            {(number) => <span>{t("receipt", { number: number() })}</span>}
          </Show>
        </span>
        <Show when={props.row.expiresOn}>
          {(date) => (
            <span class="quiet small">
              {t("expiryIs")} <Expiry expiresOn={date()} />
            </span>
          )}
        </Show>
        <Show when={props.row.reversedYen > 0}>
          <span class="quiet small">
            {t("reversed", { amount: moneyText(props.row.reversedYen, props.unit, locale()) })}
          </span>
        </Show>
      </span>
    </button>
  );
}
