import type * as z from "zod";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import type { HistoryDetail, HistoryRow, historyQuerySchema } from "../../schema/api/history.ts";
import { type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import type { HistoryQuery } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  type OperationId,
  type ProgrammeId,
  type ResidentId,
  walletName,
} from "../../schema/ids.ts";
import { MAX_HISTORY_FILE_ROWS, MAX_PAGE_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { reversedOfActor } from "../data/journal.ts";
import { keyAfter, readNumberKey } from "../data/keyset.ts";
import { type ProgrammeFacts, payFaceOf } from "../data/programmes.ts";
import { type StoreFacts, storesByIds } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { storeFacts } from "../http/facts.ts";
import { entryKinds, operationsOf, rowsOf, storeIdOf } from "./rows.ts";

/** Whose history it is, and of which Pay. */
export interface HistoryOwner {
  readonly residentId: ResidentId;
  readonly programmeId: ProgrammeId;
}
type Query = z.output<typeof historyQuerySchema>;
type Period = { readonly from?: BusinessDate | undefined; readonly to?: BusinessDate | undefined };

const NOTHING_BACK: ReadonlyMap<string, number> = new Map();
const actorOf = ({ residentId, programmeId }: HistoryOwner): ActorName => walletName(residentId, programmeId);

/** The moments of a period of business dates (HIS-1). Pure. */
export function momentsOf({ from, to }: Period): Pick<HistoryQuery, "fromMs" | "beforeMs"> {
  return {
    ...(from ? { fromMs: startOfDayMs(from) } : {}),
    ...(to ? { beforeMs: endExclusiveMs(to) } : {}),
  };
}

/** A page of the history, newest first (HIS-1). Rejects where the wallet doesn't answer. */
export async function historyPage(env: Env, owner: HistoryOwner, query: Query) {
  const actor = actorOf(owner);
  const { limit, kind, storeId } = query;
  const entries = await walletStub(env, actor).history({
    beforeSeq: readNumberKey(query.after)?.[0] ?? null,
    limit: limit + 1,
    kinds: entryKinds(kind),
    ...momentsOf(query),
    ...(storeId ? { storeId } : {}),
  });
  const all = operationsOf(entries);
  const operations = all.slice(0, limit);
  const [stores, reversed] = await Promise.all([
    shownStores(env, operations),
    reversedOfActor(databaseOf(env, null), actor, entries).catch(() => NOTHING_BACK),
  ]);
  const rows = rowsOf(operations, stores, reversed);
  const oldest = operations.at(-1)?.[0]?.seq;
  const more = all.length > limit && oldest !== undefined;
  return { rows, next: more ? keyAfter([oldest, "seq"]) : null };
}

/** All rows of a period, oldest first; null where there are more than one file has (HIS-4). */
export async function historyRows(
  env: Env,
  owner: HistoryOwner,
  period: Period,
): Promise<readonly HistoryRow[] | null> {
  const wallet = walletStub(env, actorOf(owner));
  const entries: JournalEntry[] = [];
  let count = 0;
  for (let beforeSeq: number | null = null; ; ) {
    const query: HistoryQuery = { beforeSeq, limit: MAX_PAGE_ROWS, kinds: entryKinds(undefined) };
    const page = await wallet.history({ ...query, ...momentsOf(period) });
    const firsts = page.filter((entry) => entry.line === 0);
    entries.push(...page);
    count += firsts.length;
    if (count > MAX_HISTORY_FILE_ROWS) return null;
    beforeSeq = firsts.at(-1)?.seq ?? null;
    if (firsts.length < MAX_PAGE_ROWS || beforeSeq === null) break;
  }
  const operations = operationsOf(entries).toReversed();
  const stores = await storesOf(env, operations);
  return rowsOf(operations, stores, NOTHING_BACK);
}

/** Everything about one operation (HIS-2); null where this wallet knows of none that its owner reads. */
export async function historyDetail(
  env: Env,
  owner: HistoryOwner,
  operationId: OperationId,
  programme: ProgrammeFacts,
  nowMs: number,
): Promise<HistoryDetail | null> {
  const story = await walletStub(env, actorOf(owner)).operation({ operationId });
  const first = story?.lines[0];
  if (!story || !first) return null;
  const stores = await shownStores(env, [story.lines]);
  const back = new Map([[operationId, sum(story.reversals)]]);
  const row = rowsOf([story.lines], stores, back)[0];
  if (!row) return null;
  const store = stores.get(storeIdOf(first) ?? "");
  const { balanceAfterYen, expiredYen } = (first.result ?? {}) as { balanceAfterYen?: Yen; expiredYen?: Yen };
  return {
    row,
    pay: payFaceOf(programme, nowMs),
    shop: store ? { organisation: store.organisationName, address: store.address, phone: store.phone } : null,
    tillNumber: store?.tills.find((till) => till.tillId === first.detail?.tillId)?.number ?? null,
    parts: partsOf(story.lines),
    balanceAfterYen: balanceAfterYen ?? null,
    expiredYen: expiredYen ?? (0 as Yen),
    payment: rowsOf([story.payment], stores, NOTHING_BACK)[0] ?? null,
    reversals: rowsOf(operationsOf(story.reversals), stores, NOTHING_BACK),
  };
}

/** What an operation moved, by expiry: lots that end on the same day are one part to their owner. Pure. */
function partsOf(lines: readonly JournalEntry[]): HistoryDetail["parts"] {
  const byDate = Map.groupBy(
    lines.filter((line) => line.expiresOn !== null && line.amountYen !== 0),
    (line) => line.expiresOn as BusinessDate,
  );
  return [...byDate]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expiresOn, own]) => ({ expiresOn, amountYen: sum(own) }));
}

const sum = (lines: readonly JournalEntry[]): number => lines.reduce((all, line) => all + line.amountYen, 0);

function storesOf(
  env: Env,
  operations: readonly (readonly JournalEntry[])[],
): Promise<ReadonlyMap<string, StoreFacts>> {
  return storesByIds(
    databaseOf(env, null),
    operations.flatMap(([first]) => storeIdOf(first) ?? []),
  );
}

/**
 * The same for a screen. What happened is the actor's word; where D1 is away names are those that this isolate remembers, and marks
 * of what was given back wait (DEG-3). A file is not made of that.
 */
function shownStores(
  env: Env,
  operations: readonly (readonly JournalEntry[])[],
): Promise<ReadonlyMap<string, StoreFacts>> {
  return storesOf(env, operations).catch(async () => {
    const ids = new Set(operations.flatMap(([first]) => storeIdOf(first) ?? []));
    const known = await Promise.all([...ids].map((id) => storeFacts(env, id).catch(() => null)));
    return new Map(known.flatMap((store) => (store ? [[store.id, store] as const] : [])));
  });
}
