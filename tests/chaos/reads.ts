import type { HolderReply } from "../../schema/api/holders.ts";
import type { Wallets } from "../../schema/api/wallets.ts";
import type { ShownBalance } from "./compare.ts";
import type { Operation, OperationLog } from "./operation-log.ts";
import type { World } from "./world.ts";

/** Questions one account may ask in a minute, less a margin (`resolve:account`). */
const QUESTIONS = 50;
/** Coupons looked at, the last handed over. */
const COUPONS = 150;

/**
 * What the living system says at the end: every resident's balance as the wallet shows it, coupons as the call centre sees
 * them, and what became of as many of each resident's operations as may be asked for, the newest. The answers join what the
 * clients remember.
 */
export async function lastReads(
  world: World,
  log: OperationLog,
  couponIds: readonly string[],
): Promise<readonly ShownBalance[]> {
  const shown: ShownBalance[] = [];
  for (const { device, residentId } of world.residents) {
    const reply = await device.ask<Wallets>("GET", "wallets");
    if (!reply.ok) throw new Error(`a wallet can't be read at the end: ${reply.error.code}`);
    for (const wallet of reply.value.wallets)
      shown.push({
        holder: `${residentId}:${world.programmeId}`,
        spendableYen: wallet.spendableYen,
        frozen: wallet.frozen,
      });
    const wallet = reply.value.wallets[0];
    if (!wallet) continue;
    const own = newest(log, (each) => each.id.endsWith(wallet.idTail));
    for (const operation of own) await device.resolve(operation, wallet.handle);
  }
  const [office] = world.offices;
  for (const couponId of office ? couponIds.slice(-COUPONS) : []) {
    const reply = await office?.ask<HolderReply>("POST", "holders", { couponId });
    if (!reply?.ok || reply.value.kind !== "coupon") continue;
    const { spendableYen, frozen } = reply.value.coupon;
    shown.push({ holder: couponId, spendableYen, frozen });
  }
  return shown;
}

function newest(log: OperationLog, isWanted: (operation: Operation) => boolean): readonly Operation[] {
  return [...log.operations.values()].filter(isWanted).slice(-QUESTIONS);
}
