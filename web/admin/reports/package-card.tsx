import { createMemo, createSignal, Show } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { fiscalYears } from "./fiscal-year.ts";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** Asks for everything of a fiscal year in one file, as of the last final date (RPT-7). */
export function PackageCard(props: { onAsked: (report: ReportBody) => void }) {
  const programmes = () => staffSession.me()?.programmes ?? [];
  const [programmeId, setProgrammeId] = createSignal<string>(programmes()[0]?.programmeId ?? "");
  const seals = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET seals", { query: { limit: 1 } }),
  );
  const finalOn = () => seals.value()?.rows[0]?.date;
  const years = createMemo(() => {
    const date = finalOn();
    return date === undefined ? [] : fiscalYears(date);
  });
  const [chosen, setChosen] = createSignal<string>();
  const year = () => years().find((one) => String(one.year) === chosen()) ?? years()[0];
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const because = () => {
    if (finalOn() === undefined) return t("packageNoSeal");
    return online() ? undefined : problemText("offline");
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const [of, asOf] = [year(), finalOn()];
    if (busy() || because() || !of || !asOf) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST reports/packages", {
      body: { programmeId: programmeId(), from: of.from, to: of.to, asOf },
    });
    setBusy(false);
    if (answer.ok) props.onAsked(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <form class={`card ${styles.ask}`} onSubmit={submit} novalidate>
      <div>
        <h2 class="card__title">{t("packageTitle")}</h2>
        <p class="quiet">{t("packageLead")}</p>
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show when={seals.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void seals.reload()} />}
      </Show>
      <div class={styles.makeRow}>
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
        <Show when={year()}>
          {(now) => (
            <SelectField
              label={t("packageYear")}
              value={String(now().year)}
              options={years().map(({ year: of, from, to }) => ({
                value: String(of),
                label: t("fiscalYear", {
                  year: String(of),
                  from: dayText(from, locale()),
                  to: dayText(to, locale()),
                }),
              }))}
              onChange={setChosen}
            />
          )}
        </Show>
        <Show when={seals.value()}>
          <Button type="submit" icon="doc" busy={busy()} busyLabel={t("making")} blockedBecause={because()}>
            {t("packageMake")}
          </Button>
        </Show>
      </div>
    </form>
  );
}
