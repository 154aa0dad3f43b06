import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import type { HistoryRow } from "../../schema/api/history.ts";
import { Expiry, TimeOfDay } from "../../web/shared/components/date-time.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import type { HistoryLine } from "./history-lines.ts";
import { partyOf, ROW_WORDS } from "./line-words.ts";
import type { WayBack } from "./way-back.ts";

/** One line of the history; it leads to everything about it. */
export function HistoryLineRow(props: { line: HistoryLine; programmeId: string; unit: string }) {
  const location = useLocation();
  const back = (): WayBack => ({ list: location.pathname + location.search });
  return props.line.kind === "row" ? (
    <OperationRow row={props.line.row} programmeId={props.programmeId} unit={props.unit} back={back()} />
  ) : (
    <A
      class="list__row"
      href={`/wallet/history/${props.programmeId}/ended/${props.line.expiresOn}`}
      state={back()}
    >
      <Icon name="clock" />
      <span class="list__main">
        <span class="row row--apart">
          <span class="strong">{t("kindExpired")}</span>
          <Yen amount={-props.line.amountYen} unit={props.unit} />
        </span>
        <Expiry class="quiet small" expiresOn={props.line.expiresOn} />
      </span>
    </A>
  );
}

function OperationRow(props: { row: HistoryRow; programmeId: string; unit: string; back: WayBack }) {
  const words = () => ROW_WORDS[props.row.kind];
  return (
    <A
      class="list__row"
      href={`/wallet/history/${props.programmeId}/${props.row.operationId}`}
      state={props.back}
    >
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
    </A>
  );
}
