import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import type { BackOfficeStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { acceptsText, StoreState } from "./badges.tsx";
import { NewStore } from "./new-store.tsx";
import { t } from "./words.ts";

const ROWS = 10;

/** The stores of one organisation. */
export function OrganisationStores(props: { organisation: Organisation }) {
  const navigate = useNavigate();
  const [adding, setAdding] = createSignal(false);
  const list = createPageTurner(
    () => props.organisation.organisationId,
    (organisationId, after) =>
      api("GET stores/managed", {
        query: { limit: ROWS, organisationId, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<BackOfficeStore>[]>(() => [
    { title: t("storeName"), head: true, cell: (one) => <A href={`/stores/${one.storeId}`}>{one.name}</A> },
    { title: t("town"), cell: (one) => one.town },
    { title: t("accepts"), cell: (one) => acceptsText(one.accepts) },
    { title: t("tills"), num: true, cell: (one) => t("tillsOf", { count: String(one.tills.length) }) },
    { title: t("state"), cell: (one) => <StoreState suspendedBy={one.suspendedBy} /> },
  ]);
  return (
    <section class="card stack">
      <div class="row row--apart">
        <h2 class="card__title">{t("stores")}</h2>
        <Show when={may("store.manage")}>
          <Button icon="plus" onPress={() => setAdding(true)}>
            {t("newStore")}
          </Button>
        </Show>
      </div>
      <PagedTable
        list={list}
        caption={t("stores")}
        columns={columns()}
        empty={{ text: t("storesEmpty"), icon: "shop" }}
      />
      <Show when={adding()}>
        <NewStore
          organisation={props.organisation}
          onClose={() => setAdding(false)}
          onMade={(made) => navigate(`/stores/${made.storeId}`)}
        />
      </Show>
    </section>
  );
}
