import type { Wallets } from "../../schema/api/wallets.ts";
import type { ShownBalance } from "./compare.ts";
import type { Operation, OperationLog } from "./operation-log.ts";
import type { World } from "./world.ts";

/** Questions one account may ask in a minute, less a margin (`resolve:account`). */
const QUESTIONS = 50;

/**
 * What the living system says at the end: every resident's balance as the wallet shows it, and of as many operations as
 * may be asked for what became of them, the newest first. The answers join what the clients remember.
 */
export async function compareReads(world: World, log: OperationLog): Promise<readonly ShownBalance[]> {
  const shown: ShownBalance[] = [];
  for (const { device, residentId } of world.residents) {
    const reply = await device.ask<Wallets>("GET", "wallets");
    if (!reply.ok) throw new Error(`a wallet can't be read at the end: ${reply.error.code}`);
    for (const wallet of reply.value.wallets)
      shown.push({
        actor: `${residentId}:${world.programmeId}`,
        spendableYen: wallet.spendableYen,
        frozen: wallet.frozen,
      });
    const wallet = reply.value.wallets[0];
    if (!wallet) continue;
    const own = newest(log, (each) => each.id.endsWith(wallet.idTail));
    for (const operation of own) await device.resolve(operation, wallet.handle);
  }
  return shown;
}

function newest(log: OperationLog, isWanted: (operation: Operation) => boolean): readonly Operation[] {
  return [...log.operations.values()].filter(isWanted).slice(-QUESTIONS);
}
