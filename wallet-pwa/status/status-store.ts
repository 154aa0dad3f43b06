import { createRoot, createSignal } from "solid-js";
import type { Disturbance } from "../../schema/api/status.ts";
import { api } from "../../web/shared/client/api.ts";
import { online, whenBack } from "../../web/shared/client/online.ts";
import { chosenPays, wallets } from "../wallets/wallets-store.ts";
import { concerning, gravest } from "./concerning.ts";

/** A wallet that is looked at asks this often. */
const ASK_EVERY_MS = 60_000;

const [all, setAll] = createSignal<readonly Disturbance[]>([]);

/** What whoever holds this wallet is told: of what is disturbed everywhere or where their Pays are from, the gravest (DEG-4). Reactive. */
export function disturbances(): readonly Disturbance[] {
  const pays = [...(wallets()?.map(({ pay }) => pay) ?? []), ...chosenPays()];
  const regions = pays.map(({ regionId }) => regionId);
  return gravest(concerning(all(), regions));
}

/** Why nothing can be paid or charged just now in a region; null where it can. Reactive. */
export function payingStop(regionId: string | undefined): "offline" | "payments" | null {
  if (!online()) return "offline";
  return concerning(all(), [regionId]).some(({ kind }) => kind === "payments") ? "payments" : null;
}

/** Asks how things stand; where there is no answer, what was known stays. */
export async function loadStatus(): Promise<void> {
  const answer = await api("GET status");
  if (answer.ok) setAll(answer.value.disturbances);
}

/** Asks now and then for as long as the page is looked at. Call once, when the first screen stands. */
export function watchStatus(): void {
  const ask = () => {
    if (!document.hidden) void loadStatus();
  };
  createRoot(() => whenBack(ask));
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, ASK_EVERY_MS);
  ask();
}
