import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import type { ReportKind } from "../../../schema/report-columns.ts";
import { Missing } from "../frame/missing.tsx";
import { anyProgramme, NoProgramme } from "../secretariat/no-programme.tsx";
import { may } from "../session/membership.ts";
import { isReadable } from "./kinds.ts";
import { MakeFile } from "./make-file.tsx";
import { PeriodForm } from "./period-form.tsx";
import { ReportFiles } from "./report-files.tsx";
import { createQuestion } from "./report-question.ts";
import { ReportRows } from "./report-rows.tsx";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** One report of a period and a date: on the screen, and as a file. */
export default function ReportPage() {
  const params = useParams<{ kind: string }>();
  const kind = () => (isReadable(params.kind) ? params.kind : undefined);
  return (
    <Show when={kind()} keyed fallback={<Missing />}>
      {(which) => (
        <>
          <header class="head">
            <p>
              <A href="/reports">{t("back")}</A>
            </p>
            <h1>{t(which)}</h1>
            <p class="quiet">{t(`${which}Lead`)}</p>
          </header>
          <Show when={anyProgramme()} fallback={<NoProgramme icon="doc" />}>
            <Report kind={which} />
          </Show>
        </>
      )}
    </Show>
  );
}

function Report(props: { kind: ReportKind }) {
  const question = createQuestion(() => props.kind);
  const [asked, setAsked] = createSignal<ReportBody>();
  return (
    <>
      <section class={`card ${styles.ask}`}>
        <PeriodForm of={question} ofAccount={props.kind === "fund-statement"} />
        <Show when={question.question()}>{(now) => <ReportRows question={now()} />}</Show>
        <Show when={may("report.create") && question.question()}>
          {(now) => <MakeFile question={now()} onAsked={setAsked} />}
        </Show>
      </section>
      <ReportFiles asked={asked()} />
    </>
  );
}
