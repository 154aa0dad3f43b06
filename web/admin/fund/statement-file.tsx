import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ReportFormat } from "../../../schema/api/reports.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { FormatField } from "../reports/format-field.tsx";
import { t } from "./words.ts";

/** Final dates offered; older ones add nothing for a period that they all include. */
const SEALED_DATES = 100;

/** Asks for the statement as a file; the reports' screen has it once it is made. */
export function StatementFile(props: {
  programmeId: string;
  account: string;
  accountName: string;
  from: string;
  to: string;
  onClose: () => void;
}) {
  const [format, setFormat] = createSignal<ReportFormat>("csv");
  const [asOf, setAsOf] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [asked, setAsked] = createSignal(false);
  const seals = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET seals", { query: { limit: SEALED_DATES } }),
  );
  /** A file as of a date can't hold days after it. */
  const finals = () => seals.value()?.rows.filter((one) => one.date >= props.to) ?? [];
  const ask = async () => {
    if (busy() || !online()) return;
    setBusy(true);
    setTrouble(undefined);
    const { programmeId, account, from, to } = props;
    const answer = await api("POST reports", {
      body: {
        programmeId,
        kind: "fund-statement",
        account,
        from,
        to,
        format: format(),
        ...(asOf() === "" ? {} : { asOf: asOf() }),
      },
    });
    setBusy(false);
    if (answer.ok) setAsked(true);
    else setTrouble(answer.error);
  };
  return (
    <Dialog
      open
      title={t("fileTitle")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <>
          <Button onPress={() => !busy() && props.onClose()}>{asked() ? t("close") : t("quit")}</Button>
          <Show
            when={asked()}
            fallback={
              <Button
                tone="primary"
                busy={busy()}
                busyLabel={t("making")}
                blockedBecause={online() ? undefined : problemText("offline")}
                onPress={() => void ask()}
              >
                {t("make")}
              </Button>
            }
          >
            <A class={buttonClass({ tone: "primary" })} href="/reports">
              {t("toReports")}
            </A>
          </Show>
        </>
      }
    >
      <p class="strong">
        {props.accountName} · <span class="nb">{dayText(props.from, locale())}</span> –{" "}
        <span class="nb">{dayText(props.to, locale())}</span>
      </p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show
        when={!asked()}
        fallback={
          <Note tone="ok" announce="polite">
            {t("fileAsked")}
          </Note>
        }
      >
        <FormatField value={format()} onChange={setFormat} />
        <SelectField
          label={t("asOf")}
          hint={t("asOfHint")}
          value={asOf()}
          options={[
            { value: "", label: t("asOfNow") },
            ...finals().map((one) => ({
              value: one.date as string,
              label: t("asOfDate", { date: dayText(one.date, locale()) }),
            })),
          ]}
          onChange={setAsOf}
        />
      </Show>
    </Dialog>
  );
}
