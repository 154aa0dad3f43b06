import { Hono } from "hono";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import {
  type HistoryRow,
  historyPageSchema,
  historyQuerySchema,
  type WalletBody,
  walletParamSchema,
  walletsSchema,
} from "../../schema/api/wallets.ts";
import type { BalanceView } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { type ActorName, type ProgrammeId, type ResidentId, walletName } from "../../schema/ids.ts";
import { INSPECT_HANDLE_MS, MAX_PAGE_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { reversedOfActor } from "../data/journal.ts";
import { keyAfter, readNumberKey } from "../data/keyset.ts";
import { type ProgrammeFacts, payFaceOf, ruleNow } from "../data/programmes.ts";
import { type StoreFacts, storesByIds } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts, residentLinks, storeFacts } from "../http/facts.ts";
import { sealHandle } from "../http/handles.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** A wallet's balance, or null where its actor did not answer. */
export async function viewWallet(env: Env, actor: ActorName): Promise<BalanceView | null> {
  try {
    const view = await walletStub(env, actor).view();
    return view.ok ? view.value : null;
  } catch {
    return null;
  }
}

/** One Pay of a resident as the wallet shows it. */
export async function walletBody(
  env: Env,
  view: BalanceView,
  programme: ProgrammeFacts,
  sessionId: string,
  nowMs: number,
): Promise<WalletBody> {
  const live = view.lots.filter((lot) => !lot.expired);
  const first = live.map((lot) => lot.expiresOn).sort()[0];
  const handle = await sealHandle(env, {
    actorClass: "wallet",
    actor: view.actor,
    programmeId: view.programmeId,
    regionId: view.regionId,
    purpose: "inspect",
    sessionId,
    expiresAtMs: nowMs + INSPECT_HANDLE_MS,
  });
  return {
    pay: payFaceOf(programme, nowMs),
    spendableYen: view.spendableYen,
    earliest:
      first === undefined
        ? null
        : {
            expiresOn: first,
            amountYen: live
              .filter((lot) => lot.expiresOn === first)
              .reduce((sum, lot) => sum + lot.remainingYen, 0) as Yen,
          },
    lots: view.lots.map(({ remainingYen, expiresOn, expired }) => ({ remainingYen, expiresOn, expired })),
    frozen: view.frozen,
    idTail: view.idTail,
    handle,
    payLimitYen: ruleNow(programme, nowMs).payLimitYen,
    asks: programme.residentAsks.attributes.length > 0,
  };
}

const HISTORY_KINDS: { readonly [kind: string]: HistoryRow["kind"] } = {
  pay: "payment",
  extend: "expiry-changed",
  freeze: "frozen",
  unfreeze: "unfrozen",
};

/** Journal rows, newest first, as operations a person understands; rows that moved nothing for them are left out. */
function operationsOf(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of entries)
    groups.set(entry.operationId, [...(groups.get(entry.operationId) ?? []), entry]);
  return [...groups.values()].map((group) => group.sort((a, b) => a.line - b.line));
}

function kindOf(first: JournalEntry): HistoryRow["kind"] | null {
  if (first.kind === "credit") return first.detail?.origin === "grant" ? "grant" : "charge";
  if (first.kind === "reverse") return first.detail?.mode === "void" ? "void" : "refund";
  return HISTORY_KINDS[first.kind] ?? null;
}

/** The resident's Pays and their histories. */
export const wallets = new Hono<ApiContext>()
  .get(
    "/wallets",
    doc("resident", "The Pays of the signed-in resident", walletsSchema),
    residentOnly,
    async (c) => {
      const { residentId, session } = c.get("resident");
      const nowMs = clockOf(c.env).now();
      const links = await residentLinks(c.env, residentId);
      const bodies = await Promise.all(
        links.map(async (link) => {
          const [view, programme] = await Promise.all([
            viewWallet(c.env, link.actor as ActorName),
            programmeFacts(c.env, link.programmeId),
          ]);
          return view && programme ? walletBody(c.env, view, programme, session.sessionId, nowMs) : null;
        }),
      );
      // A wallet that doesn't answer is no wallet of 0: better no list than a wrong one.
      if (bodies.includes(null)) return problem(c, "try-again");
      const shown = bodies.filter((body) => body !== null).sort((a, b) => b.spendableYen - a.spendableYen);
      return c.json({ wallets: shown, serverNowMs: nowMs });
    },
  )
  .get(
    "/wallets/:programmeId/journal",
    doc("resident", "What happened in one Pay, newest first", historyPageSchema),
    residentOnly,
    valid("param", walletParamSchema),
    valid("query", historyQuerySchema),
    async (c) => {
      const { programmeId } = c.req.valid("param");
      const query = c.req.valid("query");
      const { residentId } = c.get("resident");
      const before = readNumberKey(query.after)?.[0] ?? null;
      return historyPage(c.env, residentId, programmeId, before, query.limit).then(
        (page) => c.json(page),
        () => problem(c, "try-again"),
      );
    },
  );

/** The stores among these that this isolate remembers. */
async function knownStores(env: Env, ids: readonly string[]): Promise<ReadonlyMap<string, StoreFacts>> {
  const found = await Promise.all([...new Set(ids)].map((id) => storeFacts(env, id).catch(() => null)));
  return new Map(found.flatMap((store) => (store ? [[store.id, store] as const] : [])));
}

async function historyPage(
  env: Env,
  residentId: ResidentId,
  programmeId: ProgrammeId,
  beforeSeq: number | null,
  limit: number,
) {
  const actor = walletName(residentId, programmeId);
  const entries = await walletStub(env, actor).history({ beforeSeq, limit: MAX_PAGE_ROWS });
  const all = operationsOf(entries);
  // The last operation of a full page may have more lines than were sent; it comes with the next page.
  const whole = entries.length === MAX_PAGE_ROWS && all.length > 1 ? all.slice(0, -1) : all;
  const page = whole.slice(0, limit);
  const oldest = page.at(-1)?.at(0)?.seq;
  const more = page.length < all.length || entries.length === MAX_PAGE_ROWS;

  const storeIds = page.flatMap(([first]) =>
    typeof first?.detail?.storeId === "string" ? [first.detail.storeId] : [],
  );
  const db = databaseOf(env, null);
  // What happened is the actor's word; names and marks of what was given back are D1's, and wait where it is away (DEG-3).
  const [stores, reversed] = await Promise.all([
    storesByIds(db, storeIds).catch(() => knownStores(env, storeIds)),
    reversedOfActor(db, actor, entries).catch(() => new Map<string, number>()),
  ]);
  const rows = page.flatMap((lines): HistoryRow[] => {
    const first = lines[0];
    const kind = first ? kindOf(first) : null;
    if (!first || !kind) return [];
    const store = stores.get(String(first.detail?.storeId ?? ""));
    const dates = lines.flatMap((line) => line.expiresOn ?? []).sort();
    return [
      {
        operationId: first.operationId,
        kind,
        amountYen: lines.reduce((sum, line) => sum + line.amountYen, 0),
        atMs: first.atMs,
        store: store ? { storeId: store.id, name: store.name, town: store.town } : null,
        receiptNumber: kind === "payment" ? receiptNumber(first.hash) : null,
        expiresOn:
          kind === "charge" || kind === "grant" || kind === "expiry-changed" ? (dates[0] ?? null) : null,
        reversedYen: (reversed.get(first.operationId) ?? 0) as Yen,
      },
    ];
  });
  return { rows, next: more && oldest !== undefined ? keyAfter([oldest, "seq"]) : null };
}
