import { A, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { online } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { signedIn } from "../session/signed-in.ts";
import { staleTime } from "../wallets/stale-time.ts";
import { chosenPays, loadWallets, wallets } from "../wallets/wallets-store.ts";
import { AcceptsBadge } from "./accepts-badge.tsx";
import { createStoresList } from "./stores-list.ts";

/** A search starts when nobody has typed for this long. */
const TYPING_PAUSE_MS = 300;

/** Where the Pays can be used: search, by Pay, and which ways of paying each store takes (S15). */
export default function Stores() {
  const [query, setQuery] = useSearchParams<{ pay?: string }>();
  const [text, setText] = createSignal("");
  const list = createStoresList();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  onMount(() => {
    if (signedIn() === "yes") void loadWallets();
  });
  const ask = () => void list.load({ text: text().trim(), programmeId: query.pay });
  createEffect(on(() => query.pay, ask));
  const pays = () => [...(wallets()?.map((one) => one.pay) ?? []), ...chosenPays()];
  return (
    <Screen title={t("storesTitle")} tabs>
      <TextField
        label={t("searchStore")}
        type="search"
        icon="search"
        maxlength={60}
        value={text()}
        onInput={(next) => {
          setText(next);
          clearTimeout(timer);
          timer = setTimeout(ask, TYPING_PAUSE_MS);
        }}
      />
      <Show when={pays().length > 0}>
        <fieldset class="chips chips--bleed" aria-label={t("filter")}>
          <button
            type="button"
            class="chip"
            aria-pressed={!query.pay}
            onClick={() => setQuery({ pay: undefined }, { replace: true })}
          >
            {t("all")}
          </button>
          <For each={pays()}>
            {(pay) => (
              <button
                type="button"
                class="chip"
                aria-pressed={query.pay === pay.programmeId}
                onClick={() => setQuery({ pay: pay.programmeId }, { replace: true })}
              >
                {pay.payName}
              </button>
            )}
          </For>
        </fieldset>
      </Show>
      <Show when={!online() && list.keptAtMs()}>
        {(atMs) => (
          <Note icon="offline" tone="warn" announce="polite">
            {t("fromCache", { time: staleTime(atMs(), serverNow()) })}
          </Note>
        )}
      </Show>
      <Listing
        rows={list.rows()}
        problem={list.trouble()?.code}
        onRetry={list.again}
        empty={{ text: t("storesEmpty"), icon: "shop" }}
      >
        {(rows) => (
          <ul class="list card card--tight">
            <For each={rows}>
              {(store) => (
                <li>
                  <A class="list__row" href={`/wallet/stores/${store.storeId}`}>
                    <Icon name="shop" />
                    <span class="list__main">
                      <span class="strong">{store.name}</span>
                      <br />
                      <span class="quiet small">{store.town}</span>
                      <br />
                      <AcceptsBadge app paper={store.accepts === "mpm+cpm"} />
                    </span>
                    <Icon name="next" />
                  </A>
                </li>
              )}
            </For>
          </ul>
        )}
      </Listing>
      <Show when={list.more()}>
        <Button wide busy={list.busy()} onPress={() => void list.loadMore()}>
          {t("more")}
        </Button>
      </Show>
    </Screen>
  );
}
