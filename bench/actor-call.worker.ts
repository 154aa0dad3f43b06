/**
 * The Worker that `actor-call.ts` measures: one route per way of calling an actor, and the real wallet among them.
 * Bundled and run on workerd by the bench only; nothing here is deployed.
 */
import { DurableObject, env } from "cloudflare:workers";
import ittyDurable from "itty-durable";
import {
  money,
  newId,
  PROGRAMME,
  payCommand,
  REGION,
  RULES,
  tailOfActor,
  today,
  wallet,
  walletLink,
} from "../durable-objects/lib/money.actor.testing.ts";
import { walletStub } from "../durable-objects/lib/money-actor.ts";
import { countRowsWritten } from "../durable-objects/lib/rows-written.actor.testing.ts";
import { WalletActor } from "../durable-objects/wallet/actor.ts";
import { addDays } from "../schema/calendar.ts";
import { type ActorName, type ResidentId, walletName } from "../schema/ids.ts";
import type { Yen } from "../schema/money.ts";
import { publish } from "../workers/http/publish.ts";

export { WalletActor };

interface BenchEnv {
  readonly PLAIN: DurableObjectNamespace<PlainActor>;
  readonly ITTY: DurableObjectNamespace;
  readonly ITTY_DEFAULT: DurableObjectNamespace;
  readonly COUNTED: DurableObjectNamespace<CountedWallet>;
}
const bench = env as unknown as BenchEnv;

const HOT_RESIDENT = "bench0000000" as ResidentId;
const COUNTED_RESIDENT = "c0unted00000" as ResidentId;
/** More than any run spends at one yen a payment. */
const GRANT_YEN = 50_000_000;
/** What one entry of a growing actor weighs here; large, so that few of them reach the limit of a stored value. */
const ENTRY_BYTES = 64 * 1024;
const ENTRY = "x".repeat(ENTRY_BYTES);

/** Native RPC on SQLite storage, without anything of ours on top: the floors. */
export class PlainActor extends DurableObject {
  #touched = 0;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never);
    ctx.storage.sql.exec("create table if not exists entry (seq integer primary key, body text not null)");
  }

  touch(): number {
    return ++this.#touched;
  }

  insert(body: string): void {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      sql.exec("insert into entry (body) values (?)", body);
    });
  }

  /** A command that fails after it wrote. */
  insertAndThrow(): boolean {
    try {
      this.ctx.storage.transactionSync(() => {
        this.ctx.storage.sql.exec("insert into entry (body) values ('')");
        throw new Error("failed after it wrote");
      });
    } catch {
      return false;
    }
    return true;
  }

  count(): number {
    return this.ctx.storage.sql.exec<{ n: number }>("select count(*) as n from entry").one().n;
  }
}

/** The same counter as itty-durable's readers write it. */
const counting = (options: { autoPersist?: boolean }) =>
  class extends (ittyDurable.createDurable(options) as unknown as new (...args: unknown[]) => object) {
    // Plain fields: itty-durable stores a class's own enumerable fields as one object.
    count = 0;
    entries: string[] = [];

    increment(): number {
      return ++this.count;
    }
    append(): number {
      return this.entries.push(ENTRY);
    }
    incrementAndThrow(): void {
      this.count++;
      throw new Error("failed after it counted");
    }
    read(): { count: number; entries: number } {
      return { count: this.count, entries: this.entries.length };
    }
  };

/** Persists after each call, as the library offers it. */
export class IttyActor extends counting({ autoPersist: true }) {}
/** Persists when told, and nobody told it: the library's default. */
export class IttyDefaultActor extends counting({}) {}

/** A wallet that tells how many rows its statements wrote; made after everything was timed, since it slows SQL. */
export class CountedWallet extends WalletActor {
  readonly #taken: () => Record<string, number>;

  constructor(ctx: DurableObjectState, env: ConstructorParameters<typeof WalletActor>[1]) {
    const taken = countRowsWritten(ctx.storage);
    super(ctx, env);
    this.#taken = taken;
  }

