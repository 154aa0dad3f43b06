import { createSignal } from "solid-js";
import type { PayFace } from "../../schema/api/common.ts";
import type { WalletBody, Wallets } from "../../schema/api/wallets.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { type Kept, keep, kept } from "../session/kept.ts";
import { inOrder } from "./order.ts";
import { staleTime } from "./stale-time.ts";

const BALANCES = "balances";
const CHOSEN = "chosen";

const [balances, setBalances] = createSignal<Kept<Wallets["wallets"]>>();
const [fresh, setFresh] = createSignal(false);
const [failed, setFailed] = createSignal<Trouble>();
const [chosen, setChosen] = createSignal<readonly PayFace[]>([]);

/** The Pays with their balances, in the order of the home screen; undefined before the first answer. */
export function wallets(): readonly WalletBody[] | undefined {
  const known = balances();
  return known ? inOrder(known.value) : undefined;
}

export function walletOf(programmeId: string): WalletBody | undefined {
  return balances()?.value.find((one) => one.pay.programmeId === programmeId);
}

/** Pays chosen on this phone that have no balance yet. */
export function chosenPays(): readonly PayFace[] {
  return chosen().filter((pay) => !walletOf(pay.programmeId));
}

/** Whether a Pay is on the home screen already. */
export function havePay(programmeId: string): boolean {
  return Boolean(walletOf(programmeId)) || chosen().some((one) => one.programmeId === programmeId);
}

/** From when the balances are, in words, where they are not from just now (B14). */
export function balanceFrom(): string | undefined {
  const since = balances()?.atMs;
  return since === undefined || (fresh() && online()) ? undefined : staleTime(since, serverNow());
}

/** Why the balances could not be read; undefined while offline, which has words of its own. */
export function walletsTrouble(): Trouble | undefined {
  const trouble = failed();
  return trouble?.code === "offline" || !online() ? undefined : trouble;
}

/** Shows what this phone remembers, then asks the system. */
export async function loadWallets(): Promise<void> {
  if (!balances()) {
    setBalances(kept<Wallets["wallets"]>(BALANCES));
    setChosen(kept<readonly PayFace[]>(CHOSEN)?.value ?? []);
  }
  const answer = await api("GET wallets");
  if (!answer.ok) {
    setFresh(false);
    setFailed(answer.error);
    return;
  }
  const { wallets: list, serverNowMs } = answer.value;
  setBalances({ atMs: serverNowMs, value: list });
  setFailed(undefined);
  setFresh(true);
  keep(BALANCES, list, serverNowMs);
}

/** Asks anew after the network was gone: until there is an answer the balances are those of then (B14). */
export function refreshWallets(): void {
  setFresh(false);
  void loadWallets();
}

/** Puts a Pay on the home screen before anything was charged into it (S11). */
export function choosePay(pay: PayFace, nowMs: number): void {
  const next = [...chosen().filter((one) => one.programmeId !== pay.programmeId), pay];
  setChosen(next);
  keep(CHOSEN, next, nowMs);
}

/** Forgets the balances on the screen, when somebody signs out. */
export function clearWallets(): void {
  setBalances(undefined);
  setChosen([]);
  setFailed(undefined);
  setFresh(false);
}
