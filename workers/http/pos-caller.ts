import type { Context, MiddlewareHandler } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { PosOperation } from "../../schema/api/pos-keys.ts";
import { type PosKeyText, readPosKey } from "../../schema/pos-key.ts";
import { databaseOf } from "../data/database.ts";
import { type FoundKey, findPosKey, sawPosKey } from "../data/pos-keys.ts";
import type { StoreFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { EdgeCache } from "./cached.ts";
import type { ApiContext } from "./context.ts";
import { errorText } from "./error-text.ts";
import { storeFacts } from "./facts.ts";
import { asks } from "./guard.ts";
import { callerAddress } from "./network.ts";
import { problem } from "./problem.ts";
import { keyedHashHex } from "./secrets.ts";
import { countMiss, isBlocked, overQuota } from "./throttled.ts";

/** A till system behind a good key, with the store it stands in. */
export interface PosCaller extends FoundKey {
  readonly store: StoreFacts;
}

/** The use of a key is noted this often: whether anybody needs it is a matter of days. */
const NOTE_USE_MS = 10 * 60_000;

const keys = new EdgeCache<FoundKey | null>();

/** What D1 knows a key's text by. */
export function posKeyHash(env: Pick<Env, "PHONE_KEY">, text: PosKeyText): string {
  return keyedHashHex(env.PHONE_KEY, "pos-key", text);
}

/** Forgets what this isolate remembers of a key's texts; others do so within 15 seconds (POS-2). */
export function forgetPosKey(env: Env, hashes: readonly string[]): void {
  for (const hash of hashes) keys.forget(env.DB, hash);
}

/** Lets till systems in whose key was made for one of some operations; without any, with any good key (POS-4). */
export function posKeyOnly(...operations: readonly PosOperation[]): MiddlewareHandler<ApiContext> {
  const needs = operations.map((operation) => `pos.${operation}` as const);
  return asks(needs.length > 1 ? needs : (needs[0] ?? "pos"), async (c, next) => {
    const given = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (given === undefined) return problem(c, "not-signed-in");
    const text = readPosKey(given);
    const key = text.ok ? await knownKey(c.env, text.value) : null;
    const nowMs = clockOf(c.env).now();
    if (!key || key.ended || nowMs >= (key.goodUntilMs ?? Number.POSITIVE_INFINITY)) return unknownKey(c);
    const stopped = await overQuota(c, "pos:key", key.keyId);
    const store = await storeFacts(c.env, key.storeId);
    if (!store) return problem(c, "key-refused");
    c.set("posKey", { ...key, store });
    if (stopped) return stopped;
    // A stopped store's key takes nothing and finds again what it took (FRZ-4); a stopped office's opens nothing (FRZ-5).
    if (!store.organisationActive) return problem(c, "account-stopped");
    if (operations.length > 0 && !operations.some((operation) => key.operations.includes(operation)))
      return problem(c, "forbidden");
    noteUse(c, key, nowMs);
    return next();
  });
}

/** A key at most 15 seconds old, good or not. */
function knownKey(env: Env, text: PosKeyText): Promise<FoundKey | null> {
  const hash = posKeyHash(env, text);
  return keys.get(env.DB, hash, () => findPosKey(databaseOf(env, null), hash));
}

/** Whoever tries keys waits; whoever has a good one behind the same address doesn't. */
async function unknownKey(c: Context<ApiContext>) {
  const address = callerAddress(c);
  const blocked = await isBlocked(c, "pos-key:ip", address);
  if (blocked) return blocked;
  await countMiss(c, "pos-key:ip", address);
  return problem(c, "key-refused");
}

/** After the reply: a database that is away keeps nobody waiting. */
function noteUse(c: Context<ApiContext>, { keyId, regionId, usedAtMs }: FoundKey, nowMs: number): void {
  if (usedAtMs !== null && usedAtMs > nowMs - NOTE_USE_MS) return;
  c.executionCtx.waitUntil(
    sawPosKey(databaseOf(c.env, regionId), keyId, nowMs, nowMs - NOTE_USE_MS).catch((error) =>
      logLine("warn", "the use of a key was not noted", { keyId, error: errorText(error) }),
    ),
  );
}
