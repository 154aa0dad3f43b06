import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import { runSignals, startSignals } from "../fraud/run.ts";
import { makeRegion, op, type World } from "./world.actor.testing.ts";

let world: World;
let other: World;
beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
});

const codeOf = (digits: string) => digits + chargeCodeCheckDigits(digits);

/** What the region's queue holds once the search has found what it should. */
async function found(at: World, rule: string, count = 1) {
  return vi.waitFor(
    async () => {
      await startSignals(env);
      await runSignals(env, "signals");
      const { rows } = await at.admin.read(`cases?rule=${rule}`);
      if (rows.length < count) throw new Error(`${rows.length} cases`);
      return rows;
    },
    { timeout: 20_000, interval: 300 },
  );
}

test("FRD-1, CPN-1: guesses at a till are a case of the store, its clerk and the network; no code stands anywhere", async () => {
  const guesses = Array.from({ length: 5 }, (_, n) => codeOf(`12345678901234567${n}`));
  for (const code of guesses)
    expect((await world.clerk.post("counter/inspect", { ...world.store, code })).body.code).toBe(
      "coupon-not-found",
    );
  // Check digits that don't fit are slips of the finger.
  await world.clerk.post("counter/inspect", { ...world.store, code: "12345678901234567890" });
  const rows = await found(world, "guesses", 3);
  const kinds = rows.map((row: { subject: { kind: string } }) => row.subject.kind).sort();
  expect(kinds).toEqual(["network", "staff", "store"]);
  expect(rows[0]).toMatchObject({ programmeId: null, state: "open", measures: { misses: 5 } });
  const kept = await env.DB.prepare(
    "select (select json_group_array(json_array(subject, shown)) from code_miss) || (select json_group_array(facts) from fraud_evidence) as all_text",
  ).first<{ all_text: string }>();
  for (const code of guesses) expect(kept?.all_text).not.toContain(code.slice(4, 14));
  expect((await other.admin.read("cases")).rows).toEqual([]);
});

test("FRD-1, WHO-1: another region's coupon at the till was not guessed", async () => {
  const { sheets } = await world.issue(6);
  for (const { code } of sheets) await other.clerk.post("counter/inspect", { ...other.store, code });
  const row = await env.DB.prepare("select count(*) as n from code_miss where subject = ?1")
    .bind(other.store.storeId)
    .first<{ n: number }>();
  expect(row?.n).toBe(0);
});

test("FRD-2, FRD-7: coupons spent at once become a case with its evidence, and a decision ends it", async () => {
  const { sheets } = await world.issue(10, 1000);
  for (const { code } of sheets) {
    const { coupon } = await world.scan(code);
    await world.clerk.done("counter/payments", {
      operationId: op(coupon.idTail),
      handle: coupon.handle,
      ...world.store,
      amountYen: 1000,
    });
  }
  const [one] = await found(world, "quick-spending");
  expect(one).toMatchObject({
    subject: { kind: "store", id: world.store.storeId, name: "喫茶" },
    other: { kind: "organisation", id: world.issuer.organisationId, name: "宿" },
    measures: { quick: 10 },
  });
  const evidence = await world.admin.read(`cases/${one.caseId}/evidence?limit=4`);
  expect(evidence.rows).toHaveLength(4);
  expect(evidence.rows[0]).toMatchObject({
    kind: "payment",
    amountYen: 1000,
    minutes: 0,
    holder: { kind: "coupon" },
    store: { storeId: world.store.storeId },
  });
  const next = await world.admin.read(`cases/${one.caseId}/evidence?limit=10&after=${evidence.next}`);
  expect(next.rows).toHaveLength(6);

  // FRD-8: what was done has to be said, and the version has to be the one that was read.
  const path = `cases/${one.caseId}/decision`;
  const decision = { version: one.version, outcome: "acted", reason: "店と宿に電話した", done: "" };
  expect((await world.admin.post(path, decision)).body.fields[0].path).toBe("done");
  const stale = { ...decision, done: "店を止めた", version: one.version + 1 };
  expect((await world.admin.post(path, stale)).status).toBe(409);
  const decided = await world.admin.done(path, { ...decision, done: "店を止めた" });
  expect(decided.case).toMatchObject({ state: "decided", outcome: "acted" });
  expect(decided.decisions).toMatchObject([{ outcome: "acted", done: "店を止めた" }]);
  expect((await world.admin.read("cases?state=open&rule=quick-spending")).rows).toEqual([]);
});

test("AUD-4: reading, deciding and the addresses are logged; the addresses themselves are not", async () => {
  const saved = await world.admin.send("PUT", "cases/recipients", { recipients: ["kakari@example.jp"] });
  expect(saved.status).toBe(200);
  expect(await world.admin.read("cases/recipients")).toEqual({ recipients: ["kakari@example.jp"] });
  const [one] = await found(world, "quick-spending");
  await world.admin.read(`cases/${one.caseId}`);
  const { results } = await env.DB.prepare(
    "select action, coalesce(after, '') || coalesce(reason, '') as said from audit_log where region_id = ?1 and action like 'case.%'",
  )
    .bind(world.region.regionId)
    .all<{ action: string; said: string }>();
  const actions = new Set(results.map(({ action }) => action));
  expect([...actions].sort()).toEqual(["case.decide", "case.read", "case.recipients"]);
  expect(JSON.stringify(results)).not.toContain("example.jp");
});

test("WHO-1, WHO-2: nobody else sees a case or decides one", async () => {
  const [one] = await found(world, "quick-spending");
  for (const path of [`cases/${one.caseId}`, `cases/${one.caseId}/evidence`])
    expect((await other.admin.get(path)).status).toBe(404);
  const body = { version: one.version, outcome: "unfounded", reason: "x", done: "" };
  expect((await other.admin.post(`cases/${one.caseId}/decision`, body)).status).toBe(404);
  for (const caller of [world.desk, world.clerk])
    expect((await caller.get("cases")).body.code).toBe("forbidden");
});

test("FRD-3: the capacity is the secretariat's to set, logged, and only of issuers", async () => {
  const path = (id: string) => `organisations/${id}/capacity`;
  const set = await world.admin.done(path(world.branch.organisationId), { guestsPerDay: 3 });
  expect(set.guestsPerDay).toBe(3);
  expect((await world.admin.post(path(world.branch.organisationId), { guestsPerDay: 0 })).status).toBe(422);
  expect((await world.admin.post(path(world.merchant.organisationId), { guestsPerDay: 3 })).status).toBe(404);
  expect((await other.admin.post(path(world.branch.organisationId), { guestsPerDay: 3 })).status).toBe(404);
  expect((await world.desk.post(path(world.branch.organisationId), { guestsPerDay: 9 })).status).toBe(403);
  await world.issue(4, 1000, false);
  const [one] = await found(world, "over-capacity");
  expect(one).toMatchObject({ subject: { id: world.branch.organisationId, name: "宿本館" } });
  expect(one.measures.guestsPerDay).toBe(3);
});
