import { createSignal, Show } from "solid-js";
import type { ReportBody, ReportFormat } from "../../../schema/api/reports.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { FormatField } from "./format-field.tsx";
import type { Question } from "./report-question.ts";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** Asks for a file of what the screen shows. */
export function MakeFile(props: { question: Question; onAsked: (report: ReportBody) => void }) {
  const [format, setFormat] = createSignal<ReportFormat>("csv");
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !online()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST reports", { body: { ...props.question, format: format() } });
    setBusy(false);
    if (answer.ok) props.onAsked(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <form class={styles.make} onSubmit={submit} novalidate>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.makeRow}>
        <FormatField value={format()} onChange={setFormat} />
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
