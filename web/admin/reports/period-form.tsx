import { Show } from "solid-js";
import { isBusinessDate } from "../../../schema/calendar.ts";
import { FUND_ACCOUNTS } from "../../../schema/fund-account.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { accountWord } from "../fund/account-words.ts";
import type { QuestionParts } from "./report-question.ts";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** Of which programme, which days, and which date's records. */
export function PeriodForm(props: { of: QuestionParts; ofAccount: boolean }) {
  const accounts = () => {
    const own = FUND_ACCOUNTS.map((one) => ({ value: one as string, label: accountWord(one, null) }));
    const now = props.of.account();
    return own.some((one) => one.value === now)
      ? own
      : [...own, { value: now, label: accountWord(now, null) }];
  };
  return (
    <>
      <div class={styles.fields}>
        <Show when={props.of.programmes().length > 1}>
          <SelectField
            label={t("programme")}
            value={props.of.programmeId() as string}
            options={props.of.programmes().map((one) => ({
              value: one.programmeId as string,
              label: one.programmeName,
            }))}
            onChange={(programme) => props.of.set({ programme })}
          />
        </Show>
        <Show when={props.ofAccount}>
          <SelectField
            label={t("account")}
            value={props.of.account()}
            options={accounts()}
            onChange={(account) => props.of.set({ account })}
          />
        </Show>
        <TextField
          label={t("from")}
          type="date"
          value={props.of.from()}
          max={props.of.to()}
          onInput={(from) => props.of.set({ from })}
          error={isBusinessDate(props.of.from()) ? undefined : t("dayMissing")}
        />
        <TextField
          label={t("to")}
          type="date"
          value={props.of.to()}
          min={props.of.from()}
          onInput={(to) => props.of.set({ to })}
          error={
            isBusinessDate(props.of.to())
              ? props.of.backwards()
                ? t("fromAfterTo")
                : undefined
              : t("dayMissing")
          }
        />
      </div>
      <SelectField
        label={t("asOf")}
        class={styles.asOf}
        hint={t("asOfHint")}
        value={props.of.asOf() as string}
        options={[
          { value: "", label: t("asOfNow") },
          ...props.of.finals().map((one) => ({
            value: one.date as string,
            label: t("asOfDate", { date: dayText(one.date, locale()) }),
          })),
        ]}
        onChange={(asOf) => props.of.set({ asOf: asOf === "" ? undefined : asOf })}
      />
    </>
  );
}
