import type { WalletBody } from "../../schema/api/wallets.ts";

/**
 * The order on the home screen: what can be spent and runs out first is on top, then what can be spent, then
 * the empty and the frozen, each by name so that nothing jumps about.
 */
export function inOrder(wallets: readonly WalletBody[]): readonly WalletBody[] {
  return [...wallets].sort((a, b) => rank(a) - rank(b) || ends(a, b) || byName(a, b));
}

function rank(wallet: WalletBody): number {
  if (wallet.frozen) return 2;
  return wallet.spendableYen > 0 ? 0 : 1;
}

function ends(a: WalletBody, b: WalletBody): number {
  const [one, other] = [a.earliest?.expiresOn ?? "9999", b.earliest?.expiresOn ?? "9999"];
  return one < other ? -1 : one > other ? 1 : 0;
}

function byName(a: WalletBody, b: WalletBody): number {
  return a.pay.payName < b.pay.payName ? -1 : a.pay.payName > b.pay.payName ? 1 : 0;
}
