import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Dashboard } from "../../../schema/api/dashboard.ts";
import type { ReportKind } from "../../../schema/report-columns.ts";
import { Nothing } from "../../shared/components/list-states.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { type Share, ShareTable } from "../charts/share-table.tsx";
import { may } from "../session/membership.ts";
import styles from "./figures.module.css";
import { t } from "./words.ts";

/** Parts of what was used in the period, and the report that says the same of the same days (DSH-1). */
export function SharesCard(props: {
  title: string;
  over: string;
  icon: IconName;
  rows: readonly Share[];
  wholeYen: number;
  unit: string;
  board: Dashboard;
  report: ReportKind;
  children?: JSX.Element;
}) {
  return (
    <section class="card card--tight">
      <div class="row row--apart">
        <h2 class="card__title">{props.title}</h2>
        <Show when={may("report.read")}>
          <A class={`no-print ${styles.toReport}`} href={reportOf(props.board, props.report)}>
            {t("toReport")}
          </A>
        </Show>
      </div>
      {props.children}
      <Show when={props.rows.length > 0} fallback={<Nothing icon={props.icon} text={t("sharesEmpty")} />}>
        <ShareTable
          caption={props.title}
          over={props.over}
          rows={props.rows}
          wholeYen={props.wholeYen}
          unit={props.unit}
        />
      </Show>
    </section>
  );
}

function reportOf({ programmeId, from, to }: Dashboard, report: ReportKind): string {
  return `/reports/${report}?${new URLSearchParams({ programme: programmeId, from, to })}`;
}
