import { type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { databaseOf } from "../data/database.ts";
import { movesOfStore } from "../data/journal.ts";
import { keyAfter, readNumberKey } from "../data/keyset.ts";
import type { StoreFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import type { StoreMove } from "../http/store-move.ts";
import { recentMoves, storePayment } from "../http/store-payments.ts";

/** Moves of one store and day that a list merges; a day with more is paged before it is merged. */
const MAX_DAY_MOVES = 2_000;

/** Newest first, by time and then id, as the database sorts them. */
function newestFirst(a: StoreMove, b: StoreMove): number {
  return b.atMs - a.atMs || (a.operationId < b.operationId ? 1 : -1);
}

/** A page of what happened at a store on one business date: the projection and what this isolate has just seen, without doubles (FED-1). */
export async function dayPage(
  env: Env,
  { id, regionId }: Pick<StoreFacts, "id" | "regionId">,
  page: { readonly date: BusinessDate; readonly after: string | undefined; readonly limit: number },
) {
  const time = { fromMs: startOfDayMs(page.date), beforeMs: endExclusiveMs(page.date) };
  const projected = await movesOfStore(databaseOf(env, regionId), regionId, id, time, MAX_DAY_MOVES);
  const known = new Set(projected.map((move) => move.operationId));
  const fresh = recentMoves(env, id).filter(
    (move) => !known.has(move.operationId) && move.atMs >= time.fromMs && move.atMs < time.beforeMs,
  );
  const all = [...fresh, ...projected].sort(newestFirst);
  const reversed = new Map<string, number>();
  const receipts = new Map(all.filter((m) => m.kind === "pay").map((m) => [m.operationId, m.receiptNumber]));
  for (const move of all)
    if (move.kind === "reverse" && move.payment)
      reversed.set(move.payment, (reversed.get(move.payment) ?? 0) + move.amountYen);
  const after = readNumberKey(page.after);
  const rest = after
    ? all.filter((move) => move.atMs < after[0] || (move.atMs === after[0] && move.operationId < after[1]))
    : all;
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  const rows = await Promise.all(
    shown.map((move) =>
      storePayment(
        env,
        {
          ...move,
          receiptNumber: move.receiptNumber || (move.payment ? (receipts.get(move.payment) ?? "") : ""),
        },
        reversed.get(move.operationId) ?? 0,
      ),
    ),
  );
  return { rows, next: last && rest.length > shown.length ? keyAfter([last.atMs, last.operationId]) : null };
}
