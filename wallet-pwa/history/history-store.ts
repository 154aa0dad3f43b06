import { createSignal } from "solid-js";
import type { Page } from "../../schema/api/common.ts";
import type { HistoryRow } from "../../schema/api/history.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { keep, kept } from "../session/kept.ts";

const PAGE_ROWS = 30;

/** The history of one Pay: pages from the newest on; the first one is kept for when the network is gone. */
export function createHistory() {
  const [page, setPage] = createSignal<Page<HistoryRow>>();
  const [keptAtMs, setKeptAtMs] = createSignal<number>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  let current: string | undefined;

  const load = async (programmeId: string) => {
    if (current !== programmeId) {
      current = programmeId;
      const stored = kept<Page<HistoryRow>>(`history.${programmeId}`);
      setPage(stored?.value);
      setKeptAtMs(stored?.atMs);
    }
    setTrouble(undefined);
    const answer = await api("GET wallets/:programmeId/journal", {
      path: { programmeId },
      query: { limit: PAGE_ROWS },
    });
    if (current !== programmeId) return;
    if (!answer.ok) return void setTrouble(answer.error);
    setPage(answer.value);
    setKeptAtMs(undefined);
    keep(`history.${programmeId}`, answer.value, serverNow());
  };

  const loadMore = async () => {
    const [programmeId, before] = [current, page()];
    if (!programmeId || !before?.next || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("GET wallets/:programmeId/journal", {
      path: { programmeId },
      query: { limit: PAGE_ROWS, after: before.next },
    });
    setBusy(false);
    if (current !== programmeId) return;
    if (answer.ok) setPage({ rows: [...before.rows, ...answer.value.rows], next: answer.value.next });
    else setTrouble(answer.error);
  };

  return {
    rows: () => page()?.rows,
    /** Whether there are older rows. */
    more: () => Boolean(page()?.next),
    busy,
    trouble,
    /** The server's time of what is shown, where it is only remembered. */
    keptAtMs,
    load,
    loadMore,
  };
}
