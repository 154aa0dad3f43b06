import {
  createContext,
  createEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  useContext,
} from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { StoreDay, StorePayment, StoreSummary } from "../../../schema/api/counter.ts";
import { type BusinessDate, businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { fetchOwnSound } from "../../shared/sound/own-sound.ts";
import { createStoreFeed, type FeedState } from "../feed/store-feed.ts";
import { tillLocked } from "../lock/till-lock.ts";
import { createDayPayments, type DayPayments } from "../payments/day-payments.ts";
import type { ChosenTill } from "../till/till-store.ts";
import { announceArrival } from "./arrivals.ts";

/** The totals are read again this long after something happened: at once, and when the projection has surely caught up. */
const TOTALS_SOON_MS = 600;
const TOTALS_LATER_MS = 8_000;
/** How often the day is compared with the calendar, to change word and list after midnight. */
const DAY_CHECK_MS = 20_000;

/** What every screen of one till shares. */
export interface Shop {
  readonly till: () => ChosenTill;
  readonly payments: () => DayPayments;
  readonly feed: () => FeedState;
  readonly day: () => StoreDay | undefined;
  readonly dayTrouble: () => Trouble | undefined;
  readonly summary: () => StoreSummary | undefined;
  readonly summaryTrouble: () => Trouble | undefined;
  readonly reload: () => void;
  /** Totals are out of date: something was taken or voided here. */
  readonly touched: () => void;
  readonly payOf: (programmeId: string) => PayFace | undefined;
  /** The face of the store's only Pay; nothing where it takes several. */
  readonly onlyPay: () => PayFace | undefined;
}

const ShopContext = createContext<Shop>();

/** The till's shared state; a bug outside of `ShopProvider`. */
export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop outside of ShopProvider");
  return shop;
}

/** Lives as long as one store is worked for: listens to its feed, holds today's list, totals and word. */
export function ShopProvider(props: { till: ChosenTill; children: JSX.Element }) {
  const storeId = props.till.store.storeId;
  const [date, setDate] = createSignal<BusinessDate>(businessDate(serverNow()));
  const [payments, setPayments] = createSignal(createDayPayments(storeId));
  const [day, setDay] = createSignal<StoreDay>();
  const [dayTrouble, setDayTrouble] = createSignal<Trouble>();
  const [summary, setSummary] = createSignal<StoreSummary>();
  const [summaryTrouble, setSummaryTrouble] = createSignal<Trouble>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const loadDay = async () => {
    const answer = await api("GET counter/day", { query: { storeId } });
    setDayTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) setDay(answer.value);
  };
  const loadSummary = async () => {
    const answer = await api("GET counter/summary", { query: { storeId } });
    setSummaryTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) setSummary(answer.value);
  };
  const reload = () => {
    void payments().load();
    void loadDay();
    void loadSummary();
  };
  const touched = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    for (const wait of [TOTALS_SOON_MS, TOTALS_LATER_MS])
      timers.add(setTimeout(() => void loadSummary(), wait));
  };
  const payOf = (programmeId: string) =>
    staffSession.me()?.programmes.find((pay) => pay.programmeId === programmeId);

  const feed = createStoreFeed({
    storeId,
    onGap: reload,
    paused: tillLocked,
    onDoubt: () => void staffSession.load(),
    onMessage: (message) => {
      const known = payments()
        .rows()
        ?.some((row) => row.operationId === message.payment.operationId);
      payments().take([message.payment]);
      touched();
      if (!known && message.type === "payment") heard(message.payment);
    },
  });
  const heard = (payment: StorePayment) =>
    announceArrival(payment, payOf(payment.programmeId)?.face, serverNow());

  // What was asked for while the till was locked was refused.
  createEffect(on(tillLocked, (locked, before) => before && !locked && reload()));

  // A sound of a Pay's own is there before its first payment arrives.
  createEffect(() => {
    for (const pay of staffSession.me()?.programmes ?? []) void fetchOwnSound(pay.face);
  });

  const midnight = setInterval(() => {
    const now = businessDate(serverNow());
    if (now === date()) return;
    setDate(now);
    setPayments(createDayPayments(storeId));
    reload();
  }, DAY_CHECK_MS);
  onMount(reload);
  onCleanup(() => {
    clearInterval(midnight);
    for (const timer of timers) clearTimeout(timer);
  });

  const shop: Shop = {
    till: () => props.till,
    payments,
    feed: feed.state,
    day,
    dayTrouble,
    summary,
    summaryTrouble,
    reload,
    touched,
    payOf,
    onlyPay: () => {
      const [only, ...more] = staffSession.me()?.programmes ?? [];
      return more.length === 0 ? only : undefined;
    },
  };
  return <ShopContext.Provider value={shop}>{props.children}</ShopContext.Provider>;
}
