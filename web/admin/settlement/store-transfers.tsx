import { A } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { StoreTransfer } from "../../../schema/api/closings.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import styles from "./settlement.module.css";
import { LineState } from "./states.tsx";
import { t } from "./words.ts";

const ROWS = 20;
const day = (date: string) => dayText(date, locale());

/** What a merchant was paid as its passbook has it: a line for each transfer (STL-14). */
export function StoreTransfers() {
  const list = createPageTurner(
    () => staffSession.me()?.staffId,
    (_, after) =>
      api("GET statements/transfers", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<StoreTransfer>[]>(() => [
    {
      title: t("colPayDay"),
      head: true,
      cell: (one) => (
        <>
          {day(one.payOn)}
          <br />
          <span class="small quiet">
            {t("period", { from: day(one.from), to: day(one.to) })} · {one.payName}
          </span>
        </>
      ),
    },
    { title: t("colAccountOf"), cell: (one) => one.payeeName },
    {
      title: t("colTransfer"),
      num: true,
      cell: (one) => (
        <>
          <b>{formatNumber(one.yen)}</b>
          {one.yen === one.storesYen ? null : (
            <>
              <br />
              <span class="small quiet">{t("ofWhichOwn", { yen: formatNumber(one.storesYen) })}</span>
            </>
          )}
        </>
      ),
    },
    { title: t("colReference"), cell: (one) => one.reference ?? "" },
    { title: t("colState"), cell: (one) => <LineState state={one.state} /> },
    {
      title: t("colOwnStores"),
      cell: (one) => (
        <A href={`/statements?by=store&closing=${one.closingId}`}>
          {t("storesOf", { count: formatNumber(one.stores) })}
        </A>
      ),
    },
  ]);
  return (
    <PagedTable
      list={list}
      caption={t("byTransfer")}
      columns={columns()}
      empty={{ text: t("statementsEmpty"), icon: "coin" }}
      class={styles.table}
    />
  );
}
