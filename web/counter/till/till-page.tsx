import { useLocation, useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { ReachableStore } from "../../../schema/api/staff.ts";
import type { TillBody } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { to } from "../frame/addresses.ts";
import { Cover } from "../session/cover.tsx";
import { t } from "../words/words.ts";
import styles from "./till-page.module.css";
import { chooseTill, currentTill } from "./till-store.ts";

/** From this many stores on, the list can be searched. */
const SEARCH_FROM = 8;

/** Choose store and till; the device remembers. */
export function TillPage() {
  const navigate = useNavigate();
  const location = useLocation();
  const [wanted, setWanted] = createSignal("");
  const [more, setMore] = createSignal<readonly ReachableStore[]>([]);
  const [next, setNext] = createSignal<string | null | undefined>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const all = () => {
    const first = staffSession.me()?.stores ?? [];
    const known = new Set(first.map((store) => store.storeId));
    return [...first, ...more().filter((store) => !known.has(store.storeId))];
  };
  const found = () => all().filter((store) => `${store.name} ${store.town}`.includes(wanted().trim()));
  /** `me` lists the first hundred; head offices with more page through the rest. */
  const mayHaveMore = () => (staffSession.me()?.stores.length ?? 0) >= 100 && next() !== null;
  const loadMore = async () => {
    const page = await api("GET counter/stores", {
      query: { limit: 100, after: next() ?? undefined } as object,
    });
    setTrouble(page.ok ? undefined : page.error);
    if (!page.ok) return;
    setMore((before) => [...before, ...page.value.rows]);
    setNext(page.value.next);
  };
  const choose = (store: ReachableStore, till: TillBody) => {
    const me = staffSession.me();
    if (!me) return;
    chooseTill(me, { store, till });
    if (location.pathname === to.till) navigate(to.home, { replace: true });
  };
  return (
    <Cover title={t("chooseTill")}>
      <p class="quiet">{t("chooseTillHint")}</p>
      <Show when={all().length >= SEARCH_FROM}>
        <TextField label={t("findStore")} type="search" icon="search" value={wanted()} onInput={setWanted} />
      </Show>
      <Show
        when={found().length > 0}
        fallback={<Nothing icon="shop" text={all().length === 0 ? t("noStores") : t("noStoreFound")} />}
      >
        <ul class="list">
          <For each={found()}>{(store) => <StoreRow store={store} onChoose={choose} />}</For>
        </ul>
      </Show>
      <Show when={trouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void loadMore()} />}
      </Show>
      <Show when={mayHaveMore()}>
        <Button wide onPress={() => void loadMore()}>
          {t("moreStores")}
        </Button>
      </Show>
      <Show when={staffSession.me()}>
        {(me) => (
          <div class="row row--apart">
            <span class="quiet">{t("signedInAs", { name: me().name })}</span>
            <Button icon="signout" tone="plain" onPress={() => void staffSession.signOut()}>
              {t("signOut")}
            </Button>
          </div>
        )}
      </Show>
    </Cover>
  );
}

function StoreRow(props: {
  store: ReachableStore;
  onChoose: (store: ReachableStore, till: TillBody) => void;
}) {
  const isCurrent = (till: TillBody) => {
    const me = staffSession.me();
    return me ? currentTill(me)?.till.tillId === till.tillId : false;
  };
  return (
    <li class={styles.store}>
      <p>
        <span class="strong">{props.store.name}</span> <span class="quiet nb">{props.store.town}</span>{" "}
        <Show when={props.store.state === "suspended"}>
          <Badge tone="warn">{t("suspended")}</Badge>
        </Show>
      </p>
      <div class={styles.tills}>
        <For each={props.store.tills} fallback={<p class="quiet">{t("noTills")}</p>}>
          {(till) => (
            <Button
              icon={isCurrent(till) ? "check" : undefined}
              onPress={() => props.onChoose(props.store, till)}
            >
              <span class="hidden-text">{props.store.name} </span>
              {t("till", { number: String(till.number) })}
            </Button>
          )}
        </For>
      </div>
    </li>
  );
}
