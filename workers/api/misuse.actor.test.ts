import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { throttle } from "../../durable-objects/throttle/client.ts";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import type { Env } from "../env.ts";
import { MISSES, QUOTAS } from "../http/throttled.ts";
import { app } from "./app.ts";
import { makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

let world: World;
let other: World;
beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
});

/** What is left of a brake, without counting. */
const left = async (name: string, caller: string, quota: { limit: number; windowMs: number }) =>
  (await throttle(env.THROTTLE, name, caller).hit({ ...quota, cost: 0 })).remaining;

/** One request with other bindings than the server has. */
async function askWith(bindings: Partial<Env>, path: string, body: unknown, cookie = "") {
  const ctx = createExecutionContext();
  const request = new Request(`http://localhost/api/${path}`, {
    method: "POST",
    headers: { origin: "http://localhost", "content-type": "application/json", cookie },
    body: JSON.stringify(body),
  });
  const reply = await app.fetch(request, { ...env, ...bindings } as Env, ctx);
  await waitOnExecutionContext(ctx);
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

/* ---------- Across regions and organisations ---------- */

test("WHO-1, CPN-3: to staff of another region a code reads as unknown, counts as a guess, and takes as long", async () => {
  const { sheets } = await world.issue(1);
  const digits = "987654321098765432";
  const unknown = digits + chargeCodeCheckDigits(digits);
  const seen = [];
  for (const code of [sheets[0]?.code, unknown]) {
    const startedAtMs = Date.now();
    const reply = await other.clerk.post("counter/inspect", { ...other.store, code });
    seen.push({ ...reply.body, requestId: "" });
    // The floor of a negative answer (CPN-4), less the clock's own coarseness.
    expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(290);
  }
  expect(seen[0]).toEqual(seen[1]);
  const misses = MISSES["guess:store"];
  const key = { limit: misses.limit, windowMs: misses.windowMs };
  const window = await throttle(env.THROTTLE, "guess:store", other.store.storeId).miss(misses);
  expect(window.remaining).toBe(key.limit - 3);
  const held = await other.admin.post("holders", { code: sheets[0]?.code });
  expect([held.status, held.body.code]).toEqual([404, "coupon-not-found"]);
});

test("WHO-1: nobody uses up the share of a store or a branch that isn't theirs", async () => {
  const { storeId } = world.store;
  const { sheets } = await other.issue(1);
  const { coupon } = await other.scan(sheets[0]?.code ?? "");
  const body = { operationId: op(coupon.idTail), handle: coupon.handle, ...world.store, amountYen: 1 };
  const before = await left("payment:store", storeId, QUOTAS["payment:store"]);
  expect((await other.clerk.post("counter/payments", body)).body).toMatchObject({
    code: "store-not-found",
    outcome: "unknown",
  });
  expect(await left("payment:store", storeId, QUOTAS["payment:store"])).toBe(before);

  const branchId = world.branch.organisationId;
  const issue = { operationId: op(other.fundIdTail), programmeId: other.programmeId, branchId };
  const share = await left("issue:branch", branchId, QUOTAS["issue:branch"]);
  expect((await other.desk.post("issues", { ...issue, coupons: 1, faceYen: 1000 })).status).toBe(404);
  expect(await left("issue:branch", branchId, QUOTAS["issue:branch"])).toBe(share);
});

/* ---------- Limits ---------- */

test("OPR-5: asking is braked, since each unknown id leaves a fence for ever", async () => {
  const { sheets } = await world.issue(1);
  const resident = await makeResident(env.DB);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  const { residentId } = await resident.read("residents/me");
  const { limit } = QUOTAS["resolve:account"];
  await throttle(env.THROTTLE, "resolve:account", residentId).hit({
    ...QUOTAS["resolve:account"],
    cost: limit,
  });
  const reply = await resident.post("operations/resolve", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
  });
  expect(reply.body).toMatchObject({ code: "too-many-requests", outcome: "unknown" });
});

/* ---------- Away for a moment ---------- */

test("OPR-6, WHO-3: with D1 away the answer is try-again, and the log holds no value of the query", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const lost = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));
  const statement: Record<string, unknown> = { all: lost, run: lost, first: lost, raw: lost };
  statement.bind = () => statement;
  const DB = { prepare: () => statement, batch: lost, withSession: () => DB } as unknown as D1Database;
  const reply = await askWith({ DB }, "staff/session", {
    loginId: "secret-login",
    password: "whatever-long",
  });
  expect([reply.status, reply.body.code]).toEqual([503, "try-again"]);
  expect(JSON.stringify(logged.mock.calls)).not.toContain("secret-login");
  expect(JSON.stringify(logged.mock.calls)).toContain("Network connection lost");
  logged.mockRestore();
});

test("OPR-2: an issue asked for again while the fund says nothing of it is left open, never called another body", async () => {
  const FUND = {
    idFromName: (name: string) => env.FUND.idFromName(name),
    get: (id: DurableObjectId) => {
      const stub = env.FUND.get(id);
      return {
        manifest: () => Promise.reject(new Error("away")),
        issue: (command: never) => stub.issue(command),
      };
    },
  } as unknown as Env["FUND"];
  const body = {
    operationId: op(world.fundIdTail),
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1000,
  };
  const reply = await askWith({ FUND }, "issues", body, world.desk.cookieHeader());
  expect(reply.body).toMatchObject({ code: "try-again", outcome: "unknown" });
});
