/**
 * The Worker that `bench/payments` measures: the product's own, whole, with some routes beside it for the floor, for
 * setting up and for looking inside. Bundled and run on workerd by the bench only; nothing here is deployed.
 */
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import { CouponActor as ProductCoupon } from "../durable-objects/coupon/actor.ts";
import { FundActor as ProductFund } from "../durable-objects/fund/actor.ts";
import { clockOf } from "../durable-objects/lib/clock.ts";
import { idTail } from "../durable-objects/lib/hash.ts";
import { fundStub } from "../durable-objects/lib/money-actor.ts";
import { countRowsWritten } from "../durable-objects/lib/rows-written.actor.testing.ts";
import { WalletActor as ProductWallet } from "../durable-objects/wallet/actor.ts";
import { ACCEPTED, type RuleVersion } from "../schema/commands.ts";
import type { JournalMessage } from "../schema/events.ts";
import {
  type ActorName,
  type DeviceId,
  fundName,
  type IdTail,
  OPERATION_ID_RANDOM_BYTES,
  operationId,
  type ProgrammeId,
  type RegionId,
  type ResidentId,
  walletName,
} from "../schema/ids.ts";
import type { Yen } from "../schema/money.ts";
import { newId } from "../workers/api/new-id.ts";
import { databaseOf } from "../workers/data/database.ts";
import { addDevice } from "../workers/data/resident-devices.ts";
import { linkWallet, registerResident } from "../workers/data/residents.ts";
import type { Env } from "../workers/env.ts";
import { residentOnly } from "../workers/http/caller.ts";
import type { ApiContext } from "../workers/http/context.ts";
import { sealHandle } from "../workers/http/handles.ts";
import { publish } from "../workers/http/publish.ts";
import { startSession } from "../workers/http/session.ts";
import { QUOTAS } from "../workers/http/throttled.ts";
import product from "../workers/index.ts";
import { JOURNAL_QUEUE_NAME } from "../workers/queue/consumer.ts";

export { FeedActor, ThrottleActor, VerificationActor } from "../workers/index.ts";

interface BenchEnv extends Env {
  readonly FLOOR: DurableObjectNamespace<FloorActor>;
}
interface BenchContext {
  Bindings: BenchEnv;
  Variables: ApiContext["Variables"];
}

/** One resident pays a thousand times a second here: the brakes work as they do, and never close. */
const NEVER_REACHED = 1_000_000_000;
for (const quota of Object.values(QUOTAS)) (quota as { limit: number }).limit = NEVER_REACHED;

/** How often a paused consumer looks whether it may go on. */
const PAUSE_LOOK_MS = 5;

/** The floor: what one durable write costs on this machine, whatever is built on it. */
export class FloorActor extends DurableObject {
  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never);
    ctx.storage.sql.exec("create table if not exists entry (seq integer primary key, body text not null)");
  }

  insert(body: string): void {
    this.ctx.storage.transactionSync(() => {
      this.ctx.storage.sql.exec("insert into entry (body) values (?)", body);
    });
  }

  /**
   * Rows written since it was last asked, by the money actor whose ids end in `tail` and by all that hold no money. Other
   * balances' alarms ring when they like. The first call begins to count; it slows SQL.
   */
  rowsWritten(tail: IdTail): Record<string, number> {
    countedTail = tail;
    takeRows ??= countRowsWritten(
      this.ctx.storage,
      (of) => (tailOfStorage.get(of) ?? countedTail) === countedTail,
    );
    return takeRows();
  }
}
let takeRows: (() => Record<string, number>) | null = null;
let countedTail: IdTail | null = null;
/** Whose money a storage, or its `sql`, holds. */
const tailOfStorage = new WeakMap<object, IdTail>();

function noteStorage({ id, storage }: DurableObjectState): void {
  const tail = idTail(id.name as ActorName);
  tailOfStorage.set(storage, tail);
  tailOfStorage.set(storage.sql, tail);
}

export class CouponActor extends ProductCoupon {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    noteStorage(ctx);
    super(ctx, env);
  }
}

export class FundActor extends ProductFund {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    noteStorage(ctx);
    super(ctx, env);
  }
}

/** The product's wallet, whose alarm can be had early. */
export class WalletActor extends ProductWallet {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    noteStorage(ctx);
    super(ctx, env);
  }

  /** Lets everything that is due ring now, as it would some minutes later. */
  async ring(): Promise<void> {
    const real = Date.now;
    Date.now = () => real() + 10 * 60_000;
    try {
      await this.alarm();
    } finally {
      Date.now = real;
    }
  }

  /** What its own database takes. */
  async bytes(): Promise<number> {
    return this.ctx.storage.sql.databaseSize;
  }
}

/** What the consumer did, as seen around it. */
interface Consumed {
  batches: number;
  entries: number;
  /** Time spent in the product's consumer. */
  busyMs: number;
}
let consumed: Consumed = { batches: 0, entries: 0, busyMs: 0 };
let paused = false;
/** From an entry's commit to the end of its projection, while somebody wants to know. */
let lagsMs: number[] | null = null;

