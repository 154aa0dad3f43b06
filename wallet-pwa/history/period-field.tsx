import { Show } from "solid-js";
import { businessDate } from "../../schema/calendar.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { SelectField, TextField } from "../../web/shared/components/field.tsx";
import styles from "./history.module.css";
import { type ChosenPeriod, datesOf, isBackwards, PERIODS } from "./history-filter.ts";
import { t } from "./words.ts";

/** Chooses a span of time: one of the usual ones, or between two dates. */
export function PeriodField(props: { value: ChosenPeriod; onChange: (value: ChosenPeriod) => void }) {
  const change = (part: Partial<ChosenPeriod>) => props.onChange({ ...props.value, ...part });
  const backwards = () => isBackwards(datesOf(props.value, businessDate(serverNow())));
  return (
    <>
      <SelectField
        class={styles.period}
        label={t("period")}
        value={props.value.period}
        options={PERIODS.map((period) => ({ value: period, label: t(`period-${period}`) }))}
        onChange={(period) => change({ period })}
      />
      <Show when={props.value.period === "own"}>
        <div class={styles.dates}>
          <TextField
            label={t("from")}
            type="date"
            value={props.value.from}
            onInput={(from) => change({ from })}
          />
          <TextField
            label={t("to")}
            type="date"
            value={props.value.to}
            error={backwards() ? t("backwards") : undefined}
            onInput={(to) => change({ to })}
          />
        </div>
      </Show>
    </>
  );
}
