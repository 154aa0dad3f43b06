import { createSignal } from "solid-js";
import type { Page } from "../../schema/api/common.ts";
import type { Result } from "../../schema/result.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { keep, kept } from "../session/kept.ts";

/** Where the rows of a list come from. */
export interface PageSource<Question, Row> {
  readonly fetch: (question: Question, after: string | undefined) => Promise<Result<Page<Row>, Trouble>>;
  /** The name under which the beginning is kept for when the network is gone; undefined keeps nothing. */
  readonly keptAs?: (question: Question) => string | undefined;
  /** Whether rows of the question before may stand until those of this one are there; they may, unless it is said here. */
  readonly staysWhile?: (before: Question, now: Question) => boolean;
}

/** A list in pages, by one question at a time: the answer to a question that was overtaken by another is dropped. */
export function createPages<Question, Row>(source: PageSource<Question, Row>) {
  const [page, setPage] = createSignal<Page<Row>>();
  const [keptAtMs, setKeptAtMs] = createSignal<number>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  let asked: { readonly question: Question } | undefined;
  let turn = 0;

  const load = async (question: Question): Promise<void> => {
    const mine = ++turn;
    const name = source.keptAs?.(question);
    if (asked && source.staysWhile && !source.staysWhile(asked.question, question)) setPage(undefined);
    asked = { question };
    if (!page() && name !== undefined) {
      const stored = kept<Page<Row>>(name);
      setPage(stored?.value);
      setKeptAtMs(stored?.atMs);
    }
    setBusy(true);
    const answer = await source.fetch(question, undefined);
    if (mine !== turn) return;
    setBusy(false);
    if (!answer.ok) return void setTrouble(answer.error);
    setTrouble(undefined);
    setPage(answer.value);
    setKeptAtMs(undefined);
    if (name !== undefined) keep(name, answer.value, serverNow());
  };

  const loadMore = async (): Promise<void> => {
    const [before, mine] = [page(), turn];
    if (!before?.next || !asked || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await source.fetch(asked.question, before.next);
    if (mine !== turn) return;
    setBusy(false);
    if (answer.ok) setPage({ rows: [...before.rows, ...answer.value.rows], next: answer.value.next });
    else setTrouble(answer.error);
  };

  return {
    rows: () => page()?.rows,
    /** Whether there are further rows. */
    more: () => Boolean(page()?.next),
    busy,
    trouble,
    /** The server's time of what is shown, where it is only remembered. */
    keptAtMs,
    load,
    loadMore,
    again: () => void (asked && load(asked.question)),
  };
}
