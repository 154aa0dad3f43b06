import { A, useNavigate } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { ImportBody } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { ImportForm } from "./import-form.tsx";
import { ImportState } from "./import-state.tsx";
import styles from "./imports.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** Bringing a file in, and every import so far. */
export default function ImportsPage() {
  const navigate = useNavigate();
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) => api("GET imports", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<ImportBody>[]>(() => [
    {
      title: t("colFile"),
      head: true,
      cell: (one) => (
        <A href={`/imports/${one.importId}`}>
          {t(`kind.${one.kind}`)}　{one.file.name}
        </A>
      ),
    },
    {
      title: t("colWhen"),
      cell: (one) => (
        <>
          <DateTime atMs={one.createdAtMs} />
          <br />
          <span class="small quiet">{one.createdByName}</span>
        </>
      ),
    },
    { title: t("colState"), cell: (one) => <ImportState state={one.state} /> },
    { title: t("colResult"), cell: (one) => <Result of={one} /> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
      </header>
      <ImportForm onSent={(one) => navigate(`/imports/${one.importId}`)} />
      <section class={`card ${styles.stack}`}>
        <h2 class="card__title">{t("history")}</h2>
        <PagedTable
          list={list}
          caption={t("history")}
          columns={columns()}
          empty={{ text: t("historyEmpty"), icon: "doc" }}
        />
      </section>
    </>
  );
}

/** What came of it so far, in a line. */
function Result(props: { of: ImportBody }) {
  const text = () => {
    const { state, totals, made, rewritten } = props.of;
    const line = (key: "total.new" | "total.bad" | "total.made" | "total.rewritten", figure: number) =>
      `${t(key)} ${t("count", { count: formatNumber(figure) })}`;
    if (state === "ready") return [line("total.new", totals.new), line("total.bad", totals.bad)].join("・");
    if (state === "done" || state === "applying" || state === "undoing")
      return [
        line("total.made", made),
        ...(rewritten > 0 ? [line("total.rewritten", rewritten)] : []),
        ...(totals.bad > 0 ? [line("total.bad", totals.bad)] : []),
      ].join("・");
    return "";
  };
  return <span class="small">{text()}</span>;
}
