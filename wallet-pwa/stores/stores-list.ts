import { createSignal } from "solid-js";
import type { Page } from "../../schema/api/common.ts";
import type { PublicStore } from "../../schema/api/stores.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { keep, kept } from "../session/kept.ts";

const PAGE_ROWS = 30;

export interface StoresQuestion {
  readonly text: string;
  readonly programmeId: string | undefined;
}

/** Stores by name, in pages; the unfiltered beginning is kept for when the network is gone. */
export function createStoresList() {
  const [page, setPage] = createSignal<Page<PublicStore>>();
  const [keptAtMs, setKeptAtMs] = createSignal<number>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  let asked: StoresQuestion = { text: "", programmeId: undefined };
  let turn = 0;

  const fetchPage = (question: StoresQuestion, after: string | undefined) =>
    api("GET stores", {
      query: {
        limit: PAGE_ROWS,
        ...(after ? { after } : {}),
        ...(question.text ? { text: question.text } : {}),
        ...(question.programmeId ? { programmeId: question.programmeId as ProgrammeId } : {}),
      },
    });

  const load = async (question: StoresQuestion) => {
    asked = question;
    const mine = ++turn;
    const name = `stores.${question.programmeId ?? "all"}`;
    if (!page() && !question.text) {
      const stored = kept<Page<PublicStore>>(name);
      setPage(stored?.value);
      setKeptAtMs(stored?.atMs);
    }
    setBusy(true);
    const answer = await fetchPage(question, undefined);
    // A later question has overtaken this one.
    if (mine !== turn) return;
    setBusy(false);
    if (!answer.ok) return void setTrouble(answer.error);
    setTrouble(undefined);
    setPage(answer.value);
    setKeptAtMs(undefined);
    if (!question.text) keep(name, answer.value, serverNow());
  };

  const loadMore = async () => {
    const [before, mine] = [page(), turn];
    if (!before?.next || busy()) return;
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
    again: () => void load(asked),
  };
}