/** What a request or a batch used, while somebody counts. */
type Used = Record<string, number>;
let used: Used | null = null;
const count = (what: string, by = 1) => {
  if (used && by > 0) used[what] = (used[what] ?? 0) + by;
};

const routes = new Hono<BenchContext>()
  .basePath("/bench")
  // The floor: the product's own session check, one call of an actor, one insert.
  .post("/floor/:name", residentOnly as never, async (c) => {
    const { FLOOR } = c.env;
    await FLOOR.get(FLOOR.idFromName(c.req.param("name"))).insert("");
    return c.json({ inserted: true });
  })
  /** A resident as registering leaves one, with a granted wallet, and the cookie of a session. */
  .post("/resident", async (c) => {
    const { programmeId, regionId, amountYen, expiresOn, rules } = await c.req.json<{
      programmeId: ProgrammeId;
      regionId: RegionId;
      amountYen: Yen;
      expiresOn: never;
      rules: RuleVersion[];
    }>();
    const nowMs = clockOf(c.env).now();
    const db = databaseOf(c.env, null);
    const candidate = newId<ResidentId>();
    const residentId = await registerResident(
      db,
      { residentId: candidate, lookup: `bench-${candidate}`, sealed: "" },
      nowMs,
    );
    await linkWallet(db, { residentId, programmeId, regionId }, nowMs);
    const fund = fundName(programmeId);
    const wallet = walletName(residentId, programmeId);
    const { outcome, entries } = await fundStub(c.env, fund).grant({
      operationId: operationId(
        nowMs,
        crypto.getRandomValues(new Uint8Array(OPERATION_ID_RANDOM_BYTES)),
        idTail(fund),
      ),
      wallet,
      amountYen,
      expiresOn,
      rules,
      verdict: ACCEPTED,
    });
    publish(c.env.JOURNAL_QUEUE, c.executionCtx, entries);
    if (!outcome.ok) return c.json(outcome.error, 500);
    const session = await startSession(c as never, "resident", residentId);
    const device = {
      id: newId<DeviceId>(),
      residentId,
      sessionId: session.sessionId,
      name: "? / ?",
      provenAtMs: nowMs,
    };
    await addDevice(db, device, nowMs);
    const cookie = c.res.headers.getSetCookie().at(-1)?.split(";")[0];
    return c.json({ actor: wallet, sessionId: session.sessionId, idTail: idTail(wallet), cookie });
  })
  /** Handles as `inspect` seals them, without waking the coupons. */
  .post("/handles", async (c) => {
    const { issueId, sessionIds, programmeId, regionId, expiresAtMs, from } = await c.req.json<{
      issueId: string;
      /** One for each coupon that is wanted. */
      sessionIds: string[];
      programmeId: ProgrammeId;
      regionId: RegionId;
      expiresAtMs: number;
      from: number;
    }>();
    const { results } = await c.env.DB.prepare(
      "select actor from coupon where issue_id = ?1 order by serial limit ?2 offset ?3",
    )
      .bind(issueId, sessionIds.length, from)
      .all<{ actor: ActorName }>();
    const handles = await Promise.all(
      results.map(async ({ actor }, n) => ({
        idTail: idTail(actor),
        handle: await sealHandle(c.env, {
          actorClass: "coupon",
          actor,
          programmeId,
          regionId,
          purpose: "inspect",
          sessionId: sessionIds[n] as string,
          expiresAtMs,
        }),
      })),
    );
    return c.json(handles);
  })
  .post("/pause", (c) => {
    paused = true;
    return c.json(null);
  })
  .post("/resume", (c) => {
    paused = false;
    return c.json(null);
  })
  /** What a row of the journal takes in D1 with everything that follows from it, once there are many. */
  .post("/sizes", async (c) => {
    const { results, meta } = await c.env.DB.prepare("select max(position) as rows from journal").all<{
      rows: number;
    }>();
    const listed = await c.env.LOG.list({ limit: 50 });
    const { actor } = await c.req.json<{ actor: ActorName }>();
    const { WALLET } = c.env;
    const wallet = WALLET.get(WALLET.idFromName(actor)) as unknown as Pick<WalletActor, "bytes">;
    const entries = await Promise.all(
      listed.objects.map(async ({ key }) => {
        const object = await c.env.LOG.head(key);
        return { size: object?.size ?? 0, entries: Number(object?.customMetadata?.entries ?? 0) };
      }),
    );
    const total = (what: "size" | "entries") => entries.reduce((sum, each) => sum + each[what], 0);
    return c.json({
      journalRows: results[0]?.rows ?? 0,
      d1Bytes: meta.size_after,
      walletBytes: await wallet.bytes(),
      logBytesPerEntry: total("size") / Math.max(1, total("entries")),
    });
  })
  /** How many payments and charges D1 knows. */
  .post("/projected", async (c) => {
    const { results } = await c.env.DB.prepare(
      "select kind, sum(rows) as rows from ledger_total where class <> 'fund' group by kind",
    ).all<{ kind: string; rows: number }>();
    return c.json(Object.fromEntries(results.map((row) => [row.kind, row.rows])));
  })
  /** What the consumer did since it was last asked. */
  .post("/consumed", (c) => {
    const since = consumed;
    consumed = { batches: 0, entries: 0, busyMs: 0 };
    return c.json(since);
  })
  .post("/lags", (c) => {
    const seen = lagsMs;
    lagsMs = [];
    return c.json(seen);
  })
  /** What requests, batches and this holder's actor used since it was last asked. The first call begins to count. */
  .post("/count", async (c) => {
    const { FLOOR } = c.env;
    const { tail } = await c.req.json<{ tail: IdTail }>();
    const rows = await FLOOR.get(FLOOR.idFromName("counter")).rowsWritten(tail);
    const seen = used ?? {};
    used = {};
    return c.json({ used: seen, rows });
  })
  /** Rings a wallet's alarm: its check that what it published has arrived (PUB-6). */
  .post("/ring", async (c) => {
    const { actor } = await c.req.json<{ actor: ActorName }>();
    const { WALLET } = c.env;
    await (WALLET.get(WALLET.idFromName(actor)) as unknown as Pick<WalletActor, "ring">).ring();
    return c.json(null);
  });

