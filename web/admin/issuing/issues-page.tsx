import { A } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may, membership } from "../session/membership.ts";
import { IssueState } from "./issue-state.tsx";
import { t } from "./words.ts";

/** Rows that fit a desk's screen with room to spare. */
const ROWS = 20;

/** Every issue the person may see, newest first. */
export default function IssuesPage() {
  const list = createPageTurner(
    () => membership()?.organisationId,
    (_, after) => api("GET issues", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<IssueBody>[]>(() => [
    {
      title: t("colWhen"),
      head: true,
      cell: (one) => (
        <A href={`/issues/${one.issueId}`}>
          <span>
            <DateTime atMs={one.createdAtMs} />
          </span>
        </A>
      ),
    },
    { title: t("colState"), cell: (one) => <IssueState state={one.state} /> },
    { title: t("colReference"), cell: (one) => one.stay?.reference ?? t("noReference") },
    { title: t("colPlace"), cell: (one) => one.branchName },
    { title: t("colUseBy"), cell: (one) => <Day date={one.expiresOn} /> },
    { title: t("colCount"), num: true, cell: (one) => t("coupons", { count: formatNumber(one.count) }) },
    {
      title: t("colAmount"),
      num: true,
      cell: (one) => <Yen amount={one.sumYen} unit={one.pay.unitWord} size="text" />,
    },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("listHeading")}</h1>
      </header>
      <section class="card">
        <PagedTable
          list={list}
          caption={t("listHeading")}
          columns={columns()}
          empty={{
            text: t("listEmpty"),
            icon: "ticket",
            action: may("issue.create") ? (
              <A class={buttonClass({ tone: "primary" })} href="/issue">
                {t("firstIssue")}
              </A>
            ) : undefined,
          }}
        />
      </section>
    </>
  );
}
