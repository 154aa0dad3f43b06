import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { projectedHead } from "../../durable-objects/lib/projected-head.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "./chains.testing.ts";
import { consume, JOURNAL_QUEUE_NAME, retryDelaySeconds } from "./consumer.ts";
import { projectionLag } from "./lag.ts";
import { listLog, readLog } from "./log.ts";

/** What became of a delivered batch. */
interface Delivery {
  readonly acked: boolean;
  readonly retries: readonly (number | undefined)[];
}

async function deliver(
  bodies: readonly unknown[],
  bindings: Partial<typeof env> = {},
  attempts = 1,
): Promise<Delivery> {
  let acked = false;
  const retries: (number | undefined)[] = [];
  const messages = bodies.map((body, index) => ({
    id: String(index),
    timestamp: new Date(),
    body,
    attempts,
    ack: () => {},
    retry: (options?: QueueRetryOptions) => void retries.push(options?.delaySeconds),
  }));
  const ctx = createExecutionContext();
  await consume(
    {
      queue: JOURNAL_QUEUE_NAME,
      messages,
      metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
      ackAll: () => {
        acked = true;
      },
      retryAll: () => {},
    },
    { ...env, ...bindings },
    ctx,
  );
  await waitOnExecutionContext(ctx);
  return { acked, retries };
}

const actorOf = (chain: readonly JournalEntry[]) => (chain[0] as JournalEntry).actor;
const message = (entries: readonly JournalEntry[]) => ({ v: 1, entries });
const open: Link = { kind: "open", amountYen: 5_000, detail: { issuerId: "issuer" } };
const pay: Link = { kind: "pay", amountYen: -300, detail: { storeId: "store", tillId: "till", rules: 1 } };

async function logged(): Promise<string[]> {
  const { keys } = await listLog(env.LOG, null);
  const ids: string[] = [];
  for (const key of keys)
    for (const entry of (await readLog(env.LOG, key)) ?? []) ids.push(entry?.hash ?? "?");
  return ids;
}

const away = () => Promise.reject(new Error("away"));
const noD1 = { prepare: (sql: string) => env.DB.prepare(sql), batch: away } as unknown as D1Database;
const noR2 = { put: away } as unknown as R2Bucket;

describe("the consumer", () => {
  test("PRJ-1: a batch is in the R2 log and in D1 when it is acknowledged", async () => {
    const chain = chainOf("consumer-1", [open, pay]);
    expect(await deliver([message(chain)])).toEqual({ acked: true, retries: [] });
    expect(await logged()).toEqual(expect.arrayContaining(chain.map((entry) => entry.hash)));
    const { results } = await env.DB.prepare(
      "select seq, hash, log_key from journal where actor = 'consumer-1' order by seq",
    ).all();
    expect(results).toMatchObject(chain.map(({ seq, hash }) => ({ seq, hash })));
    // The row says in which object its entry stands.
    const object = await readLog(env.LOG, String(results[0]?.log_key));
    expect(object).toEqual(chain);
  });

  test("PRJ-1: D1 away means the batch comes again, and is in the log already", async () => {
    const chain = chainOf("consumer-2", [open, pay]);
    expect(await deliver([message(chain)], { DB: noD1 })).toEqual({ acked: false, retries: [2] });
    expect(await logged()).toContain(chain[1]?.hash);
    expect(await deliver([message(chain)], {}, 2)).toEqual({ acked: true, retries: [] });
    expect(await projectedHead(env.DB, actorOf(chain))).toEqual({ seq: 2, hash: chain[1]?.hash });
  });

  test("PRJ-1: R2 away means nothing is projected, and no try is the last", async () => {
    const chain = chainOf("consumer-3", [open]);
    expect(await deliver([message(chain)], { LOG: noR2 }, 9)).toEqual({ acked: false, retries: [300] });
    expect(await projectedHead(env.DB, actorOf(chain))).toEqual({ seq: 0, hash: "" });
    expect([1, 2, 3, 50].map(retryDelaySeconds)).toEqual([2, 4, 8, 300]);
  });

  test("PRJ-1: poison goes to R2 and a break row, once, and holds nothing up", async () => {
    const chain = chainOf("consumer-4", [open, pay]);
    const forged = { ...(chain[1] as JournalEntry), amountYen: -1 };
    const foreign = chainOf("someone-else", [open]).map((entry) => ({ ...entry, actor: "consumer-5" }));
    const bodies = [
      message([chain[0] as JournalEntry, forged]),
      "not a message",
      message([{ v: 1 } as never]),
      message(foreign as never),
    ];
    expect(await deliver(bodies)).toEqual({ acked: true, retries: [] });
    expect(await deliver(bodies)).toEqual({ acked: true, retries: [] });
    expect(await projectedHead(env.DB, actorOf(chain))).toEqual({ seq: 1, hash: chain[0]?.hash });
    const { results } = await env.DB.prepare(
      "select actor, seq, log_key, state from journal_break where what = 'poison' order by actor, seq",
    ).all<{ actor: string | null; seq: number | null; log_key: string; state: string }>();
    expect(results.map(({ actor, seq, state }) => [actor, seq, state])).toEqual([
      [null, null, "open"],
      [null, null, "open"],
      ["consumer-4", 2, "open"],
      ["consumer-5", 1, "open"],
    ]);
    const kept = await env.LOG.get(results[2]?.log_key ?? "");
    expect(await kept?.json()).toEqual(forged);
    const alerts = await env.DB.prepare(
      "select count(*) as n from alert where kind = 'journal-break'",
    ).first<{ n: number }>();
    expect(alerts?.n).toBe(4);
  });

  test("PUB-4: the lag is from commit to projection", async () => {
    const atMs = Date.now() - 5_000;
    await deliver([message(chainOf("consumer-6", [{ ...open, atMs }], { programmeId: "lagging" }))]);
    const lag = await projectionLag(env.DB, "lagging");
    expect(lag.medianMs).toBeGreaterThanOrEqual(5_000);
    expect(lag.medianMs).toBeLessThan(60_000);
    expect(lag).toMatchObject({ worstMs: lag.medianMs, gaps: 0 });
    expect(await projectionLag(env.DB, "nobody's")).toEqual({
      medianMs: null,
      worstMs: null,
      lastProjectedAtMs: null,
      gaps: 0,
    });
  });
});
