import type { CouponRpc, FundRpc, WalletRpc } from "../../schema/actors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import type { ActorClass, ActorName, RegionId } from "../../schema/ids.ts";
import { type Clock, clockOf } from "./clock.ts";
import { sendJournal } from "./journal-queues.ts";
import type { KeyEnv } from "./keys.ts";
import type { AlarmClock, Ledger } from "./ledger.ts";
import { projectedHead } from "./projected-head.ts";
import { regionDatabase } from "./region-database.ts";
import { durableSql, type Sql } from "./sql.ts";

/** What money actors are handed from outside. */
export interface MoneyEnv extends KeyEnv {
  readonly DB: D1Database;
  readonly REGION_DATABASES?: string;
  readonly JOURNAL_QUEUE: Queue;
  readonly COUPON: DurableObjectNamespace;
  readonly WALLET: DurableObjectNamespace;
  readonly FUND: DurableObjectNamespace;
  /** Milliseconds as decimal text (CLK-1). */
  readonly CLOCK_OFFSET_MS: string;
}

/**
 * Where actors live is decided here and nowhere else (ACT-1): the name, and the hint next to Japan.
 * The casts are needed because the generated RPC types turn the open `detail` of an entry into `never`.
 */
const PLACE = { locationHint: "apac" } as const;

export function couponStub(env: Pick<MoneyEnv, "COUPON">, actor: ActorName): CouponRpc {
  return env.COUPON.get(env.COUPON.idFromName(actor), PLACE) as unknown as CouponRpc;
}

export function walletStub(env: Pick<MoneyEnv, "WALLET">, actor: ActorName): WalletRpc {
  return env.WALLET.get(env.WALLET.idFromName(actor), PLACE) as unknown as WalletRpc;
}

export function fundStub(env: Pick<MoneyEnv, "FUND">, actor: ActorName): FundRpc {
  return env.FUND.get(env.FUND.idFromName(actor), PLACE) as unknown as FundRpc;
}

/** The platform's side of a money actor: its storage, its clock, its alarm, the queue, and its head in D1. */
export interface MoneyPlatform {
  readonly identity: { readonly actorClass: ActorClass; readonly actor: ActorName };
  readonly sql: Sql;
  readonly clock: Clock;
  readonly alarm: AlarmClock;
  readonly publish: (entries: readonly JournalEntry[]) => Promise<void>;
  /** Asked where the rows of the actor's region are (OPS-8). */
  readonly projectedHead: (regionId: RegionId | null) => Promise<Head | null>;
}

/** Builds the platform's side for one actor. An actor can only be reached by name, and keeps that name for ever (ACT-1). */
export function moneyPlatform(ctx: DurableObjectState, env: MoneyEnv, actorClass: ActorClass): MoneyPlatform {
  const sql = durableSql(ctx.storage);
  const actor = ctx.id.name as ActorName | undefined;
  if (actor === undefined) throw new Error("a money actor is reached by its name");
  return {
    identity: { actorClass, actor },
    sql,
    clock: clockOf(env),
    alarm: { set: (atMs) => void ctx.storage.setAlarm(atMs) },
    publish: (entries) => sendJournal(env, entries),
    projectedHead: async (regionId) => projectedHead(regionDatabase(env, regionId), actor),
  };
}

/**
 * Tells a ledger, before anything else reaches its actor, when the platform will ring; arms what the platform has given
 * up (ALM-1). An actor that was never opened has nothing to ask.
 */
export function startLedger(ctx: DurableObjectState, ledger: Ledger): void {
  if (ledger.born) void ctx.blockConcurrencyWhile(async () => ledger.rearm(await ctx.storage.getAlarm()));
}
