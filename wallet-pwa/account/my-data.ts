import type { HistoryRow } from "../../schema/api/history.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { ok, type Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";

const PAGE_ROWS = 50;
/** Entries of one Pay's history that the file has at most, the newest. */
export const MOST_ROWS = 10_000;

/** One Pay as the file has it; handles and tails are keys, not data of a person. */
interface PayData {
  readonly pay: { readonly programmeId: string; readonly payName: string; readonly regionName: string };
  readonly spendableYen: number;
  readonly lots: WalletBody["lots"];
  readonly answers: unknown;
  readonly history: readonly HistoryRow[];
  readonly complete: boolean;
}

/** Everything about the signed-in person, as the system tells them everywhere else too, for one file. */
export interface MyData {
  readonly me: unknown;
  readonly consents: unknown;
  readonly devices: unknown;
  readonly passkeys: unknown;
  /** Which news wake one's devices. */
  readonly news: unknown;
  /** The stores one follows, by number and name. */
  readonly follows: readonly { readonly storeId: string; readonly name: string; readonly town: string }[];
  readonly pays: readonly PayData[];
}

/** Collects it; says on the way how many entries there are so far. The first reply that fails ends it. */
export async function myData(onCount: (count: number) => void): Promise<Result<MyData, Trouble>> {
  const me = await api("GET residents/me");
  if (!me.ok) return me;
  const consents = await api("GET residents/consents");
  if (!consents.ok) return consents;
  const devices = await api("GET residents/devices");
  if (!devices.ok) return devices;
  const passkeys = await api("GET residents/passkeys");
  if (!passkeys.ok) return passkeys;
  const news = await api("GET residents/push");
  if (!news.ok) return news;
  const follows = await followedStores();
  if (!follows.ok) return follows;
  const wallets = await api("GET wallets");
  if (!wallets.ok) return wallets;
  const pays: PayData[] = [];
  let count = 0;
  for (const { pay, spendableYen, lots } of wallets.value.wallets) {
    const path = { programmeId: pay.programmeId };
    const adding = await api("GET residents/pays/:programmeId", { path });
    if (!adding.ok) return adding;
    const history: HistoryRow[] = [];
    let after: string | null = "";
    while (after !== null && history.length < MOST_ROWS) {
      const query: { limit: number; after?: string } = { limit: PAGE_ROWS, ...(after ? { after } : {}) };
      const page = await api("GET wallets/:programmeId/journal", { path, query });
      if (!page.ok) return page;
      history.push(...page.value.rows);
      count += page.value.rows.length;
      onCount(count);
      after = page.value.next;
    }
    const { programmeId, payName, regionName } = pay;
    pays.push({
      pay: { programmeId, payName, regionName },
      ...{ spendableYen, lots, answers: adding.value, history, complete: after === null },
    });
  }
  return ok({
    me: me.value,
    consents: consents.value,
    devices: devices.value,
    passkeys: passkeys.value,
    news: news.value.choices,
    follows: follows.value,
    pays,
  });
}

async function followedStores(): Promise<Result<MyData["follows"], Trouble>> {
  const stores: MyData["follows"][number][] = [];
  let after: string | null = "";
  // At most as many as one may follow, so it ends.
  while (after !== null) {
    const query: { limit: number; after?: string } = { limit: PAGE_ROWS, ...(after ? { after } : {}) };
    const page = await api("GET residents/follows", { query });
    if (!page.ok) return page;
    stores.push(...page.value.rows.map(({ storeId, name, town }) => ({ storeId, name, town })));
    after = page.value.next;
  }
  return ok(stores);
}
