import { A, useParams } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import {
  TRACE_SOURCES,
  type Trace,
  type TraceLine,
  type TracePoint,
  type TraceSource,
} from "../../../schema/api/traces.ts";
import { isBusinessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { subjectPage } from "../stops/subject-page.ts";
import { t as stopWord } from "../stops/words.ts";
import { leadsOn, pointText, whatText } from "./line-words.ts";
import styles from "./trace.module.css";
import { t } from "./words.ts";

const ROWS = 50;
const SOURCE_WORDS = {
  journal: "journal",
  "sign-in": "sign-in",
  staff: "staff-source",
  guess: "guess",
} as const;

/** A story, newest first: each name in it leads on, with a reason of its own. */
export default function StoryPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET traces/:id", { path: { id } }),
  );
  return (
    <Loaded load={load} value={load.value()} title={t("trace")}>
      {(trace) => (
        <>
          <header class="head">
            <A class="btn btn--icon" href="/trace" aria-label={t("again")}>
              <Icon name="back" />
            </A>
            <h1>{t("storyOf", { kind: t(trace().kind), name: trace().subjectName || t("nameless") })}</h1>
            <p class="quiet">
              {t("until")} <DateTime atMs={trace().untilMs} />
            </p>
            <Show when={subjectPage(trace().kind, trace().subjectId)}>
              {(href) => (
                <A class={`head__end ${buttonClass({ icon: "lock" })}`} href={href()}>
                  <Icon name="lock" />
                  {stopWord("toSubjectPlain")}
                </A>
              )}
            </Show>
          </header>
          <Story trace={trace()} />
        </>
      )}
    </Loaded>
  );
}

function Story(props: { trace: Trace }) {
  const [source, setSource] = createSignal<TraceSource | "">("");
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const filters = createMemo(
    () => ({
      ...(source() ? { source: source() as TraceSource } : {}),
      ...(isBusinessDate(from()) ? { from: from() } : {}),
      ...(isBusinessDate(to()) ? { to: to() } : {}),
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const list = createPageTurner(filters, (asked, after) =>
    api("GET traces/:id/lines", {
      path: { id: props.trace.traceId },
      query: { limit: ROWS, ...asked, ...(after === undefined ? {} : { after }) },
    }),
  );
  const file = () => `/api/traces/${props.trace.traceId}/file?${new URLSearchParams(filters())}`;
  const columns = createMemo<readonly Column<TraceLine>[]>(() => [
    { title: t("when"), cell: (line) => <DateTime atMs={line.atMs} seconds /> },
    { title: t("what"), head: true, cell: (line) => <What line={line} /> },
    { title: t("by"), cell: (line) => <Point point={line.by} own={props.trace} /> },
    {
      title: t("about"),
      cell: (line) => (
        <Show when={line.about} fallback={line.subject}>
          {(about) => <Point point={about()} own={props.trace} />}
        </Show>
      ),
    },
    {
      title: t("place"),
      cell: (line) => (
        <Point
          point={line.store && { kind: "store", id: line.store.storeId, name: line.store.name }}
          own={props.trace}
        />
      ),
    },
    {
      title: t("amount"),
      num: true,
      cell: (line) => (line.amountYen === null ? "" : moneyText(line.amountYen, "円", locale())),
    },
  ]);
  return (
    <section class="card stack">
      <div class={styles.fields}>
        <SelectField<TraceSource | "">
          label={t("source")}
          value={source()}
          options={[
            { value: "", label: t("all") },
            ...TRACE_SOURCES.map((value) => ({ value, label: t(SOURCE_WORDS[value]) })),
          ]}
          onChange={setSource}
        />
        <TextField label={t("from")} type="date" value={from()} onInput={setFrom} max={to()} />
        <TextField label={t("to")} type="date" value={to()} onInput={setTo} min={from()} />
        <a class={buttonClass({ icon: "download" })} href={file()} download="">
          <Icon name="download" />
          {t("file")}
        </a>
      </div>
      <PagedTable
        list={list}
        caption={t("trace")}
        columns={columns()}
        empty={{ text: t("empty"), icon: "history" }}
        class={styles.lines}
      />
    </section>
  );
}

/** What happened, and below it what else is known. */
function What(props: { line: TraceLine }) {
  const more = () => {
    const { reason, device, operationId } = props.line;
    return [
      ...(reason === null ? [] : [t("because", { reason })]),
      ...(device === null ? [] : [device]),
      ...(operationId === null ? [] : [t("operation", { id: operationId })]),
    ];
  };
  return (
    <>
      {whatText(props.line)}
      <For each={more()}>{(text) => <div class={`quiet ${styles.more}`}>{text}</div>}</For>
      <Show when={props.line.network}>
        {(network) => (
          <div>
            <Point point={network()} />
          </div>
        )}
      </Show>
    </>
  );
}

/** Somebody in a line and the way on to their story; the one it is about leads nowhere. */
function Point(props: { point: TracePoint | null; own?: Trace }) {
  const isOwn = (point: TracePoint) => props.own?.kind === point.kind && props.own.subjectId === point.id;
  return (
    <Show when={props.point}>
      {(point) => (
        <Show when={!isOwn(point()) && leadsOn(point())} fallback={pointText(point())}>
          <A
            class={styles.point}
            href={`/trace?kind=${point().kind}&value=${encodeURIComponent(point().id)}`}
            aria-label={t("walkOn", { name: pointText(point()) })}
          >
            {pointText(point())}
          </A>
        </Show>
      )}
    </Show>
  );
}
