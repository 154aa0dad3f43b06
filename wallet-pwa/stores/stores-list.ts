import { createSignal } from "solid-js";
import type { Page } from "../../schema/api/common.ts";
import type { FollowedStore } from "../../schema/api/follows.ts";
import type { PublicStore } from "../../schema/api/stores.ts";
import type { Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { keep, kept } from "../session/kept.ts";
import { filterQuery, isPlain, type StoresFilter } from "./filter.ts";

const PAGE_ROWS = 30;

/** A store of the list; one that is followed says besides whether it takes payments at present. */
type ListedStore = PublicStore & Partial<Pick<FollowedStore, "open">>;

/** Stores by name, in pages; the unfiltered beginning is kept for when the network is gone. */
export function createStoresList() {
  const [page, setPage] = createSignal<Page<ListedStore>>();
  const [keptAtMs, setKeptAtMs] = createSignal<number>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  let asked: StoresFilter | undefined;
  let turn = 0;

  const fetchPage = (
    filter: StoresFilter,
    after: string | undefined,
  ): Promise<Result<Page<ListedStore>, Trouble>> => {
    const query = { limit: PAGE_ROWS, ...(after ? { after } : {}), ...filterQuery(filter) };
    return filter.followed ? api("GET residents/follows", { query }) : api("GET stores", { query });
  };

  const load = async (filter: StoresFilter) => {
    const followedBefore = asked?.followed ?? filter.followed;
    asked = filter;
    const mine = ++turn;
    const name = `stores.${filter.programmeId ?? "all"}`;
    if (!page() && isPlain(filter)) {
      const stored = kept<Page<ListedStore>>(name);
      setPage(stored?.value);
      setKeptAtMs(stored?.atMs);
    }
    // What somebody follows is not what they saw before: nothing else stands there meanwhile.
    if (followedBefore !== filter.followed) setPage(undefined);
    setBusy(true);
    const answer = await fetchPage(filter, undefined);
    // A later question has overtaken this one.
    if (mine !== turn) return;
    setBusy(false);
    if (!answer.ok) return void setTrouble(answer.error);
    setTrouble(undefined);
    setPage(answer.value);
    setKeptAtMs(undefined);
    if (isPlain(filter)) keep(name, answer.value, serverNow());
  };

  const loadMore = async () => {
    const [before, mine] = [page(), turn];
    if (!before?.next || !asked || busy()) return;
    setBusy(true);
    const answer = await fetchPage(asked, before.next);
    if (mine !== turn) return;
    setBusy(false);
    if (answer.ok) setPage({ rows: [...before.rows, ...answer.value.rows], next: answer.value.next });
    else setTrouble(answer.error);
  };

  return {
    rows: () => page()?.rows,
    more: () => Boolean(page()?.next),
    busy,
    trouble,
    keptAtMs,
    load,
    loadMore,
    again: () => void (asked && load(asked)),
  };
}
