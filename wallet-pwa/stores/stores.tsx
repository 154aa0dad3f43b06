import { useSearchParams } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from "solid-js";
import { STORE_KIND_NAMES } from "../../schema/store-kinds.ts";
import { online } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as follows } from "../follows/words.ts";
import { Screen } from "../frame/screen.tsx";
import { t as wallet } from "../i18n/words.ts";
import { signedIn } from "../session/signed-in.ts";
import { staleTime } from "../wallets/stale-time.ts";
import { chosenPays, loadWallets, wallets } from "../wallets/wallets-store.ts";
import { isPlain, type StoresFilter } from "./filter.ts";
import { FilterChips } from "./filter-chips.tsx";
import { NearList } from "./near-list.tsx";
import { StoreRow } from "./store-row.tsx";
import { createStoresList } from "./stores-list.ts";
import { t } from "./words.ts";

/** A search starts when nobody has typed for this long. */
const TYPING_PAUSE_MS = 300;
const VIEWS = ["list", "near", "map"] as const;
type View = (typeof VIEWS)[number];
const VIEW_ICONS = { list: "list", near: "pin", map: "map" } as const;

const StoresMap = lazy(() => import("./map/stores-map.tsx"));

/** Where the Pays can be used: by name, nearest first, or on a map; narrowed by what somebody on the way asks (S15). */
export default function Stores() {
  // All of it in the address: the way back from a store leads to the same list.
  const [query, setQuery] = useSearchParams<{
    view?: string;
    pay?: string;
    text?: string;
    open?: string;
    paper?: string;
    kind?: string;
    followed?: string;
  }>();
  const view = (): View => VIEWS.find((one) => one === query.view) ?? "list";
  const canFollow = () => signedIn() === "yes" && view() === "list";
  const filter = createMemo(
    (): StoresFilter => ({
      text: query.text ?? "",
      programmeId: query.pay,
      openNow: query.open === "1",
      paper: query.paper === "1",
      kind: STORE_KIND_NAMES.find((kind) => kind === query.kind),
      followed: query.followed === "1" && canFollow(),
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const narrow = (change: Partial<StoresFilter>) => {
    const { text, programmeId, openNow, paper, kind, followed } = { ...filter(), ...change };
    const flag = (on: boolean) => (on ? "1" : undefined);
    setQuery(
      {
        ...{ text: text || undefined, pay: programmeId, kind },
        ...{ open: flag(openNow), paper: flag(paper), followed: flag(followed) },
      },
      { replace: true },
    );
  };
  const show = (next: View) => setQuery({ view: next === "list" ? undefined : next }, { replace: true });
  const [typed, setTyped] = createSignal(query.text ?? "");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  onMount(() => {
    if (signedIn() === "yes") void loadWallets();
  });
  const pays = () => [...(wallets()?.map((one) => one.pay) ?? []), ...chosenPays()];
  return (
    <Screen title={wallet("storesTitle")} tabs>
      <fieldset class="switch" aria-label={t("view")}>
        <For each={VIEWS}>
          {(one) => (
            <button type="button" aria-pressed={view() === one} onClick={() => show(one)}>
              <Icon name={VIEW_ICONS[one]} />
              {t(one)}
            </button>
          )}
        </For>
      </fieldset>
      <TextField
        label={wallet("searchStore")}
        type="search"
        icon="search"
        maxlength={60}
        value={typed()}
        onInput={(next) => {
          setTyped(next);
          clearTimeout(timer);
          timer = setTimeout(() => narrow({ text: next.trim() }), TYPING_PAUSE_MS);
        }}
      />
      <FilterChips filter={filter()} pays={pays()} withFollowed={canFollow()} onChange={narrow} />
      <Switch fallback={<ByName filter={filter()} />}>
        <Match when={view() === "near"}>
          <NearList filter={filter()} onByName={() => show("list")} />
        </Match>
        <Match when={view() === "map"}>
          <Suspense fallback={<p role="status">{common("mapLoading")}</p>}>
            <StoresMap filter={filter()} regionIds={[...new Set(pays().map((pay) => pay.regionId))]} />
          </Suspense>
        </Match>
      </Switch>
    </Screen>
  );
}

function ByName(props: { filter: StoresFilter }) {
  const list = createStoresList();
  const empty = () => {
    if (!props.filter.followed) return wallet("storesEmpty");
    return follows(
      isPlain({ ...props.filter, followed: false }) && !props.filter.programmeId ? "empty" : "emptyNarrowed",
    );
  };
  createEffect(
    on(
      () => props.filter,
      (filter) => void list.load(filter),
    ),
  );
  return (
    <>
      <Show when={!online() && list.keptAtMs()}>
        {(atMs) => (
          <Note icon="offline" tone="warn" announce="polite">
            {wallet("fromCache", { time: staleTime(atMs(), serverNow()) })}
          </Note>
        )}
      </Show>
      <Listing
        rows={list.rows()}
        problem={list.trouble()?.code}
        onRetry={list.again}
        empty={{ text: empty(), icon: "shop" }}
      >
        {(rows) => (
          <ul class="list card card--tight">
            <For each={rows}>{(store) => <StoreRow store={store} />}</For>
          </ul>
        )}
      </Listing>
      <Show when={list.more()}>
        <Button wide busy={list.busy()} onPress={() => void list.loadMore()}>
          {wallet("more")}
        </Button>
      </Show>
    </>
  );
}
