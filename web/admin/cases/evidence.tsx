import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { CaseEvidence } from "../../../schema/api/cases.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { tenthsText, yenText } from "./case-words.ts";
import styles from "./cases.module.css";
import { t } from "./words.ts";

const ROWS = 20;

function whatText(one: CaseEvidence): string {
  const count = formatNumber(one.count ?? 0);
  switch (one.kind) {
    case "hour":
      return t("hourMisses", { count });
    case "payment":
      return t("paid");
    case "void":
      return t("voided");
    case "issue":
      return t("issued", { guests: count });
    case "store-day":
      return t("storeDay", { count, usual: tenthsText(one.usualTenths ?? 0) });
  }
}

/** The rows a case rests on, in order of time, with the way to each. */
export function Evidence(props: { caseId: string }) {
  const list = createPageTurner(
    () => props.caseId,
    (id, after) =>
      api("GET cases/:id/evidence", {
        path: { id },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<CaseEvidence>[]>(() => [
    { title: t("when"), head: true, cell: (one) => <DateTime atMs={one.atMs} /> },
    { title: t("what"), cell: whatText },
    {
      title: t("place"),
      cell: (one) => (
        <Show when={one.store}>{(store) => <A href={`/stores/${store().storeId}`}>{store().name}</A>}</Show>
      ),
    },
    { title: t("amount"), num: true, cell: (one) => (one.amountYen === null ? "" : yenText(one.amountYen)) },
    {
      title: t("minutes"),
      num: true,
      cell: (one) => (one.minutes === null ? "" : t("minutesAfter", { minutes: formatNumber(one.minutes) })),
    },
    { title: t("links"), cell: (one) => <Links one={one} /> },
  ]);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("evidence")}</h2>
      <p class="quiet">{t("evidenceLead")}</p>
      <PagedTable
        list={list}
        caption={t("evidence")}
        columns={columns()}
        empty={{ text: t("evidenceEmpty"), icon: "list" }}
      />
    </section>
  );
}

function Links(props: { one: CaseEvidence }) {
  const holder = () => (may("holder.read") ? props.one.holder : null);
  const coupon = () => {
    const now = holder();
    return now?.kind === "coupon" ? now.couponId : undefined;
  };
  const resident = () => {
    const now = holder();
    return now?.kind === "wallet" ? now.residentId : undefined;
  };
  return (
    <span class={styles.links}>
      <Show when={coupon()}>{(id) => <A href={`/holders/coupons/${id()}`}>{t("toCoupon")}</A>}</Show>
      <Show when={resident()}>{(id) => <A href={`/holders/residents/${id()}`}>{t("toPerson")}</A>}</Show>
      <Show when={may("issue.read") && props.one.issueId}>
        {(id) => <A href={`/issues/${id()}`}>{t("toIssue")}</A>}
      </Show>
    </span>
  );
}
