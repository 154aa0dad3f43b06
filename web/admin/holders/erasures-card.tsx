import { A } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { RegionErasures } from "../../../schema/api/erasures.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createLoad } from "../client/load.ts";
import { t } from "./words.ts";

type Row = RegionErasures["rows"][number];

/** Residents who asked to be erased: what waits for the operator, and what was done (SEC-7). */
export function ErasuresCard() {
  const load = createLoad(
    () => true,
    () => api("GET erasures", { query: undefined }),
  );
  const columns = createMemo<readonly Column<Row>[]>(() => [
    { title: t("erasureAsked"), cell: (row) => <DateTime atMs={row.askedAtMs} /> },
    {
      title: t("erasureWho"),
      head: true,
      cell: (row) => <A href={`/holders/residents/${row.residentId}`}>{row.residentId}</A>,
    },
    { title: t("erasureState"), cell: (row) => <State row={row} /> },
  ]);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("erasures")}</h2>
      <p>{t("erasuresLead")}</p>
      <Listing
        rows={load.value()?.rows}
        problem={load.trouble()?.code}
        onRetry={() => void load.reload()}
        empty={{ text: t("erasuresEmpty"), icon: "erase" }}
      >
        {(rows) => <DataTable caption={t("erasures")} columns={columns()} rows={rows} busy={load.busy()} />}
      </Listing>
    </section>
  );
}

function State(props: { row: Row }) {
  return props.row.endedAtMs === null ? (
    <Badge tone="warn">{t("erasureWaits")}</Badge>
  ) : (
    <>
      <Badge tone="ok">{t("erasureDone")}</Badge> <DateTime atMs={props.row.endedAtMs} />
    </>
  );
}
