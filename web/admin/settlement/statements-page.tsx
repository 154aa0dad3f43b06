import { A, useSearchParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { StatementBody } from "../../../schema/api/closings.ts";
import type { ClosingId, StoreId } from "../../../schema/ids.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may, membership } from "../session/membership.ts";
import { adjusted } from "./lines-table.tsx";
import styles from "./settlement.module.css";
import { LineState } from "./states.tsx";
import { StoreTransfers } from "./store-transfers.tsx";
import { t } from "./words.ts";

const ROWS = 20;
const day = (date: string) => dayText(date, locale());

/** What a merchant's stores were paid: by the lines of its passbook, or store by store with the statements (STL-14). */
export default function StatementsPage() {
  const [search, setSearch] = useSearchParams<{ by?: string; store?: string; closing?: string }>();
  const by = () => (search.by === "store" ? "store" : "transfer");
  return (
    <>
      <header class="head">
        <h1>{t("statements")}</h1>
        <Show when={may("account.manage") && membership()}>
          {(one) => (
            <div class="head__end">
              <A class="btn" href={`/account/organisation/${one().organisationId}`}>
                <Icon name="building" />
                {t("toAccount")}
              </A>
            </div>
          )}
        </Show>
      </header>
      <section class={`card ${styles.part}`}>
        <p class="quiet">{t("statementsLead")}</p>
        <SwitchView
          label={t("statements")}
          value={by()}
          options={[
            { value: "transfer", label: t("byTransfer") },
            { value: "store", label: t("byStore") },
          ]}
          onChange={(next) => setSearch({ by: next, store: undefined, closing: undefined })}
        />
        <Show when={by() === "store"} fallback={<StoreTransfers />}>
          <Statements
            storeId={search.store}
            closingId={search.closing}
            onStore={(store) => setSearch({ store: store || undefined, closing: undefined })}
          />
        </Show>
      </section>
    </>
  );
}

function Statements(props: {
  storeId: string | undefined;
  closingId: string | undefined;
  onStore: (storeId: string) => void;
}) {
  const stores = () => staffSession.me()?.stores ?? [];
  const list = createPageTurner(
    () => staffSession.me() && JSON.stringify([props.storeId, props.closingId]),
    (_, after) =>
      api("GET statements", {
        query: {
          limit: ROWS,
          ...(props.storeId ? { storeId: props.storeId as StoreId } : {}),
          ...(props.closingId ? { closingId: props.closingId as ClosingId } : {}),
          ...(after === undefined ? {} : { after }),
        },
      }),
  );
  const columns = createMemo<readonly Column<StatementBody>[]>(() => [
    {
      title: t("colPeriod"),
      head: true,
      cell: (one) => (
        <>
          {one.line.storeName}
          <br />
          <span class="small quiet">
            {t("period", { from: day(one.from), to: day(one.to) })} · {one.payName}
          </span>
        </>
      ),
    },
    { title: t("colPaid"), num: true, cell: (one) => formatNumber(one.line.paidYen) },
    { title: t("colFee"), num: true, cell: (one) => formatNumber(0 - one.line.feeYen - one.line.taxYen) },
    { title: t("colAdjust"), num: true, cell: (one) => formatNumber(adjusted(one.line)) },
    { title: t("colPayable"), num: true, cell: (one) => <b>{formatNumber(one.line.payableYen)}</b> },
    {
      title: t("colTransfer"),
      num: true,
      cell: (one) => (
        <Show when={one.transferYen}>
          {(yen) => (
            <>
              {formatNumber(yen())}
              <br />
              <span class="small quiet">{day(one.payOn)}</span>
            </>
          )}
        </Show>
      ),
    },
    { title: t("colState"), cell: (one) => <LineState state={one.line.state} /> },
    { title: t("colFiles"), cell: (one) => <Files statement={one} /> },
  ]);
  return (
    <>
      <Show when={stores().length > 1}>
        <SelectField
          label={t("filterStore")}
          value={props.storeId ?? ""}
          options={[
            { value: "", label: props.closingId ? t("allOfClosing") : t("allStores") },
            ...stores().map(({ storeId, name }) => ({ value: storeId as string, label: name })),
          ]}
          onChange={props.onStore}
        />
      </Show>
      <PagedTable
        list={list}
        caption={t("byStore")}
        columns={columns()}
        empty={{ text: t("statementsEmpty"), icon: "coin" }}
        class={styles.table}
      />
    </>
  );
}

function Files(props: { statement: StatementBody }) {
  const link = (format: "pdf" | "csv") =>
    `/api/statements/${props.statement.closingId}/${props.statement.line.storeId}/file?format=${format}`;
  const named = (format: string) =>
    `${t("colFiles")} ${format} ${props.statement.line.storeName} ${day(props.statement.to)}`;
  return (
    <div class={styles.buttons}>
      <a class={buttonClass({})} href={link("pdf")} download="" aria-label={named(t("pdf"))}>
        <Icon name="download" />
        {t("pdf")}
      </a>
      <a class={buttonClass({})} href={link("csv")} download="" aria-label={named(t("csv"))}>
        {t("csv")}
      </a>
    </div>
  );
}
