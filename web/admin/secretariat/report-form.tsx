import { createSignal, Show } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** Final dates offered; older ones add nothing for a period that they all include. */
const SEALED_DATES = 100;

type Encoding = ReportBody["encoding"];

/** Asks for the list of transactions of a period: this month's days so far, unless told otherwise. */
export function ReportForm(props: { onAsked: (report: ReportBody) => void }) {
  const today = businessDate(serverNow());
  const programmes = () => staffSession.me()?.programmes ?? [];
  const [programmeId, setProgrammeId] = createSignal<string>(programmes()[0]?.programmeId ?? "");
  const [from, setFrom] = createSignal<string>(`${today.slice(0, 8)}01`);
  const [to, setTo] = createSignal<string>(today);
  const [encoding, setEncoding] = createSignal<Encoding>("utf-8");
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const seals = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET seals", { query: { limit: SEALED_DATES } }),
  );
  /** A file as of a date can't hold days after it. */
  const finals = () => seals.value()?.rows.filter((one) => one.date >= to()) ?? [];
  const [chosen, setChosen] = createSignal<string>("");
  const asOf = () => finals().find((one) => one.date === chosen())?.date;
  const backwards = () => isBusinessDate(from()) && isBusinessDate(to()) && to() < from();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !online() || backwards() || !isBusinessDate(from()) || !isBusinessDate(to())) return;
    const final = asOf();
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST reports", {
      body: {
        programmeId: programmeId(),
        kind: "transactions",
        from: from(),
        to: to(),
        encoding: encoding(),
        ...(final === undefined ? {} : { asOf: final }),
      },
    });
    setBusy(false);
    if (answer.ok) props.onAsked(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <form class={`card ${styles.ask}`} onSubmit={submit} novalidate>
      <div>
        <h2 class="card__title">{t("reportAsk")}</h2>
        <p class="quiet">{t("reportLead")}</p>
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.fields}>
        <Show when={programmes().length > 1}>
          <SelectField
            label={t("programme")}
            value={programmeId()}
            options={programmes().map((one) => ({
              value: one.programmeId as string,
              label: one.programmeName,
            }))}
            onChange={setProgrammeId}
          />
        </Show>
        <TextField
          label={t("from")}
          type="date"
          value={from()}
          max={to()}
          onInput={setFrom}
          error={isBusinessDate(from()) ? undefined : t("dayMissing")}
        />
        <TextField
          label={t("to")}
          type="date"
          value={to()}
          min={from()}
          onInput={setTo}
          error={isBusinessDate(to()) ? (backwards() ? t("fromAfterTo") : undefined) : t("dayMissing")}
        />
        <SelectField<Encoding>
          label={t("encoding")}
          value={encoding()}
          options={[
            { value: "utf-8", label: t("encodingUtf8") },
            { value: "shift_jis", label: t("encodingSjis") },
          ]}
          onChange={setEncoding}
        />
      </div>
      <SelectField
        label={t("asOf")}
        class={styles.asOf}
        hint={t("asOfHint")}
        value={asOf() ?? ""}
        options={[
          { value: "", label: t("asOfNow") },
          ...finals().map((one) => ({
            value: one.date as string,
            label: t("asOfDate", { date: dayText(one.date, locale()) }),
          })),
        ]}
        onChange={setChosen}
      />
      <div>
        <Button
          type="submit"
          tone="primary"
          icon="doc"
          busy={busy()}
          busyLabel={t("making")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("make")}
        </Button>
      </div>
    </form>
  );
}
