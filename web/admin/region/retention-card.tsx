import { createSignal, Show } from "solid-js";
import type { Retention } from "../../../schema/api/retention.ts";
import { RETENTION_DAYS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import styles from "./region.module.css";
import { t } from "./words.ts";

/** After how many days refused applications, old lists and files of reports are erased (RET-1, RET-2, RET-4). */
export function RetentionCard() {
  const load = createLoad(
    () => true,
    () => api("GET region/retention"),
  );
  return (
    <section class={`card ${styles.page}`}>
      <div>
        <h2 class="card__title">{t("retention")}</h2>
        <p class="quiet">{t("retentionLead")}</p>
      </div>
      <Show when={load.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={load.value()} keyed fallback={<Show when={!load.trouble()}>{<GreyRows />}</Show>}>
        {(now) => <Days now={now} onSaved={load.take} />}
      </Show>
    </section>
  );
}

/** A number of days within what a region may set; undefined for anything else. */
function daysOf(text: string): number | undefined {
  const digits = text.normalize("NFKC").replace(/[\s,]/g, "");
  const days = /^\d{1,4}$/.test(digits) ? Number(digits) : 0;
  return days >= RETENTION_DAYS.least && days <= RETENTION_DAYS.most ? days : undefined;
}

function Days(props: { now: Retention; onSaved: (now: Retention) => void }) {
  const [application, setApplication] = createSignal(String(props.now.applicationDays));
  const [list, setList] = createSignal(String(props.now.importDays));
  const [report, setReport] = createSignal(String(props.now.reportDays));
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const because = () => {
    if (!may("region.manage")) return t("readOnlyDays");
    return online() ? undefined : problemText("offline");
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const [applicationDays, importDays, reportDays] = [
      daysOf(application()),
      daysOf(list()),
      daysOf(report()),
    ];
    if (busy() || because()) return;
    if (applicationDays === undefined || importDays === undefined || reportDays === undefined) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("PUT region/retention", { body: { applicationDays, importDays, reportDays } });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    say(t("daysSaved"));
    props.onSaved(answer.value);
  };
  return (
    <form class={styles.form} onSubmit={save} novalidate>
      <div class={styles.fields}>
        <DaysField
          label={t("applicationDays")}
          hint={t("applicationDaysHint")}
          value={application()}
          onInput={setApplication}
        />
        <DaysField label={t("importDays")} hint={t("importDaysHint")} value={list()} onInput={setList} />
        <DaysField label={t("reportDays")} hint={t("reportDaysHint")} value={report()} onInput={setReport} />
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.actions}>
        <Button type="submit" busy={busy()} busyLabel={t("daysSaving")} blockedBecause={because()}>
          {t("daysSave")}
        </Button>
        <Show when={props.now.setAtMs}>
          {(atMs) => (
            <span class="small quiet">
              <DateTime atMs={atMs()} /> {props.now.setByName}
            </span>
          )}
        </Show>
      </div>
    </form>
  );
}

function DaysField(props: { label: string; hint: string; value: string; onInput: (text: string) => void }) {
  const wrong = () =>
    daysOf(props.value) === undefined
      ? t("daysWrong", {
          least: formatNumber(RETENTION_DAYS.least),
          most: formatNumber(RETENTION_DAYS.most),
        })
      : undefined;
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      inputmode="numeric"
      required
      maxlength={6}
      value={props.value}
      onInput={props.onInput}
      error={wrong()}
    />
  );
}
