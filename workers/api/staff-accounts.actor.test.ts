import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import type { Env } from "../env.ts";
import { app } from "./app.ts";
import { Browser, makeRegion, OWN_PASSWORD, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let boss: Browser;
let branch: { organisationId: string };
beforeAll(async () => {
  world = await makeRegion();
  await give(world.admin, "boss", world.merchant.organisationId, "merchant-head");
  branch = await world.admin.done("organisations", {
    name: "店支店",
    kana: "ミセシテン",
    parentId: world.merchant.organisationId,
  });
  boss = await signIn(`${world.id}-boss`);
});

const give = (by: Browser, name: string, organisationId: string, role: string) =>
  by.post("staff", {
    name,
    loginId: `${world.id}-${name}`,
    password: PASSWORD,
    memberships: [{ organisationId, role }],
  });

test("S8, ORG-6: a head office gives accounts of its own side to itself and its branches, and no others", async () => {
  expect((await give(boss, "till-a", branch.organisationId, "clerk")).status).toBe(200);
  expect((await give(boss, "till-b", world.merchant.organisationId, "clerk")).status).toBe(200);
  expect((await give(boss, "no-1", world.merchant.organisationId, "merchant-head")).body.code).toBe(
    "forbidden",
  );
  expect((await give(boss, "no-2", world.issuer.organisationId, "issuer-desk")).body.code).toBe("not-found");
  expect((await give(boss, "no-3", world.region.organisationId, "secretariat-admin")).body.code).toBe(
    "not-found",
  );
  expect((await give(world.clerk, "no-4", world.merchant.organisationId, "clerk")).body.code).toBe(
    "forbidden",
  );
});

test("WHO-2, ORG-6: a head office sees its own people, and manages those below it only", async () => {
  const { rows } = await boss.read("staff?limit=100");
  const seen = new Map<string, { staffId: string; manageable: boolean }>(
    rows.map((row: { loginId: string }) => [row.loginId.slice(world.id.length + 1), row]),
  );
  expect([...seen.keys()].sort()).toEqual(["boss", "clerk", "till-a", "till-b"]);
  expect(["boss", "clerk", "till-a"].map((name) => seen.get(name)?.manageable)).toEqual([false, true, true]);
  const own = seen.get("boss")?.staffId;
  expect((await boss.post(`staff/${own}/stop`, { reason: "ためし" })).body.code).toBe("forbidden");
  const desk = (await world.admin.read("staff?text=desk")).rows[0];
  expect((await boss.post(`staff/${desk.staffId}/stop`, { reason: "ためし" })).body.code).toBe("not-found");
  expect((await boss.get(`staff?organisationId=${world.issuer.organisationId}`)).status).toBe(404);
});

test("ORG-6: somebody who also works elsewhere is not stopped by one of the two", async () => {
  const other = await world.admin.done("organisations", { name: "隣", kana: "トナリ", kinds: ["merchant"] });
  const { account } = await world.admin.done("staff", {
    name: "かけもち",
    memberships: [
      { organisationId: world.merchant.organisationId, role: "clerk" },
      { organisationId: other.organisationId, role: "clerk" },
    ],
  });
  expect((await boss.post(`staff/${account.staffId}/stop`, { reason: "ためし" })).body.code).toBe(
    "forbidden",
  );
  const shown = (await boss.read("staff?text=かけもち")).rows[0];
  expect(shown.memberships).toMatchObject([{ organisationName: "店" }]);
});

test("ORG-6: with the first password nothing opens but the password's own change", async () => {
  const { account, firstPassword } = await world.admin.done("staff", {
    name: "新人",
    memberships: [{ organisationId: world.merchant.organisationId, role: "clerk" }],
  });
  const browser = new Browser();
  await browser.done("staff/session", { loginId: account.loginId, password: firstPassword });
  expect((await browser.read("staff/me")).mustChangePassword).toBe(true);
  for (const path of ["counter/stores", "municipalities", "stores/managed"])
    expect([path, (await browser.get(path)).body.code]).toEqual([path, "password-change-required"]);
  const kept = await browser.post("staff/password", { current: firstPassword, next: firstPassword });
  expect(kept.body.fields[0].path).toBe("next");
  await browser.done("staff/password", { current: firstPassword, next: OWN_PASSWORD });
  expect((await browser.get("counter/stores")).status).toBe(200);
});

test("S8, S22: a forgotten password is replaced, sessions end, and a stopped account can go on", async () => {
  await give(boss, "forgets", branch.organisationId, "clerk");
  const clerk = await signIn(`${world.id}-forgets`);
  const { staffId } = (await boss.read("staff?text=forgets")).rows[0];
  const { firstPassword, account } = await boss.done(`staff/${staffId}/password`, { reason: "忘れた" });
  expect(account.mustChangePassword).toBe(true);
  expect((await clerk.get("staff/me")).body.code).toBe("session-expired");
  const signing = (password: string) =>
    new Browser().post("staff/session", { loginId: `${world.id}-forgets`, password });
  expect((await signing(OWN_PASSWORD)).body.code).toBe("credentials-wrong");
  expect((await signing(firstPassword)).body.mustChangePassword).toBe(true);
  await boss.done(`staff/${staffId}/stop`, { reason: "休職" });
  expect((await signing(firstPassword)).body.code).toBe("account-stopped");
  await boss.done(`staff/${staffId}/start`, { reason: "復職" });
  expect((await signing(firstPassword)).status).toBe(200);
  const log = await env.DB.prepare(
    "select action, reason from audit_log where subject_id = ?1 and action like 'staff.st%' order by id",
  )
    .bind(staffId)
    .all();
  expect(log.results).toEqual([
    { action: "staff.stop", reason: "休職" },
    { action: "staff.start", reason: "復職" },
  ]);
});

/* ---------- Slips ---------- */

/** Asks for slips from a Worker whose files hold this font, or none. */
async function slips(browser: Browser, staffIds: readonly string[], font: Response) {
  const context = createExecutionContext();
  const files = { fetch: async () => font.clone() } as unknown as Fetcher;
  const reply = await app.fetch(
    new Request("http://localhost/api/staff/slips", {
      method: "POST",
      headers: {
        origin: "http://localhost",
        cookie: browser.cookieHeader(),
        "content-type": "application/json",
      },
      body: JSON.stringify({ staffIds }),
    }),
    { ...(env as unknown as Env), ASSETS: files },
    context,
  );
  await waitOnExecutionContext(context);
  return reply;
}
const NO_FONT = new Response(null, { status: 404 });

/** The font's four megabytes come through the test runner's module loader, which takes its time on a busy machine. */
const FONT_LIMIT_MS = 240_000;

test("ORG-6: slips are one PDF, end the old passwords, and leave none of the new ones in D1", {
  timeout: FONT_LIMIT_MS,
}, async () => {
  const { default: font } = await import(
    "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf?inline"
  );
  await give(boss, "slip-a", branch.organisationId, "clerk");
  const clerk = await signIn(`${world.id}-slip-a`);
  const { staffId } = (await boss.read("staff?text=slip-a")).rows[0];
  const reply = await slips(boss, [staffId], await fetch(font));
  expect([reply.status, reply.headers.get("content-type"), reply.headers.get("cache-control")]).toEqual([
    200,
    "application/pdf",
    "no-store",
  ]);
  expect(new TextDecoder().decode((await reply.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
  expect((await clerk.get("staff/me")).body.code).toBe("session-expired");
  const row = await env.DB.prepare(
    "select password_hash as hash, must_change_password as must from staff where id = ?1",
  )
    .bind(staffId)
    .first<{ hash: string; must: number }>();
  expect([row?.hash.startsWith("scrypt$32768$"), row?.must]).toEqual([true, 1]);
});

test("ORG-6: without the font no paper can say the new passwords, and so none is changed", async () => {
  await give(boss, "slip-b", branch.organisationId, "clerk");
  const clerk = await signIn(`${world.id}-slip-b`);
  const { staffId } = (await boss.read("staff?text=slip-b")).rows[0];
  expect((await slips(boss, [staffId], NO_FONT)).status).toBe(503);
  expect((await clerk.get("staff/me")).status).toBe(200);
});

test("ORG-6: one account too far, or one that is stopped, and no slip is made for any", async () => {
  const { staffId } = (await boss.read("staff?text=till-a")).rows[0];
  const desk = (await world.admin.read("staff?text=desk")).rows[0];
  expect((await slips(boss, [staffId, desk.staffId], NO_FONT)).status).toBe(404);
  await boss.done(`staff/${staffId}/stop`, { reason: "ためし" });
  expect(((await (await slips(boss, [staffId], NO_FONT)).json()) as { code: string }).code).toBe(
    "account-stopped",
  );
});