  /** Rows written since it was last asked, by what wrote them. */
  async rowsWritten(): Promise<Record<string, number>> {
    return this.#taken();
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
}

const hotWallet = walletName(HOT_RESIDENT, PROGRAMME);
const countedWallet = walletName(COUNTED_RESIDENT, PROGRAMME);
const plain = (name: string) => bench.PLAIN.get(bench.PLAIN.idFromName(name));
/** itty-durable's own way in; its types know nothing of our class. */
const itty = (namespace: DurableObjectNamespace, name: string) =>
  ittyDurable.proxyDurable(namespace, { name: "ITTY", parse: true }).get(name) as unknown as {
    increment(): Promise<number>;
    append(): Promise<number>;
    incrementAndThrow(): Promise<void>;
    read(): Promise<{ count: number; entries: number }>;
  };
const counted = () =>
  bench.COUNTED.get(bench.COUNTED.idFromName(countedWallet)) as unknown as Pick<
    CountedWallet,
    "rowsWritten" | "ring"
  >;

const creditCommand = (actor: ActorName) => ({
  operationId: newId(tailOfActor(actor)),
  parent: newId(tailOfActor(actor)),
  source: { actorClass: "fund" as const, actor: PROGRAMME as string as ActorName },
  regionId: REGION as never,
  origin: "grant" as const,
  lots: [{ amountYen: GRANT_YEN as Yen, expiresOn: addDays(today(), 30) }],
  rules: RULES,
});

async function pay() {
  const answer = await wallet(hotWallet).pay(payCommand(hotWallet, 1));
  if (!answer.outcome.ok) throw new Error(`not paid: ${answer.outcome.error.code}`);
  return answer;
}

/** Rows one payment writes in a quiet wallet, a following one, and the check that its entries arrived (PUB-6). */
async function rowsPerPayment() {
  await walletLink(COUNTED_RESIDENT);
  const actor = walletStub({ WALLET: bench.COUNTED as unknown as DurableObjectNamespace }, countedWallet);
  const payOnce = async () => {
    const { outcome } = await actor.pay(payCommand(countedWallet, 1));
    if (!outcome.ok) throw new Error(`not paid: ${outcome.error.code}`);
    return counted().rowsWritten();
  };
  const standDown = async () => {
    const head = await actor.head();
    await money.DB.prepare(
      `insert or replace into actor_head (actor, class, region_id, programme_id, seq, hash, max_seq, balance_yen, updated_at_ms)
       values (?1, 'wallet', ?2, ?3, ?4, ?5, ?4, 0, 0)`,
    )
      .bind(countedWallet, REGION, PROGRAMME, head.seq, head.hash)
      .run();
    await counted().ring();
    return counted().rowsWritten();
  };
  const credited = await actor.credit(creditCommand(countedWallet));
  if (!credited.outcome.ok) throw new Error(`not credited: ${credited.outcome.error.code}`);
  await standDown();
  const first = await payOnce();
  const following = await payOnce();
  const check = await standDown();
  return { first, following, check };
}

const routes: Record<string, (ctx: ExecutionContext) => Promise<unknown>> = {
  "/empty": async () => 0,
  "/touch": () => plain("touch").touch(),
  "/insert": () => plain("insert").insert(""),
  "/itty": () => itty(bench.ITTY, "hot").increment(),
  "/pay": async () => (await pay()).entries.length,
  "/pay-published": async (ctx) => publish(money.JOURNAL_QUEUE, ctx, (await pay()).entries),
  "/pay-sent": async (ctx) => {
    const { entries } = await pay();
    ctx.waitUntil(money.JOURNAL_QUEUE.send({ v: 1, entries }));
  },

  "/append": () => plain("append").insert(ENTRY),
  "/itty-default": () => itty(bench.ITTY_DEFAULT, "hot").increment(),
  "/itty-append": () => itty(bench.ITTY, "append").append(),
  "/throw": async () => plain("throw").insertAndThrow(),
  "/itty-throw": () =>
    itty(bench.ITTY, "throw")
      .incrementAndThrow()
      .then(
        () => true,
        () => false,
      ),

  /** Opens the hot wallet through its real rows. */
  "/set-up": async () => {
    await walletLink(HOT_RESIDENT);
    const { outcome } = await wallet(hotWallet).credit(creditCommand(hotWallet));
    if (!outcome.ok) throw new Error(`not credited: ${outcome.error.code}`);
  },
  /** How often each path was done, by what is stored. */
  "/found": async () => {
    const [view, check] = [await wallet(hotWallet).view(), await wallet(hotWallet).check()];
    if (!view.ok || check.firstBreak) throw new Error("the hot wallet's books don't hold");
    return {
      "/insert": await plain("insert").count(),
      "/append": await plain("append").count(),
      "/throw": await plain("throw").count(),
      "/itty": (await itty(bench.ITTY, "hot").read()).count,
      "/itty-default": (await itty(bench.ITTY_DEFAULT, "hot").read()).count,
      "/itty-append": (await itty(bench.ITTY, "append").read()).entries,
      "/itty-throw": (await itty(bench.ITTY, "throw").read()).count,
      "/pay": GRANT_YEN - view.value.spendableYen,
    };
  },
  "/rows": rowsPerPayment,
};

export default {
  async fetch(request, _env, ctx) {
    const route = routes[new URL(request.url).pathname];
    if (!route) return new Response("no such route", { status: 404 });
    try {
      return Response.json((await route(ctx)) ?? null);
    } catch (error) {
      return new Response(String((error as Error).stack ?? error), { status: 500 });
    }
  },
} satisfies ExportedHandler;
