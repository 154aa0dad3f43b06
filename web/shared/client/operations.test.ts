import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ResolveReply } from "../../../schema/api/operations.ts";
import { type IdTail, isClientOperationId, tailOf } from "../../../schema/ids.ts";
import type { Yen } from "../../../schema/money.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { newOperationId, openOperations, parseStored, rememberOperation } from "./operation-store.ts";
import { ASK_WITHIN_MS, followOperation, SEND_TRIES, WAIT_MOST_MS } from "./operations.ts";
import { readProblem, silence, type Trouble } from "./trouble.ts";

interface Reply {
  readonly outcome: "done" | "pending";
}
const DONE: ResolveReply = {
  outcome: "done",
  kind: "payment",
  amountYen: 500 as Yen,
  atMs: 1,
  serverNowMs: 2,
};
const PENDING: ResolveReply = { ...DONE, outcome: "pending", kind: "charge" };
const NOT_DONE: ResolveReply = { outcome: "not-done", code: null, atMs: 1, serverNowMs: 2 };
const UNKNOWN: ResolveReply = { outcome: "unknown", code: "try-again", serverNowMs: 2 };
const LOST = err(silence(true));
const problem = (code: string, outcome?: string, status = 409) =>
  err(readProblem(status, { code, outcome, type: "", title: "", status }));

/** Plays the answers in order, the last one for ever; counts what was sent and asked, on a clock of its own. */
function play(
  sends: readonly Result<Reply, Trouble>[],
  asks: readonly Result<ResolveReply, Trouble>[] | null,
) {
  const log = { sent: 0, asked: 0, waitedMs: 0 };
  const nth = <T>(list: readonly T[], i: number) => list[Math.min(i, list.length - 1)] as T;
  const ending = followOperation<Reply>({
    send: async () => nth(sends, log.sent++),
    ask: asks && (async () => nth(asks, log.asked++)),
    wait: async (ms) => {
      log.waitedMs += ms;
    },
    nowMs: () => log.waitedMs,
  });
  return { ending, log };
}

