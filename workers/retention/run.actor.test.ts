import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { businessDate, DAY_MS } from "../../schema/calendar.ts";
import { Browser, makeRegion, makeResident, op } from "../api/world.actor.testing.ts";
import { sweep } from "../queue/sweep.ts";
import { RETENTION } from "./policy.ts";
import { eraseOver, MAX_ERASED } from "./run.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const YEAR = 365 * DAY_MS;
const NOW = Date.parse("2030-06-01T00:00:00Z");
const run = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();
const all = async (sql: string) => (await env.DB.prepare(sql).all()).results;

/** One row of each kind that is over, and one that isn't, as seen at {@link NOW}. */
async function oldAndNew() {
  for (const [name, atMs, expiresOn] of [
    ["old", NOW - 3.5 * YEAR, "2027-01-01"],
    ["new", NOW - DAY_MS, "2030-07-01"],
  ] as const) {
    await run(
      `insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from,
         count, sum_yen, written, expires_on, key_id, pepper_generation, faces, created_at_ms)
       values (?1, 'r', 'p', 'i', 'b', ?1, 'active', 1, 1, 1, 1000, 1, ?2, '1', 1, '[]', ?3)`,
      name,
      expiresOn,
      atMs,
    );
    await run(
      "insert into stay (issue_id, region_id, sealed, created_at_ms, reference_key) values (?1, 'r', 'sealed', ?2, 'k')",
      name,
      atMs,
    );
    for (const state of ["done", "issuing"]) {
      await run(
        `insert into issue_list (id, region_id, programme_id, issuer_id, branch_id, state, file_name, file_sha256, headings,
           mapping, checks, tries, created_at_ms, created_by, updated_at_ms)
         values (?1, 'r', 'p', 'i', 'b', ?2, 'a.csv', '', '[]', '{}', 1, 1, ?3, 's', ?3)`,
        `${name}-${state}`,
        state,
        atMs,
      );
      await run(
        "insert into issue_list_row (list_id, row, region_id, state, coupons, sum_yen, sealed) values (?1, 2, 'r', 'issued', 1, 1, 's')",
        `${name}-${state}`,
      );
    }
    for (const state of ["taken", "waiting"])
      await run(
        `insert into webhook_delivery (webhook_id, event_id, region_id, kind, body, state, tries, since_ms, next_try_at_ms,
           lease_until_ms, created_at_ms, ended_at_ms) values ('w', ?1, 'r', 'test', '{}', ?2, 1, ?3, ?3, 0, ?3, ?4)`,
        `${name}-${state}`,
        state,
        atMs,
        state === "taken" ? atMs : null,
      );
    for (const state of ["done", "running"]) {
      await run(
        `insert into grant_batch (id, region_id, programme_id, title, source, expires_on, state, created_by, created_at_ms,
           updated_at_ms) values (?1, 'r', 'p', '付与', 'segment', '2030-01-01', ?2, 's', ?3, ?3)`,
        `${name}-${state}`,
        state,
        atMs,
      );
      await run(
        "insert into grant_row (grant_id, row, region_id, resident_id, amount_yen, state) values (?1, 1, 'r', 'x', 1, 'credited')",
        `${name}-${state}`,
      );
    }
    for (const state of ["refused", "returned", "approved", "waiting"])
      await run(
        `insert into application values (?1, 'r', ?1, ?1, 'h', '店', '店', 'sealed', 1, ?2, ?3)`,
        `${name}-${state}`,
        state,
        atMs,
      );
    await run(
      "insert into application_decision values (?1, 1, 'r', 'refused', 'わけ', ?2, 's')",
      `${name}-gone`,
      atMs,
    );
    for (const state of ["sent", "queued"])
      await run(
        `insert into mail_outbox values (?1, 'r', 'fund', 'hash', null, ?2, 1, 0, 0, null, ?3, ?3)`,
        `${name}-${state}`,
        state,
        atMs,
      );
    await run("insert into notice_reading values (?1, 'resident', 'x', 'r', ?2)", name, atMs);
    await run("insert into resident_phone values (?1, ?1, 'sealed', ?2)", name, atMs);
    await run(
      "insert into device_move values (?1, 'x', ?1, null, null, 'open', ?1, 0, ?2)",
      name,
      atMs + 3 * DAY_MS,
    );
    await run(
      `insert into number_check values (?1, 'x', 'r', 'licence', 'わけ', 'a', 's', 'b', null, null, 'done', 's', 0, 's', ?2, null, ?2)`,
      name,
      atMs,
    );
    for (const [state, ended] of [
      ["ended", atMs],
      ["unseen", null],
    ])
      await run(
        `insert into resident_device values (?1, 'x', ?1, '? / ?', 0, ?2, ?3, 0, 0, ?4)`,
        `${name}-${state}`,
        businessDate(atMs),
        atMs,
        ended,
      );
    for (const state of ["stopped", "active"])
      await run(
        `insert into staff values (?1, 'r', ?1, '係', 'scrypt', 0, ?2, ?3, 0, null, 0)`,
        `${name}-${state}`,
        state,
        atMs,
      );
    await run(
      "insert into staff_session values (?1, 's', 'r', 'd', '*', ?2, ?2, ?2, ?2, null, null, null, null)",
      name,
      atMs,
    );
    await run(
      `insert into passkey (id, owner_kind, owner_id, credential_id, public_key, counter, transports, device_type,
        backed_up, rp_id, device, created_at_ms) values (?1, 'resident', ?1, ?1, '', 0, '[]', '', 0, '', '', ?2)`,
      name,
      atMs,
    );
    for (const state of ["stopped", "active"])
      await run(
        `insert into passkey (id, owner_kind, owner_id, credential_id, public_key, counter, transports, device_type,
          backed_up, rp_id, device, created_at_ms) values (?1, 'staff', ?1, ?1, '', 0, '[]', '', 0, '', '', ?2)`,
        `${name}-${state}`,
        atMs,
      );
    for (const state of ["stopped", "active"])
      await run("insert into till_pin values (?1, 'r', '', 5, ?2)", `${name}-${state}`, atMs);
    await run("insert into passkey_spent values (?1, ?2)", name, atMs);
    for (const state of ["sent", "queued"])
      await run(
        `insert into push_message values ('d', ?1, 'x', 'r', 'p', 'payment', 1, 's', null, ?2, ?2, 0, ?3, 1, ?2, 0, null)`,
        `${name}-${state}`,
        atMs,
        state,
      );
    await run(
      "insert into push_round (key, after, begun_at_ms, done_at_ms) values (?1, '', ?2, ?2)",
      name,
      atMs,
    );
    await run("insert into expiry_news values ('x', 'p', ?1, 7, 'r', 1, ?2)", name, atMs);
    await run("insert into letter_delivery (letter_id, resident_id, at_ms) values ('l', ?1, ?2)", name, atMs);
    await run("insert into payment_code values (?1, 'r', 'p', ?1, 'o', null, ?2)", name, atMs + 3 * DAY_MS);
    await run("insert into dev_inbox (at_ms, recipient, text) values (?1, ?2, 'x')", atMs, name);
    await run("insert into refusal values (?1, 'staff', 's', 'r', 'GET /', 'forbidden', null, 1, ?1)", atMs);
    await run("insert into trace values (?1, 'r', 's', 'resident', 'x', '…1234', ?2)", name, atMs);
    for (const state of ["open", "decided"]) {
      const caseId = `${name}-${state}`;
      const decidedAtMs = name === "old" ? NOW - 8 * YEAR : atMs;
      await run(
        `insert into fraud_case (id, region_id, rule, subject_kind, subject_id, date, level, weight, measures, thresholds,
           state, version, reopened, found_at_ms, opened_at_ms, updated_at_ms)
         values (?1, 'r', 'guesses', 'store', 'x', '2026-11-25', 'notice', 1, '{}', '{}', ?2, 1, 0, ?3, ?3, ?3)`,
        caseId,
        state,
        decidedAtMs,
      );
      await run("insert into fraud_evidence values (?1, 'k', 'r', 'payment', ?2, '{}')", caseId, decidedAtMs);
      if (state === "decided")
        await run(
          "insert into fraud_decision values (?1, 1, 'r', 'watch', 'わけ', '', ?2, 's')",
          caseId,
          decidedAtMs,
        );
    }
  }
}

