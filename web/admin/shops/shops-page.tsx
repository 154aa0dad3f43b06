import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { BackOfficeStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { TextField, Tick } from "../../shared/components/field.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { createTypedText } from "../client/typed-text.ts";
import { acceptsText, StoreState } from "../organisations/badges.tsx";
import { BulkEdit } from "./bulk-edit.tsx";
import styles from "./shops.module.css";
import { t } from "./words.ts";

/** A head office's eighty stores fit one page, so that one tick chooses them all. */
const ROWS = 100;
type Chosen = ReadonlyMap<string, string>;

/** A merchant's own stores: each leads to its page, several are changed together (S17). */
export default function ShopsPage() {
  const [chosen, setChosen] = createSignal<Chosen>(new Map());
  const [editing, setEditing] = createSignal(false);
  return (
    <Show
      when={editing()}
      fallback={<ShopList chosen={chosen()} onChoose={setChosen} onEdit={() => setEditing(true)} />}
    >
      <BulkEdit storeIds={[...chosen().keys()]} onBack={() => setEditing(false)} />
    </Show>
  );
}

function ShopList(props: { chosen: Chosen; onChoose: (chosen: Chosen) => void; onEdit: () => void }) {
  const typed = createTypedText();
  const list = createPageTurner(typed.asked, (text, after) =>
    api("GET stores/managed", {
      query: { limit: ROWS, ...(text === "" ? {} : { text }), ...(after === undefined ? {} : { after }) },
    }),
  );
  const choose = (stores: readonly BackOfficeStore[], on: boolean) => {
    const next = new Map(props.chosen);
    for (const { storeId, name } of stores)
      if (on) next.set(storeId, name);
      else next.delete(storeId);
    props.onChoose(next);
  };
  const shown = () => list.rows() ?? [];
  const isAll = () => shown().length > 0 && shown().every(({ storeId }) => props.chosen.has(storeId));
  const several = () => shown().length > 1 || props.chosen.size > 0;
  const columns = createMemo<readonly Column<BackOfficeStore>[]>(() => [
    ...(several()
      ? [
          {
            title: t("choose"),
            cell: (store: BackOfficeStore) => (
              <Tick
                label={<span class="hidden-text">{t("chooseOf", { store: store.name })}</span>}
                checked={props.chosen.has(store.storeId)}
                onChange={(on) => choose([store], on)}
              />
            ),
          },
        ]
      : []),
    { title: t("store"), head: true, cell: (store) => <A href={`/stores/${store.storeId}`}>{store.name}</A> },
    { title: t("town"), cell: (store) => store.town },
    { title: t("office"), cell: (store) => store.organisationName },
    { title: t("accepts"), cell: (store) => acceptsText(store.accepts) },
    { title: t("state"), cell: (store) => <StoreState suspendedBy={store.suspendedBy} /> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("shops")}</h1>
        <p class="quiet">{t("lead")}</p>
      </header>
      <section class={`card ${styles.page}`}>
        <TextField
          label={t("search")}
          type="search"
          value={typed.text()}
          onInput={typed.type}
          class={styles.search}
        />
        <Show when={several()}>
          <div class={styles.chosen}>
            <Tick label={t("chooseAll")} checked={isAll()} onChange={(on) => choose(shown(), on)} />
            <Show when={props.chosen.size > 0}>
              <span aria-live="polite">{t("chosen", { count: formatNumber(props.chosen.size) })}</span>
              <Button tone="primary" onPress={props.onEdit}>
                {t("bulk")}
              </Button>
              <Button tone="plain" onPress={() => props.onChoose(new Map())}>
                {t("clear")}
              </Button>
            </Show>
          </div>
        </Show>
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("empty"), icon: "shop" }}
        >
          {(rows) => (
            <DataTable
              caption={t("shops")}
              columns={columns()}
              rows={rows}
              busy={list.load.busy()}
              onNext={list.onNext()}
              onPrevious={list.onPrevious()}
            />
          )}
        </Listing>
      </section>
    </>
  );
}
