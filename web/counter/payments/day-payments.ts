import { createSignal } from "solid-js";
import type { StorePayment } from "../../../schema/api/counter.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { mergePayments } from "./merge-payments.ts";

/** Rows asked for at a time. */
const PAGE_ROWS = 50;

/** The payments, voids and refunds of one store on one business date, newest first. */
export interface DayPayments {
  /** Undefined until the first page came. */
  readonly rows: () => readonly StorePayment[] | undefined;
  readonly trouble: () => Trouble | undefined;
  /** Whether there are older ones to load. */
  readonly hasMore: () => boolean;
  readonly loading: () => boolean;
  /** Reads the newest page (again); rows that are there stay. */
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  /** Takes what the feed or an own command brought. */
  readonly take: (incoming: readonly StorePayment[]) => void;
}

/** @param date a business date; today as the server counts it where left out */
export function createDayPayments(storeId: string, date?: string): DayPayments {
  const [rows, setRows] = createSignal<readonly StorePayment[]>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [next, setNext] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(false);
  let asked = 0;
  /** What arrived before the first page did. */
  let early: readonly StorePayment[] = [];

  const read = async (after: string | undefined) => {
    const turn = ++asked;
    setLoading(true);
    const page = await api("GET counter/payments", {
      query: { storeId, date, after, limit: PAGE_ROWS } as { storeId: string; limit: number },
    });
    if (turn !== asked) return;
    setLoading(false);
    if (!page.ok) {
      setTrouble(page.error);
      return;
    }
    setTrouble(undefined);
    // The first page again says nothing new about how far older pages were read.
    if (after !== undefined || rows() === undefined) setNext(page.value.next);
    setRows((before) => mergePayments(before ?? early, page.value.rows));
    early = [];
  };
  return {
    rows,
    trouble,
    loading,
    hasMore: () => next() !== null,
    load: () => read(undefined),
    loadMore: () => read(next() ?? undefined),
    take: (incoming) => {
      if (rows() === undefined) early = [...early, ...incoming];
      else setRows((before) => mergePayments(before ?? [], incoming));
    },
  };
}