test("SEC-7: each rule erases what is over and nothing else, once, and the log holds counts", async () => {
  await oldAndNew();
  // All of it: with a single resident of one's own, no phone is nobody's.
  await run("insert into resident (id, created_at_ms, sessions_from_ms) values ('new', 0, 0)");
  const erased = await eraseOver(env, NOW);
  const [entry] = await all("select actor, after from audit_log where action = 'retention.erase'");
  expect(entry?.actor).toBe("system");
  const counts = JSON.parse(String(entry?.after)) as Record<string, number>;
  expect(Object.keys(counts).sort()).toEqual(RETENTION.map((rule) => rule.name).sort());
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(erased);
  expect(await all("select issue_id, sealed, reference_key from stay order by issue_id")).toEqual([
    { issue_id: "new", sealed: "sealed", reference_key: "k" },
    { issue_id: "old", sealed: null, reference_key: null },
  ]);
  expect(await all("select list_id, sealed from issue_list_row order by list_id")).toEqual([
    { list_id: "new-done", sealed: "s" },
    { list_id: "new-issuing", sealed: "s" },
    { list_id: "old-done", sealed: null },
    { list_id: "old-issuing", sealed: "s" },
  ]);
  expect(await all("select id from application order by id")).toEqual(
    [
      "new-approved",
      "new-refused",
      "new-returned",
      "new-waiting",
      "old-refused",
      "old-returned",
      "old-waiting",
    ].map((id) => ({ id })),
  );
  expect(await all("select application_id as id from application_decision order by 1")).toEqual([
    { id: "new-gone" },
  ]);
  expect(await all("select key from mail_outbox order by key")).toEqual(
    ["new-queued", "new-sent", "old-queued"].map((key) => ({ key })),
  );
  expect(await all("select notice_id as id from notice_reading")).toEqual([{ id: "new" }]);
  expect(await all("select id from device_move")).toEqual([{ id: "new" }]);
  expect(await all("select id from number_check")).toEqual([{ id: "new" }]);
  expect(await all("select id from resident_device order by id")).toEqual([
    { id: "new-ended" },
    { id: "new-unseen" },
  ]);
  expect(await all("select lookup from resident_phone")).toEqual([{ lookup: "new" }]);
  expect(await all("select id from staff where password_hash = 'erased'")).toEqual([{ id: "old-stopped" }]);
  expect(await all("select id from staff_session")).toEqual([{ id: "new" }]);
  expect(await all("select id from passkey order by id")).toEqual(
    ["new", "new-active", "new-stopped", "old-active"].map((id) => ({ id })),
  );
  expect(await all("select staff_id as id from till_pin order by id")).toEqual(
    ["new-active", "new-stopped", "old-active"].map((id) => ({ id })),
  );
  expect(await all("select nonce from passkey_spent")).toEqual([{ nonce: "new" }]);
  expect(await all("select key from push_message order by key")).toEqual(
    ["new-queued", "new-sent", "old-queued"].map((key) => ({ key })),
  );
  expect(await all("select key from push_round")).toEqual([{ key: "new" }]);
  expect(await all("select expires_on as name from expiry_news")).toEqual([{ name: "new" }]);
  expect(await all("select resident_id as name from letter_delivery")).toEqual([{ name: "new" }]);
  expect(await all("select code_hash as hash from payment_code")).toEqual([{ hash: "new" }]);
  expect(await all("select recipient from dev_inbox")).toEqual([{ recipient: "new" }]);
  expect(await all("select last_at_ms as at from refusal where subject = 's'")).toEqual([
    { at: NOW - DAY_MS },
  ]);
  expect(await all("select id from trace")).toEqual([{ id: "new" }]);
  expect(await all("select event_id as id from webhook_delivery order by 1")).toEqual(
    ["new-taken", "new-waiting", "old-waiting"].map((id) => ({ id })),
  );
  expect(await all("select grant_id as id from grant_row order by 1")).toEqual(
    ["new-done", "new-running", "old-running"].map((id) => ({ id })),
  );
  // An open case waits for a person, however old.
  const cases = ["new-decided", "new-open", "old-open"];
  expect(await all("select id from fraud_case order by id")).toEqual(cases.map((id) => ({ id })));
  expect(await all("select case_id as id from fraud_evidence order by 1")).toEqual(
    cases.map((id) => ({ id })),
  );
  expect(await all("select case_id as id from fraud_decision")).toEqual([{ id: "new-decided" }]);

  // The same day nothing more is looked for; the next day nothing more is found.
  expect(await eraseOver(env, NOW + 1)).toBe(0);
  expect(await eraseOver(env, NOW + DAY_MS)).toBe(0);
  expect(await all("select count(*) as n from audit_log where action = 'retention.erase'")).toEqual([
    { n: 1 },
  ]);
});

