import { createSignal } from "solid-js";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { walletOf, wallets } from "../wallets/wallets-store.ts";

const [chosen, setChosen] = createSignal("");

/** The Pay that the easy mode is about: the one chosen on this visit, else the one to spend first. Reactive. */
export function easyPay(): WalletBody | undefined {
  return walletOf(chosen()) ?? wallets()?.[0];
}

export function chooseEasyPay(programmeId: string): void {
  setChosen(programmeId);
}
