import { A, useSearchParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may, membership } from "../session/membership.ts";
import { DaySums } from "./day-sums.tsx";
import { IssueSearch } from "./issue-search.tsx";
import { IssueState } from "./issue-state.tsx";
import styles from "./issues-page.module.css";
import { t } from "./words.ts";

/** Rows that fit a desk's screen with room to spare. */
const ROWS = 20;

/** Every issue the person may see, newest first; searched through, or of one day with its sums. */
export default function IssuesPage() {
  const [search, setSearch] = useSearchParams<{ on?: string; branch?: string }>();
  /** The day and place that are looked at; in the address, so that reload and back stay there. */
  const on = () => (search.on && isBusinessDate(search.on) ? search.on : undefined);
  const branchId = () => (on() === undefined ? undefined : search.branch);
  const choose = (day: string | null) => setSearch({ on: day === "" ? null : day, branch: null });
  const list = createPageTurner(
    () => JSON.stringify([membership()?.organisationId ?? null, on() ?? null, branchId() ?? null]),
    (_, after) => {
      const [day, branch] = [on(), branchId()];
      return api("GET issues", {
        query: {
          limit: ROWS,
          ...(after === undefined ? {} : { after }),
          ...(day === undefined ? {} : { on: day }),
          ...(branch === undefined ? {} : { branchId: branch }),
        },
      });
    },
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
        <Show when={may("issue.create")}>
          <A class={buttonClass({})} href="/hand-over">
            {t("handOverByScan")}
          </A>
        </Show>
      </header>
      <IssueSearch />
      <section class={`card ${styles.day}`} aria-label={t("dayHeading")}>
        <div class={styles.dayForm}>
          <TextField label={t("dayField")} type="date" value={on() ?? ""} onInput={choose} />
          <Button icon="calendar" onPress={() => choose(businessDate(serverNow()))}>
            {t("dayToday")}
          </Button>
          <Show when={branchId()}>
            <Button onPress={() => setSearch({ branch: null })}>{t("allPlaces")}</Button>
          </Show>
          <Show when={on()}>
            <Button icon="close" onPress={() => choose(null)}>
              {t("allDays")}
            </Button>
          </Show>
        </div>
        <Show when={on()}>{(day) => <DaySums on={day()} branchId={branchId()} />}</Show>
      </section>
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