test("SEC-7: what is more than one sweep may erase goes on with the next sweep of the same day", async () => {
  await run(
    `insert into notice_reading select 'many-' || value, 'resident', 'x', 'r', 0 from json_each(?1)`,
    JSON.stringify(Array.from({ length: MAX_ERASED + 3 }, (_, i) => i)),
  );
  const day = NOW + 2 * DAY_MS;
  expect(await eraseOver(env, day)).toBe(MAX_ERASED);
  expect(await eraseOver(env, day + 1)).toBe(3);
  expect(await eraseOver(env, day + 2)).toBe(0);
});

test("SEC-7, ALM-2: the sweep erases", async () => {
  await run("insert into dev_inbox (at_ms, recipient, text) values (0, 'sweep', 'x')");
  const { rowsErased, failures } = await sweep(env);
  expect([rowsErased > 0, failures]).toEqual([true, 0]);
  expect(await all("select id from dev_inbox where recipient = 'sweep'")).toEqual([]);
});

test("SEC-7: a resident is erased on request: nobody is found by the number any more, and the books stay whole", async () => {
  const world = await makeRegion();
  const { admin, operator, programmeId } = world;
  const resident = await makeResident(env.DB);
  const { residentId, phone } = await resident.read("residents/me");
  const { sheets } = await world.issue(1);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId,
  });
  await resident.send("PUT", `residents/follows/${world.store.storeId}`);
  await run("insert into resident_answer values (?1, ?2, 'r', 'sealed', 0)", residentId, programmeId);
  const path = `holders/residents/${residentId}/erasure`;
  const other = await makeRegion();
  expect((await other.admin.post(path, { reason: "本人の電話" })).status).toBe(404);
  expect((await world.desk.post(path, { reason: "本人の電話" })).status).toBe(403);
  await admin.done(path, { reason: "本人の電話" });
  const waiting = async () =>
    (await operator.read("operator/erasures")).rows.map((row: { residentId: string }) => row.residentId);
  expect(await waiting()).toEqual([residentId]);
  const passedOn = async (who = admin) => (await who.read("erasures")).rows;
  expect(await passedOn()).toMatchObject([{ residentId, endedAtMs: null }]);
  expect(await passedOn(other.admin)).toEqual([]);

  const erase = (more: Record<string, unknown> = {}) =>
    operator.post(`operator/residents/${residentId}/erasure`, { reason: "本人の申し出", ...more });
  const withMoney = await erase();
  expect([withMoney.status, withMoney.body.code]).toEqual([409, "conflict"]);
  const done = await erase({ forfeit: true });
  expect(done.body).toEqual({
    residentId,
    forfeitedYen: 3000,
    phones: 1,
    readings: 0,
    devices: 1,
    answers: 1,
    passkeys: 0,
    follows: 1,
    wallets: 1,
  });
  expect(await waiting()).toEqual([]);
  // Who passed it on can say that it was done.
  expect(await passedOn()).toMatchObject([{ residentId, endedAtMs: expect.any(Number) }]);
  // Asked again it changes nothing more.
  expect((await erase({ forfeit: true })).body).toMatchObject({ phones: 0, wallets: 1 });

  for (const table of ["resident_phone", "resident_answer", "resident_device", "store_follow"])
    expect(await all(`select * from ${table} where resident_id = '${residentId}'`)).toEqual([]);
  const ended = (await all(`select sessions_from_ms as ms from resident where id = '${residentId}'`))[0];
  expect(Number(ended?.ms)).toBeGreaterThan(0);
  // The wallet's journal is as it was, and reads back whole: it never named anybody.
  expect(await all(`select count(*) as n from wallet_link where resident_id = '${residentId}'`)).toEqual([
    { n: 1 },
  ]);
  expect(
    (await admin.read(`holders/residents/${residentId}/wallets/${programmeId}/timeline`)).rows,
  ).toHaveLength(1);
  const log = await all("select actor, reason from audit_log where action like 'resident.eras%' order by id");
  expect(log.map((row) => row.reason)).toEqual(["本人の電話", "本人の申し出", "本人の申し出"]);
  expect(phone === undefined || !JSON.stringify(log).includes(String(phone))).toBe(true);
  expect((await new Browser().post(`operator/residents/${residentId}/erasure`, { reason: "x" })).status).toBe(
    401,
  );
});
