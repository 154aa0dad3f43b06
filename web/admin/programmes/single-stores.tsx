import { createMemo, createSignal, For, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { type StoreList, withStore } from "./store-rules.ts";
import { t } from "./words.ts";

/** Stores that a search shows: whoever sees more than these types more of the name. */
const FOUND = 8;
const LEAST_LETTERS = 2;

/** Stores that are in or out whatever else is said: found by name, let in or left out, and taken off the list again. */
export function SingleStores(props: { form: DesignForm }) {
  const [text, setText] = createSignal("");
  const found = createLoad(
    () => {
      const wanted = text().trim();
      return wanted.length < LEAST_LETTERS ? undefined : wanted;
    },
    (wanted) => api("GET stores/managed", { query: { text: wanted, limit: FOUND } }),
  );
  const scope = () => props.form.design.scope;
  const rules = createMemo(() => [
    ...scope().storesIn.map((storeId) => ({ storeId, list: "storesIn" as const })),
    ...scope().storesOut.map((storeId) => ({ storeId, list: "storesOut" as const })),
  ]);
  const put = (storeId: string, list: StoreList) =>
    props.form.set("scope", (now) => withStore(now, storeId, list));
  return (
    <div class={styles.stack}>
      <TextField
        label={t("storeSearch")}
        hint={t("storeSearchHint")}
        type="search"
        icon="search"
        value={text()}
        onInput={setText}
      />
      <Show when={found.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void found.reload()} />}
      </Show>
      <Show when={found.value()?.rows.length === 0}>
        <p class="quiet" role="status">
          {t("storeSearchNone")}
        </p>
      </Show>
      <ul class="list">
        <For each={found.value()?.rows}>
          {(one) => (
            <li class="list__row">
              <span class="list__main">
                {one.name} <span class="quiet small">{one.town}</span>
              </span>
              <Show
                when={rules().find((rule) => rule.storeId === one.storeId)}
                fallback={
                  <span class={styles.actions}>
                    <Button onPress={() => put(one.storeId, "storesIn")}>
                      <span aria-hidden="true">{t("addStore")}</span>
                      <span class="hidden-text">{t("addStoreOf", { name: one.name })}</span>
                    </Button>
                    <Button onPress={() => put(one.storeId, "storesOut")}>
                      <span aria-hidden="true">{t("dropStore")}</span>
                      <span class="hidden-text">{t("dropStoreOf", { name: one.name })}</span>
                    </Button>
                  </span>
                }
              >
                {(rule) => <ListBadge list={rule().list} />}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={rules().length > 0}>
        <h3>{t("single")}</h3>
        <ul class="list">
          <For each={rules()}>
            {(rule) => (
              <li class="list__row">
                <span class="list__main">
                  <StoreName storeId={rule.storeId} />
                </span>
                <ListBadge list={rule.list} />
                <Button
                  onPress={() =>
                    props.form.set("scope", rule.list, (now) => now.filter((id) => id !== rule.storeId))
                  }
                >
                  {t("undo")}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

/** On which list a store is. */
function ListBadge(props: { list: StoreList }) {
  return (
    <Badge tone={props.list === "storesIn" ? "ok" : "off"}>
      {t(props.list === "storesIn" ? "singleIn" : "singleOut")}
    </Badge>
  );
}

/** A store by its name; by its id until that has come. */
function StoreName(props: { storeId: string }) {
  const load = createLoad(
    () => props.storeId,
    (id) => api("GET stores/:id", { path: { id } }),
  );
  return <>{load.value()?.name ?? props.storeId}</>;
}
