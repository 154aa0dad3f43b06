import { useParams } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import type { StoreDetail } from "../../schema/api/stores.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { FollowButton } from "../follows/follow-button.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { AcceptsBadge } from "./accepts-badge.tsx";
import { StoreFacts } from "./store-facts.tsx";

/** One store: where it is and which Pays it takes, on paper and by app. */
export default function StorePage() {
  const params = useParams<{ storeId: string }>();
  const [store, setStore] = createSignal<StoreDetail>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET stores/:id", { path: { id: params.storeId } });
    if (answer.ok) setStore(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  return (
    <Screen title={store()?.name ?? t("store")} onBack={() => history.back()}>
      <OfflineNote />
      <Show
        when={store()}
        fallback={
          <Show when={trouble()} fallback={<Waiting />}>
            {(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}
          </Show>
        }
      >
        {(one) => (
          <>
            <StoreFacts store={one()} />
            <FollowButton storeId={one().storeId} />
            <section class="stack">
              <h2>{t("storeTakes")}</h2>
              <Show
                when={one().pays.some((each) => each.app || each.paper)}
                fallback={<p>{t("storeTakesNone")}</p>}
              >
                <ul class="list card card--tight">
                  <For each={one().pays.filter((each) => each.app || each.paper)}>
                    {(each) => (
                      <li class="list__row" data-face={dress(each.pay.face)}>
                        <Emblem face={each.pay.face} />
                        <span class="list__main">
                          <span class="strong">{each.pay.payName}</span>
                          <br />
                          <AcceptsBadge app={each.app} paper={each.paper} />
                        </span>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </section>
          </>
        )}
      </Show>
    </Screen>
  );
}
