import { For } from "solid-js";
import type { AuditRun } from "../../../schema/api/archive.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import styles from "./archive.module.css";
import { ArchiveTabs } from "./tabs.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** What the checks of all books came to, with the equation of each of the region's programmes (AUD-2, AUD-5). */
export default function VerificationPage() {
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) =>
      api("GET verification/audits", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns: readonly Column<AuditRun>[] = [
    { title: t("endedCol"), head: true, cell: (run) => <DateTime atMs={run.endedAtMs} /> },
    {
      title: t("resultCol"),
      cell: (run) => (
        <Badge tone={run.holds ? "ok" : "danger"} icon={run.holds ? "verified" : "warn"}>
          {run.holds ? t("holds") : t("broken")}
        </Badge>
      ),
    },
  ];
  return (
    <>
      <header class="head">
        <h1>{t("verification")}</h1>
        <p class="quiet">{t("verificationLead")}</p>
      </header>
      <ArchiveTabs />
      <section class="card">
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("noRuns"), icon: "verified" }}
        >
          {(rows) => (
            <>
              <Newest run={rows[0]} />
              <DataTable
                caption={t("verification")}
                columns={columns}
                rows={rows}
                busy={list.load.busy()}
                onNext={list.onNext()}
                onPrevious={list.onPrevious()}
              />
            </>
          )}
        </Listing>
      </section>
    </>
  );
}

/** Each programme's equation as the newest check on this page found it. */
function Newest(props: { run: AuditRun | undefined }) {
  const n = formatNumber;
  return (
    <ul class={styles.equations}>
      <For each={props.run?.programmes ?? []}>
        {(of) => (
          <li>
            <p class="strong">{t("figuresOf", { programme: of.programmeName })}</p>
            <p>
              {t("equation", {
                issued: n(of.issuedYen),
                granted: n(of.grantedYen),
                cancelled: n(of.cancelledYen),
                paid: n(of.paidYen),
                reversed: n(of.reversedYen),
                expired: n(of.expiredYen),
                held: n(of.heldYen),
              })}{" "}
              <span class="quiet">{t("difference", { amount: n(of.differenceYen) })}</span>
            </p>
          </li>
        )}
      </For>
    </ul>
  );
}
