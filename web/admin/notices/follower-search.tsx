import { createSignal, For, Show } from "solid-js";
import type { Audience } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { createLoad } from "../client/load.ts";
import { createTypedText } from "../client/typed-text.ts";
import { t } from "./words.ts";

/** Stores that a search shows: whoever sees more than these types more of the name. */
const FOUND = 5;
const LEAST_LETTERS = 2;

/** Adds the residents who follow a store, which is found by its name. */
export function FollowerSearch(props: { onAdd: (audience: Audience) => void }) {
  const typed = createTypedText();
  const [open, setOpen] = createSignal(false);
  const found = createLoad(
    () => (typed.asked().length < LEAST_LETTERS ? undefined : typed.asked()),
    (text) => api("GET stores/managed", { query: { text, limit: FOUND } }),
  );
  return (
    <Show
      when={open()}
      fallback={
        <div>
          <Button icon="plus" onPress={() => setOpen(true)}>
            {t("addFollowers")}
          </Button>
        </div>
      }
    >
      <TextField
        label={t("followersOf")}
        hint={t("followersHint")}
        type="search"
        icon="search"
        value={typed.text()}
        onInput={typed.type}
        autofocus
      />
      <Show when={found.value()?.rows.length === 0}>
        <p class="quiet" role="status">
          {t("followersNone")}
        </p>
      </Show>
      <ul class="list">
        <For each={found.value()?.rows}>
          {(one) => (
            <li class="list__row">
              <span class="list__main">
                {one.name} <span class="quiet small">{one.town}</span>
              </span>
              <Button
                onPress={() => {
                  props.onAdd({ kind: "followers", storeId: one.storeId, storeName: one.name });
                  typed.type("");
                  setOpen(false);
                }}
              >
                {t("choose")}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
