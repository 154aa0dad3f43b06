import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { Pin } from "../../schema/api/stores.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { GreyRows, Listing } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import type { StoresFilter } from "./filter.ts";
import { type NearStore, nearestStores } from "./nearest.ts";
import { StoreRow } from "./store-row.tsx";
import styles from "./stores.module.css";
import { type NoPlace, whereIAm } from "./where-i-am.ts";
import { t } from "./words.ts";

/** Stores nearest first. Where the phone is was asked because somebody chose this; it is asked again on もう一度. */
export function NearList(props: { filter: StoresFilter; onByName: () => void }) {
  const [place, setPlace] = createSignal<Pin>();
  const [noPlace, setNoPlace] = createSignal<NoPlace>();
  const [stores, setStores] = createSignal<readonly NearStore[]>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  let running: AbortController | undefined;
  onCleanup(() => running?.abort());

  const find = async () => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    setNoPlace(undefined);
    setTrouble(undefined);
    const here = await whereIAm();
    if (mine.signal.aborted) return;
    if (!here.ok) return void setNoPlace(here.error);
    setPlace(here.value);
    const answer = await nearestStores(here.value, props.filter, mine.signal);
    if (mine.signal.aborted) return;
    if (answer.ok) setStores(answer.value);
    else setTrouble(answer.error);
  };
  createEffect(
    on(
      () => props.filter,
      () => void find(),
    ),
  );
  return (
    <Show
      when={noPlace()}
      fallback={
        <>
          <p class="quiet small">{place() ? t("placeStays") : t("findingYou")}</p>
          <Show when={place()} fallback={<GreyRows />}>
            <Listing
              rows={stores()}
              problem={trouble()?.code}
              onRetry={() => void find()}
              empty={{ text: t("nearEmpty"), icon: "shop" }}
            >
              {(rows) => (
                <ul class="list card card--tight">
                  <For each={rows}>{(near) => <StoreRow store={near.store} metres={near.metres} />}</For>
                </ul>
              )}
            </Listing>
          </Show>
        </>
      }
    >
      {(why) => (
        <Note icon="pin" tone="warn" announce="alert">
          <p>{t(why())}</p>
          <div class={styles.links}>
            <Button onPress={() => void find()}>{t("tryAgain")}</Button>
            <Button onPress={props.onByName}>{t("byName")}</Button>
          </div>
        </Note>
      )}
    </Show>
  );
}