/* ---------- Counting what is billed ---------- */

type Bound = D1PreparedStatement & { readonly real: D1PreparedStatement };

function countedStatement(real: D1PreparedStatement): Bound {
  const done = <T extends { meta: D1Meta }>(result: T): T => {
    count("d1Queries");
    count("d1RowsWritten", result.meta.rows_written);
    count("d1RowsRead", result.meta.rows_read);
    return result;
  };
  const statement = {
    real,
    bind: (...values: unknown[]) => countedStatement(real.bind(...values)),
    run: async () => done(await real.run()),
    all: async () => done(await real.all()),
    raw: async (options: never) => {
      count("d1Queries");
      return real.raw(options);
    },
    first: async (column: never) => {
      count("d1Queries");
      return real.first(column);
    },
  };
  return statement as unknown as Bound;
}

function countedDatabase(real: D1Database): D1Database {
  return {
    prepare: (sql: string) => countedStatement(real.prepare(sql)),
    batch: async (statements: Bound[]) => {
      const results = await real.batch(statements.map((statement) => statement.real));
      for (const { meta } of results) {
        count("d1Queries");
        count("d1RowsWritten", meta.rows_written);
        count("d1RowsRead", meta.rows_read);
      }
      return results;
    },
    withSession: (constraint: never) => real.withSession(constraint),
  } as unknown as D1Database;
}

/** Counts each stub: the product makes one for every call. */
function countedNamespace<T extends DurableObjectNamespace>(what: string, real: T): T {
  return {
    idFromName: (name: string) => real.idFromName(name),
    idFromString: (id: string) => real.idFromString(id),
    newUniqueId: () => real.newUniqueId(),
    get: (...of: unknown[]) => {
      count(`calls:${what}`);
      return real.get(...(of as unknown as [never]));
    },
  } as unknown as T;
}

let countedEnv: Env | null = null;
/** The same bindings, counting; made once, since the product's caches are kept per binding. */
function countingEnv(env: BenchEnv): Env {
  countedEnv ??= {
    ...env,
    DB: countedDatabase(env.DB),
    LOG: new Proxy(env.LOG, {
      get: (bucket, member) => {
        if (member === "put") count("r2Puts");
        const value = Reflect.get(bucket, member) as unknown;
        return typeof value === "function" ? value.bind(bucket) : value;
      },
    }),
    JOURNAL_QUEUE: new Proxy(env.JOURNAL_QUEUE, {
      get: (queue, member) => {
        if (member === "send") count("queueMessages");
        const value = Reflect.get(queue, member) as unknown;
        return typeof value === "function" ? value.bind(queue) : value;
      },
    }),
    COUPON: countedNamespace("coupon", env.COUPON),
    WALLET: countedNamespace("wallet", env.WALLET),
    FUND: countedNamespace("fund", env.FUND),
    FEED: countedNamespace("feed", env.FEED),
    THROTTLE: countedNamespace("throttle", env.THROTTLE),
  };
  return countedEnv;
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/bench/")) return routes.fetch(request, env, ctx);
    if (used === null) return product.fetch(request, env, ctx);
    count("workerRequests");
    return product.fetch(request, countingEnv(env), ctx);
  },

  async queue(batch, env, ctx) {
    const isJournal = batch.queue === JOURNAL_QUEUE_NAME;
    while (isJournal && paused) await scheduler.wait(PAUSE_LOOK_MS);
    const entries = isJournal
      ? batch.messages.flatMap((message) => (message.body as JournalMessage).entries)
      : [];
    if (used !== null) count("workerRequests");
    const startedMs = Date.now();
    await product.queue(batch, used === null ? env : countingEnv(env), ctx);
    const endedMs = Date.now();
    consumed.batches++;
    consumed.entries += entries.length;
    consumed.busyMs += endedMs - startedMs;
    if (lagsMs !== null)
      for (const entry of entries) if (entry.kind === "pay") lagsMs.push(endedMs - entry.atMs);
  },

  scheduled: (controller, env) => product.scheduled(controller, env),
} satisfies ExportedHandler<BenchEnv>;
