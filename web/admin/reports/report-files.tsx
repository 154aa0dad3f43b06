import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import type { ReportBody } from "../../../schema/api/reports.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { ReportList } from "./report-list.tsx";
import styles from "./reports.module.css";
import { t } from "./words.ts";

/** While a report is being made its progress is asked for this often. */
const PROGRESS_EVERY_MS = 1_000;
const ROWS = 20;

/** Every file that was asked for in the region, newest first; those being made show how far they are. */
export function ReportFiles(props: { asked?: ReportBody | undefined }) {
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) => api("GET reports", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  /** Newer words on reports than the page that was read: of those being made, and just asked for. */
  const [fresh, setFresh] = createSignal<Readonly<Record<string, ReportBody>>>({});
  const rows = createMemo(() => list.rows()?.map((one) => fresh()[one.reportId] ?? one));
  const took = (report: ReportBody) => setFresh((before) => ({ ...before, [report.reportId]: report }));

  createEffect(() => {
    if (!props.asked) return;
    took(props.asked);
    void list.load.reload();
  });
  createEffect(() => {
    const working = rows()?.filter((one) => one.state === "queued" || one.state === "running") ?? [];
    if (working.length === 0) return;
    const timer = setTimeout(async () => {
      const answers = await Promise.all(
        working.map((one) => api("GET reports/:id", { path: { id: one.reportId } })),
      );
      for (const answer of answers) if (answer.ok) took(answer.value);
      // A reading that failed changes nothing, and so would start no next one.
      if (answers.every((answer) => !answer.ok)) setFresh((before) => ({ ...before }));
    }, PROGRESS_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });

  return (
    <section class={`card ${styles.list}`}>
      <h2 class="card__title">{t("reportList")}</h2>
      <Listing
        rows={rows()}
        problem={list.load.trouble()?.code}
        onRetry={() => void list.load.reload()}
        empty={{ text: t("reportListEmpty"), icon: "doc" }}
      >
        {(shown) => (
          <ReportList
            rows={shown}
            busy={list.load.busy()}
            onNext={list.onNext()}
            onPrevious={list.onPrevious()}
          />
        )}
      </Listing>
    </section>
  );
}
