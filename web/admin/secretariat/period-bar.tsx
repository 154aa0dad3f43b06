import { Show } from "solid-js";
import { MAX_DASHBOARD_DAYS } from "../../../schema/limits.ts";
import { TextField } from "../../shared/components/field.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { Period } from "./asked-period.ts";
import styles from "./figures.module.css";
import { PERIODS } from "./period.ts";
import { t } from "./words.ts";

const FAULTS = {
  dayMissing: "periodDayMissing",
  fromAfterTo: "periodBackwards",
  tooLong: "periodTooLong",
} as const;

/** Which days the parts below tell of; on paper it says so in words. */
export function PeriodBar(props: { of: Period; told: { from: string; to: string } | undefined }) {
  const fault = () => {
    const code = props.of.fault();
    return code && t(FAULTS[code], { days: formatNumber(MAX_DASHBOARD_DAYS) });
  };
  return (
    <section class={styles.period} aria-label={t("period")}>
      <div class={`no-print ${styles.periodChoice}`}>
        <SwitchView
          label={t("period")}
          value={props.of.period()}
          options={PERIODS.map((value) => ({ value, label: t(`period_${value}`) }))}
          onChange={props.of.choose}
        />
        <Show when={props.of.period() === "own"}>
          <TextField
            label={t("periodFrom")}
            type="date"
            value={props.of.from()}
            max={props.of.to()}
            onInput={(from) => props.of.setDays({ from })}
          />
          <TextField
            label={t("periodTo")}
            type="date"
            value={props.of.to()}
            min={props.of.from()}
            onInput={(to) => props.of.setDays({ to })}
            error={fault()}
          />
        </Show>
      </div>
      <Show when={props.told}>
        {(told) => (
          <h2 class="card__title">
            {t("periodTold", { from: dayText(told().from, locale()), to: dayText(told().to, locale()) })}
          </h2>
        )}
      </Show>
    </section>
  );
}