describe("money commands from a screen", () => {
  test("OPR-7: a command's id is a UUIDv7 that ends in the holder's tail, and no two are the same", () => {
    const tail = "deadbeef" as IdTail;
    const ids = Array.from({ length: 100 }, () => newOperationId(tail));
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) {
      expect(isClientOperationId(id)).toBe(true);
      expect(tailOf(id)).toBe(tail);
    }
  });

  test("OPR-1: a command is stored before it is sent, without any code, and survives damage around it", () => {
    const id = newOperationId("0badcafe" as IdTail);
    const operation = {
      id,
      kind: "payment" as const,
      handle: "sealed",
      amountYen: 500,
      unitWord: "円",
      party: "喫茶 みなと",
      startedAtMs: 1,
    };
    rememberOperation("test", operation);
    expect(openOperations("test")).toEqual([operation]);
    expect(parseStored("not json")).toEqual([]);
    expect(parseStored(JSON.stringify([operation, { id: "x" }, null]))).toEqual([operation]);
  });

  test("the usual reply ends it at once; nobody is asked", async () => {
    const { ending, log } = play([ok({ outcome: "done" })], [ok(DONE)]);
    expect(await ending).toEqual({ outcome: "done", reply: { outcome: "done" }, found: null });
    expect(log).toMatchObject({ sent: 1, asked: 0 });
  });

  test("OPR-5: after a lost reply the system is asked, and nothing is sent a second time", async () => {
    const paid = play([LOST], [ok(DONE)]);
    expect(await paid.ending).toEqual({ outcome: "done", reply: null, found: DONE });
    expect(paid.log.sent).toBe(1);
    const notPaid = play([LOST], [ok(NOT_DONE)]);
    expect(await notPaid.ending).toEqual({ outcome: "not-done", code: null, trouble: null });
    expect(notPaid.log.sent).toBe(1);
  });

  test("OPR-5: while the network is gone it keeps asking, and stops at the named limit with 'unknown'", async () => {
    const later = play([LOST], [LOST, LOST, ok(DONE)]);
    expect((await later.ending).outcome).toBe("done");
    const never = play([LOST], [LOST]);
    expect(await never.ending).toEqual({ outcome: "unknown", code: "lost-reply" });
    expect(never.log.waitedMs).toBeLessThanOrEqual(ASK_WITHIN_MS);
  });

  test("under load the same command is sent again with waits, at most SEND_TRIES times, then the system is asked", async () => {
    const busy = problem("try-again", "unknown", 503);
    const freed = play([busy, busy, ok({ outcome: "done" })], [ok(UNKNOWN)]);
    expect((await freed.ending).outcome).toBe("done");
    expect(freed.log).toMatchObject({ sent: 3, asked: 0 });
    const stuck = play([busy], [ok(NOT_DONE)]);
    expect(await stuck.ending).toEqual({ outcome: "not-done", code: "try-again", trouble: null });
    expect(stuck.log.sent).toBe(SEND_TRIES);
  });

  test("OPR-4: a decided refusal is final and carries its code", async () => {
    const { ending, log } = play([problem("insufficient-balance", "not-done")], [ok(DONE)]);
    expect(await ending).toMatchObject({ outcome: "not-done", code: "insufficient-balance" });
    expect(log.asked).toBe(0);
  });

  test("OPR-6: the edge's own refusal ends it only where no earlier copy can still act", async () => {
    const first = play([problem("session-expired", "unknown", 401)], [ok(DONE)]);
    expect(await first.ending).toMatchObject({ outcome: "not-done", code: "session-expired" });
    const afterSilence = play([LOST], [problem("session-expired", undefined, 401)]);
    expect(await afterSilence.ending).toEqual({ outcome: "unknown", code: "session-expired" });
    const afterBusy = play(
      [problem("try-again", "unknown", 503), problem("session-expired", "unknown", 401)],
      [problem("session-expired", undefined, 401)],
    );
    expect((await afterBusy.ending).outcome).toBe("unknown");
    const crashed = play([problem("internal", "unknown", 500)], [ok(DONE)]);
    expect((await crashed.ending).outcome).toBe("done");
    const proxyPage = play([err(readProblem(502, "<html>"))], [ok(NOT_DONE)]);
    expect((await proxyPage.ending).outcome).toBe("not-done");
    expect(proxyPage.log.asked).toBe(1);
  });

  test("CHG-2: a charge under way is followed until it is posted, or said to be pending", async () => {
    const posted = play([ok({ outcome: "pending" })], [ok(PENDING), ok(DONE)]);
    expect(await posted.ending).toEqual({ outcome: "done", reply: null, found: DONE });
    const slow = play([ok({ outcome: "pending" })], [ok(PENDING)]);
    expect(await slow.ending).toEqual({ outcome: "pending", reply: { outcome: "pending" }, found: PENDING });
  });

  test("the fund has no handle to ask with: the same command is sent again, which can't act twice (OPR-2)", async () => {
    const { ending, log } = play([LOST, LOST, ok({ outcome: "done" })], null);
    expect((await ending).outcome).toBe("done");
    expect(log.sent).toBe(3);
    const gone = play([LOST], null);
    expect((await gone.ending).outcome).toBe("unknown");
    expect(gone.log.sent).toBe(SEND_TRIES);
  });

  test("OPR-5: 'not-done' is only ever said when the system said so, or turned the only copy away (1,000 runs)", async () => {
    const sent = fc.constantFrom<Result<Reply, Trouble>>(
      ok({ outcome: "done" }),
      ok({ outcome: "pending" }),
      LOST,
      problem("try-again", "unknown", 503),
      problem("internal", "unknown", 500),
      problem("frozen", "not-done"),
    );
    const asked = fc.constantFrom<Result<ResolveReply, Trouble>>(
      ok(DONE),
      ok(PENDING),
      ok(NOT_DONE),
      ok(UNKNOWN),
      LOST,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1, maxLength: 6 }),
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        async (sends, asks) => {
          const { ending, log } = play(sends, asks);
          const end = await ending;
          const heard = asks.slice(0, log.asked);
          const refused = sends.slice(0, log.sent).some((one) => !one.ok && one.error.outcome === "not-done");
          const fenced = heard.some((one) => one.ok && one.value.outcome === "not-done");
          if (end.outcome === "not-done") expect(refused || fenced).toBe(true);
          if (end.outcome === "done" && end.reply === null)
            expect(heard.some((one) => one.ok && one.value.outcome === "done")).toBe(true);
          expect(log.sent).toBeLessThanOrEqual(SEND_TRIES);
          expect(log.waitedMs).toBeLessThanOrEqual(ASK_WITHIN_MS + SEND_TRIES * WAIT_MOST_MS);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
