/**
 * The built Worker, byte for byte, with parts that fail when they are told to: D1 for whoever asks it (edge, consumers, sweep
 * and actors alike), and the queues' consumers. `POST /sick` with a list of parts says which from now on; the var SICK_PARTS, from
 * the beginning. The product knows nothing of this, and nothing here is deployed.
 */
import product, {
  CouponActor as ProductCouponActor,
  FundActor as ProductFundActor,
  VerificationActor as ProductVerificationActor,
  WalletActor as ProductWalletActor,
} from "../../workers/index.ts";

export { FeedActor, ThrottleActor } from "../../workers/index.ts";

type ProductEnv = Parameters<typeof product.fetch>[1];
type Env = ProductEnv & { readonly SICK_PARTS?: string };

let sick: readonly string[] | undefined;
const isSick = (env: Env, part: "database" | "queue") =>
  (sick ?? (env.SICK_PARTS ?? "").split(",")).includes(part);

const AWAY = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));

/** A statement of a database that doesn't answer. */
function lostStatement(): D1PreparedStatement {
  const statement: object = {
    bind: () => statement,
    first: AWAY,
    run: AWAY,
    all: AWAY,
    raw: AWAY,
  };
  return statement as D1PreparedStatement;
}

const wrapped = new WeakMap<ProductEnv, ProductEnv>();

/** The same bindings, with a database that is away while it is sick. One per isolate, as the product's memory goes by it. */
function bindings(env: Env): ProductEnv {
  const known = wrapped.get(env);
  if (known) return known;
  const away = () => isSick(env, "database");
  const database = {
    prepare: (sql: string) => (away() ? lostStatement() : env.DB.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => (away() ? AWAY() : env.DB.batch(statements)),
    exec: (sql: string) => (away() ? AWAY() : env.DB.exec(sql)),
    withSession: (...args: Parameters<D1Database["withSession"]>) =>
      away() ? database : env.DB.withSession(...args),
  } as unknown as D1Database;
  const made = { ...env, DB: database };
  wrapped.set(env, made);
  return made;
}

export class CouponActor extends ProductCouponActor {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, bindings(env));
  }
}
export class WalletActor extends ProductWalletActor {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, bindings(env));
  }
}
export class FundActor extends ProductFundActor {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, bindings(env));
  }
}
export class VerificationActor extends ProductVerificationActor {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, bindings(env));
  }
}

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === "/sick") {
      sick = (await request.text()).split(",").filter(Boolean);
      return Response.json(sick);
    }
    return product.fetch(request, bindings(env), ctx);
  },

  async queue(batch, env, ctx) {
    if (isSick(env, "queue")) return batch.retryAll({ delaySeconds: 1 });
    await product.queue(batch, bindings(env), ctx);
  },

  scheduled: (controller, env) => product.scheduled(controller, bindings(env)),
} satisfies ExportedHandler<Env>;
