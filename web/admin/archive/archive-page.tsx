import { A } from "@solidjs/router";
import type { ArchiveDayBody } from "../../../schema/api/archive.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { HowToVerify } from "./how-to-verify.tsx";
import { ArchiveTabs } from "./tabs.tsx";
import { t } from "./words.ts";

const ROWS = 31;

/** Dates whose books are final, and where the archive is with each; how to check it without this system (AUD-7). */
export default function ArchivePage() {
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) =>
      api("GET archive/days", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns: readonly Column<ArchiveDayBody>[] = [
    { title: t("dateCol"), head: true, cell: (day) => <DayLink day={day} /> },
    {
      title: t("sealedCol"),
      cell: (day) => (day.sealedAtMs === null ? "" : <DateTime atMs={day.sealedAtMs} />),
    },
    { title: t("archivedCol"), cell: (day) => (day.archived ? t("archivedAt") : t("notArchived")) },
    {
      title: t("witnessCol"),
      cell: (day) => (day.archived && day.archived.sentAtMs !== null ? t("sent") : t("notSent")),
    },
  ];
  return (
    <>
      <header class="head">
        <h1>{t("archive")}</h1>
        <p class="quiet">{t("archiveLead")}</p>
      </header>
      <ArchiveTabs />
      <HowToVerify />
      <section class="card">
        <h2 class="card__title">{t("daysTitle")}</h2>
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("noDays"), icon: "calendar" }}
        >
          {(rows) => (
            <DataTable
              caption={t("daysTitle")}
              columns={columns}
              rows={rows}
              busy={list.load.busy()}
              onNext={list.onNext()}
              onPrevious={list.onPrevious()}
            />
          )}
        </Listing>
      </section>
    </>
  );
}

/** An archived date leads to what its manifest says. */
function DayLink(props: { day: ArchiveDayBody }) {
  return props.day.archived ? (
    <A href={`/archive/${props.day.date}`}>
      <Day date={props.day.date} />
    </A>
  ) : (
    <Day date={props.day.date} />
  );
}
