import { A, useParams } from "@solidjs/router";
import { createEffect, Match, onCleanup, Show, Switch } from "solid-js";
import type { ImportBody, Mapping } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { Steps } from "../../shared/components/steps.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { ApplyPanel } from "./apply-panel.tsx";
import { CheckedView } from "./checked-view.tsx";
import { faultText } from "./finding-text.ts";
import { ImportState } from "./import-state.tsx";
import styles from "./imports.module.css";
import { MappingForm } from "./mapping-form.tsx";
import { RowList } from "./row-list.tsx";
import { Totals } from "./totals.tsx";
import { Undo } from "./undo.tsx";
import { t } from "./words.ts";

/** While a job works on the import its progress is asked for this often. */
const PROGRESS_EVERY_MS = 1_000;
/** Taking back waits for minutes; nobody needs to know within a second. */
const UNDOING_EVERY_MS = 5_000;

const AT_STEP: { readonly [S in ImportBody["state"]]: number } = {
  mapping: 0,
  checking: 1,
  unreadable: 1,
  ready: 1,
  applying: 2,
  done: 3,
  undoing: 3,
  undone: 3,
};

/** Whether something was made of it: then there is a result to see, and a way back, also without its file. */
const isApplied = ({ state }: ImportBody) => state === "done" || state === "undoing" || state === "undone";

/** One file on its way in: columns, check, result, and the way back. */
export default function ImportPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET imports/:id", { path: { id } }),
  );
  createEffect(() => {
    const state = load.value()?.state;
    // Read again also after a reading that failed: then only the trouble is new.
    load.trouble();
    if (state !== "checking" && state !== "applying" && state !== "undoing") return;
    const everyMs = state === "undoing" ? UNDOING_EVERY_MS : PROGRESS_EVERY_MS;
    const timer = setTimeout(() => void load.reload(), everyMs);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/imports" aria-label={t("history")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
        <Show when={load.value()}>{(one) => <ImportState state={one().state} />}</Show>
      </header>
      <Show when={load.trouble()}>
        {(trouble) => (
          <ProblemNote
            code={trouble().code}
            onRetry={trouble().code === "not-found" ? undefined : () => void load.reload()}
          />
        )}
      </Show>
      <Show
        when={load.value()}
        fallback={
          <Show when={!load.trouble()}>
            <section class="card">
              <GreyRows />
            </section>
          </Show>
        }
      >
        {(one) => (
          <>
            <About of={one()} />
            <Show when={one().erasedAtMs}>
              {(atMs) => (
                <Note icon="clock">
                  <DateTime atMs={atMs()} /> {t("erased")}
                </Note>
              )}
            </Show>
            <Show when={one().erasedAtMs === null || isApplied(one())}>
              <Stage of={one()} onMoved={load.take} />
            </Show>
          </>
        )}
      </Show>
    </>
  );
}

/** Which file it is, and where in the procedure. */
function About(props: { of: ImportBody }) {
  return (
    <section class={`card card--tight ${styles.about}`}>
      <Steps steps={[t("stepColumns"), t("stepCheck"), t("stepWrite")]} current={AT_STEP[props.of.state]} />
      <p>
        <span class="strong">
          {t(`kind.${props.of.kind}`)}　{props.of.file.name}
        </span>{" "}
        <span class="small quiet">
          {t("encodingIs", {
            encoding: props.of.file.encoding === "utf-8" ? "UTF-8" : "Shift_JIS",
            size: formatNumber(Math.ceil(props.of.file.bytes / 1_024)),
          })}
        </span>
      </p>
    </section>
  );
}

/** What there is to see and to do at the stage it is at. */
function Stage(props: { of: ImportBody; onMoved: (one: ImportBody) => void }) {
  return (
    <Switch
      fallback={
        <>
          <Ended of={props.of} />
          <Totals of={props.of} />
          <RowList of={props.of} />
          <Undo of={props.of} onUndoing={props.onMoved} />
        </>
      }
    >
      <Match when={props.of.state === "mapping"}>
        <Columns of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "unreadable"}>
        <Note tone="danger" announce="alert">
          {props.of.fault ? faultText(props.of.fault) : t("state.unreadable")}
        </Note>
        <Columns of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "checking"}>
        <Working label={t("checking")} note={t("checkingNote")} done={props.of.rowsRead} />
      </Match>
      <Match when={props.of.state === "ready"}>
        <Checked of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "applying"}>
        <Working
          label={t("applying")}
          note={t("checkingNote")}
          done={props.of.made + props.of.rewritten}
          total={props.of.totals.new + (props.of.rewrites ? props.of.totals.changed : 0)}
        />
      </Match>
    </Switch>
  );
}

/** Choosing the columns, and checking with them. */
function Columns(props: { of: ImportBody; onMoved: (one: ImportBody) => void }) {
  const send = async (mapping: Mapping) => {
    const answer = await api("POST imports/:id/mapping", {
      path: { id: props.of.importId },
      body: { mapping },
    });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
  };
  return <MappingForm of={props.of} onChosen={send} />;
}

/** What was found, and going on with it. */
function Checked(props: { of: ImportBody; onMoved: (one: ImportBody) => void }) {
  return (
    <CheckedView
      totals={<Totals of={props.of} />}
      rows={<RowList of={props.of} />}
      panel={<ApplyPanel of={props.of} onApplying={props.onMoved} />}
      columns={<Columns of={props.of} onMoved={props.onMoved} />}
      chooseAgain={t("checkAgain")}
    />
  );
}

/** How far a job is; how many rows a file has is known when it has been read. */
function Working(props: { label: string; note: string; done: number; total?: number | undefined }) {
  return (
    <section class={`card ${styles.stack}`}>
      <Progress label={props.label} done={props.done} total={props.total} />
      <p class="quiet">{props.note}</p>
    </section>
  );
}

/** What came of it, in a sentence. */
function Ended(props: { of: ImportBody }) {
  const figures = () => ({
    made: formatNumber(props.of.made),
    rewritten: formatNumber(props.of.rewritten),
  });
  return (
    <Switch>
      <Match when={props.of.state === "undoing"}>
        <Note announce="polite" icon="clock">
          <p class="strong">{t("undoing")}</p>
          <p>{t("undoingNote")}</p>
        </Note>
      </Match>
      <Match when={props.of.state === "undone"}>
        <Note announce="polite">{t("undoneNote")}</Note>
      </Match>
      <Match when={props.of.fault}>
        {(fault) => (
          <Note tone="danger" announce="alert">
            {faultText(fault())}
          </Note>
        )}
      </Match>
      <Match when={props.of.held > 0}>
        <Note tone="warn" announce="polite">
          {t("heldNote", { count: formatNumber(props.of.held) })}
        </Note>
      </Match>
      <Match when={props.of.made + props.of.rewritten === 0}>
        <Note announce="polite">{t("doneNothing")}</Note>
      </Match>
      <Match when={props.of.state === "done"}>
        <Note tone="ok" announce="polite">
          {t("doneNote", figures())}
        </Note>
      </Match>
    </Switch>
  );
}
