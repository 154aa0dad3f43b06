import type { Env } from "../env.ts";
import { runJobs } from "./jobs.ts";

/** Jobs in the hands of a test: what they send waits here until the test runs it, with whatever clock it likes. */
export class JobsInHand {
  readonly waiting: unknown[] = [];
  readonly queue = {
    send: async (message: unknown) => {
      this.waiting.push(message);
    },
  } as unknown as Queue;

  /** Runs one message as the queue's consumer does; what asks to come again comes again. */
  async one(env: Env): Promise<void> {
    const body = this.waiting.shift();
    await runJobs(
      {
        messages: [{ id: "1", body, attempts: 1, ack: () => {}, retry: () => this.waiting.push(body) }],
      } as unknown as MessageBatch,
      env,
    );
  }

  /** Runs everything until nothing is left. */
  async all(env: Env): Promise<void> {
    for (let turn = 0; turn < 2_000 && this.waiting.length > 0; turn++) await this.one(env);
  }
}

/** The environment of a Worker that is killed after so many calls to D1 and R2: from then on nothing it does arrives. */
export function dying(env: Env, calls: number): Env {
  let left = calls;
  const real = new WeakMap<object, D1PreparedStatement>();
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw new Error("killed");
    const result = await run();
    // At its last call it dies before it hears the answer.
    if (left === 0) throw new Error("killed");
    return result;
  };
  const statement = (own: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => statement(own.bind(...values)),
      run: () => call(() => own.run()),
      all: () => call(() => own.all()),
      first: () => call(() => own.first()),
      raw: () => call(() => own.raw()),
    } as unknown as D1PreparedStatement;
    real.set(wrapped, own);
    return wrapped;
  };
  const db = {
    prepare: (sql: string) => statement(env.DB.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) =>
      call(() => env.DB.batch(statements.map((one) => real.get(one) ?? one))),
    withSession: () => db,
  } as unknown as D1Database;
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (own, name) => {
        const value = Reflect.get(own, name);
        if (typeof value !== "function") return value;
        if (name === "resumeMultipartUpload")
          return (...args: unknown[]) => counted(value.apply(own, args) as object);
        return (...args: unknown[]) => call(async () => value.apply(own, args));
      },
    });
  return { ...env, DB: db, LOG: counted(env.LOG) };
}
