import { A } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import { anyProgramme, NoProgramme } from "../secretariat/no-programme.tsx";
import { may } from "../session/membership.ts";
import { isReadable, REPORT_GROUPS } from "./kinds.ts";
import { PackageCard } from "./package-card.tsx";
import { ReportFiles } from "./report-files.tsx";
import styles from "./reports.module.css";
import { t } from "./words.ts";

const GROUPS = Object.entries(REPORT_GROUPS) as readonly [
  keyof typeof REPORT_GROUPS,
  (typeof REPORT_GROUPS)[keyof typeof REPORT_GROUPS],
][];

/** Every report there is, and every file so far. */
export default function ReportsPage() {
  const [asked, setAsked] = createSignal<ReportBody>();
  return (
    <>
      <header class="head">
        <h1>{t("reports")}</h1>
        <p class="quiet">{t("reportsLead")}</p>
      </header>
      <Show when={anyProgramme()} fallback={<NoProgramme icon="doc" />}>
        <For each={GROUPS}>
          {([group, kinds]) => (
            <section class="card">
              <h2 class="card__title">{t(group)}</h2>
              <ul class={styles.kinds}>
                <For each={kinds.filter(isReadable)}>
                  {(kind) => (
                    <li>
                      <A class={styles.kind ?? ""} href={`/reports/${kind}`}>
                        <span class="strong">{t(kind)}</span>
                        <span class="small quiet">{t(`${kind}Lead`)}</span>
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
        <Show when={may("report.create") && may("log.read")}>
          <PackageCard onAsked={setAsked} />
        </Show>
        <ReportFiles asked={asked()} />
      </Show>
    </>
  );
}
