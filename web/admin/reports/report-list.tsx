import { createMemo, For, Match, Show, Switch } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { AUDIT_PACKAGE } from "../../../schema/report-columns.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { buttonClass } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { accountWord } from "../fund/account-words.ts";
import styles from "./reports.module.css";
import { columnWord, t } from "./words.ts";

/** Files with their progress, what they can't hold, and the hash by which each can be proved (ASOF-1). */
export function ReportList(props: {
  rows: readonly ReportBody[];
  busy: boolean;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}) {
  const programmeName = (id: string) =>
    staffSession.me()?.programmes.find((one) => one.programmeId === id)?.programmeName ?? id;
  const columns = createMemo<readonly Column<ReportBody>[]>(() => [
    {
      title: t("reportPeriod"),
      head: true,
      cell: (one) => (
        <div class={styles.period}>
          <span class="strong">
            {t("period", { from: dayText(one.from, locale()), to: dayText(one.to, locale()) })}
          </span>
          <br />
          <span class="small">
            {kindWord(one)} · {programmeName(one.programmeId)}
          </span>
          <br />
          <span class="small quiet">
            {one.asOf === null ? t("madeNow") : t("madeAsOf", { date: dayText(one.asOf, locale()) })}
          </span>
        </div>
      ),
    },
    {
      title: t("reportWhen"),
      cell: (one) => (
        <>
          <DateTime atMs={one.createdAtMs} />
          <br />
          <span class="small quiet">{one.createdByName}</span>
        </>
      ),
    },
    { title: t("reportState"), cell: (one) => <State report={one} /> },
    { title: t("reportFile"), cell: (one) => <File report={one} /> },
  ]);
  return (
    <DataTable
      caption={t("reportList")}
      columns={columns()}
      rows={props.rows}
      busy={props.busy}
      onNext={props.onNext}
      onPrevious={props.onPrevious}
      class={styles.table}
    />
  );
}

/** What a file is; of a statement its account. */
function kindWord(report: ReportBody): string {
  if (report.account === null) return t(report.kind);
  return t("statementOf", { account: accountWord(report.account, report.accountName) });
}

function State(props: { report: ReportBody }) {
  return (
    <Switch>
      <Match when={props.report.state === "queued"}>
        <Badge tone="off" icon="clock">
          {t("stateQueued")}
        </Badge>
      </Match>
      <Match when={props.report.state === "running"}>
        <div class={styles.progress}>
          <Progress
            label={t("stateRunning")}
            done={props.report.written}
            total={props.report.total ?? undefined}
          />
        </div>
      </Match>
      <Match when={props.report.state === "done"}>
        <Badge tone="ok" icon="check">
          {t("stateDone")}
        </Badge>
      </Match>
      <Match when={props.report.state === "failed"}>
        <Badge tone="danger" icon="warn">
          {t("stateFailed")}
        </Badge>
        <br />
        <span class="small quiet">
          {props.report.failure === null ? t("failedNext") : problemText(props.report.failure)}
        </span>
      </Match>
    </Switch>
  );
}

function File(props: { report: ReportBody }) {
  return (
    <Show when={props.report.state === "done" && props.report.file}>
      {(file) => (
        <div class={styles.file}>
          <Show when={!file().gone} fallback={<span class="small quiet">{t("gone")}</span>}>
            <a
              class={buttonClass({})}
              href={`/api/reports/${props.report.reportId}/file`}
              download={file().name}
              aria-label={`${t("download")} ${file().name}`}
            >
              <Icon name="download" />
              {t("download")}
            </a>
            <span class="small quiet">
              {file().name.split(".").at(-1)} · {writtenText(props.report)} ·{" "}
              {t("fileSize", { size: formatNumber(Math.ceil(file().bytes / 1_024)) })}
              <br />
              {t("keptUntil", { date: dayText(businessDate(file().keptUntilMs), locale()) })}
            </span>
          </Show>
          <Show when={file().sha256}>
            {(hash) => (
              <details class={styles.hash}>
                <summary>{t("hash")}</summary>
                <code>{hash()}</code>
              </details>
            )}
          </Show>
          <Show when={props.report.told.count > 0}>
            <ToldCells report={props.report} />
          </Show>
        </div>
      )}
    </Show>
  );
}

/** How much is in a file: rows, of a package files. */
function writtenText({ kind, written, total }: ReportBody): string {
  if (kind !== AUDIT_PACKAGE) return t("rowsOf", { count: formatNumber(written) });
  return t("filesDone", { done: formatNumber(written), total: formatNumber(total ?? written) });
}

/** How many of the told cells are listed on the screen. */
const TOLD_SHOWN = 20;

/** The cells that a file can't hold as they are, one by one (RPT-3). */
function ToldCells(props: { report: ReportBody }) {
  const told = () => props.report.told;
  const shown = () => told().cells.slice(0, TOLD_SHOWN);
  return (
    <details class={styles.hash}>
      <summary>
        <Badge tone="warn" icon="warn">
          {t("told", { count: formatNumber(told().count) })}
        </Badge>
      </summary>
      <Show when={props.report.format === "csv-shift-jis"}>
        <p>{t("toldNext")}</p>
      </Show>
      <ul>
        <For each={shown()}>
          {({ line, column, what, characters }) => (
            <li>
              {what === "characters"
                ? t("toldCharacters", { line: formatNumber(line), column: columnWord(column), characters })
                : t("toldTooLong", { line: formatNumber(line), column: columnWord(column) })}
            </li>
          )}
        </For>
        <Show when={told().count > shown().length}>
          <li>{t("toldMore", { count: formatNumber(told().count - shown().length) })}</li>
        </Show>
      </ul>
    </details>
  );
}
