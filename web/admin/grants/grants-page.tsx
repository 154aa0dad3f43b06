import { A, useNavigate } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { GrantBody } from "../../../schema/api/grants.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { useFundRoom } from "../fund/fund-room.ts";
import { may } from "../session/membership.ts";
import { GrantState } from "./grant-state.tsx";
import styles from "./grants.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** Every grant of a programme, and the way to another. */
export default function GrantsPage() {
  const { pay } = useFundRoom();
  const navigate = useNavigate();
  const id = () => pay().programmeId;
  const list = createPageTurner(id, (programme, after) =>
    api("GET programmes/:id/grants", {
      path: { id: programme },
      query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
    }),
  );
  const columns = createMemo<readonly Column<GrantBody>[]>(() => [
    {
      title: t("colTitle"),
      head: true,
      cell: (one) => <A href={`/fund/${id()}/grants/${one.grantId}`}>{one.title}</A>,
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
    { title: t("colState"), cell: (one) => <GrantState state={one.state} /> },
    {
      title: t("colWallets"),
      num: true,
      cell: (one) => <span class="nb">{t("people", { count: formatNumber(one.ready.rows) })}</span>,
    },
    {
      title: t("colYen"),
      num: true,
      cell: (one) => <Yen amount={one.ready.yen} unit={pay().unitWord} size="text" />,
    },
  ]);
  return (
    <>
      <Show when={may("fund.manage")}>
        <section class={`card ${styles.stack}`}>
          <p>{t("lead")}</p>
          <div class="press">
            <Button tone="primary" icon="plus" onPress={() => navigate(`/fund/${id()}/grants/new`)}>
              {t("make")}
            </Button>
          </div>
        </section>
      </Show>
      <section class={`card ${styles.stack}`}>
        <h2 class="card__title">{t("history")}</h2>
        <PagedTable
          list={list}
          caption={t("history")}
          columns={columns()}
          empty={{ text: t("historyEmpty"), icon: "coin" }}
        />
      </section>
    </>
  );
}
