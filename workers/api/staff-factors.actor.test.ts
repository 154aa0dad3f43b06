import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_STAFF_SESSIONS } from "../../schema/limits.ts";
import {
  Browser,
  makeRegion,
  OWN_PASSWORD,
  PASSWORD,
  passFactor,
  signIn,
  totpCode,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const STEP = 30_000;
const MINUTE = 60_000;
const stepNow = () => Math.floor(Date.now() / STEP);

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let made = 0;
/** A fresh account of the secretariat with its app, whose code of the step before now is used. */
async function withApp() {
  const loginId = `${world.id}-app-${++made}`;
  const { account } = await world.admin.done("staff", {
    name: "経理",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.region.organisationId, role: "secretariat-accountant" }],
  });
  const browser = new Browser();
  await browser.done("staff/session", { loginId, password: PASSWORD });
  await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  const { secret, ticket } = await browser.done("staff/factor/totp");
  const code = totpCode(secret, stepNow() - 1);
  const { recoveryCodes } = await browser.done("staff/factor/totp/confirmation", { ticket, code });
  return {
    loginId,
    staffId: account.staffId as string,
    browser,
    secret,
    recoveryCodes: recoveryCodes as string[],
  };
}

/** The right ID and password on another device: half-way in. */
async function halfWay(loginId: string): Promise<Browser> {
  const browser = new Browser();
  await browser.done("staff/session", { loginId, password: OWN_PASSWORD });
  return browser;
}

const answer = (browser: Browser, kind: "totp" | "recovery", code: string) =>
  browser.post("staff/factor", { kind, code });

test("FAC-1: a password alone opens nothing of a secretariat, and tells nothing but whose account it is", async () => {
  const { loginId } = await withApp();
  const half = await halfWay(loginId);
  const me = await half.read("staff/me");
  expect(me).toMatchObject({ loginId, memberships: [], capabilities: [], programmes: [], stores: [] });
  expect(me.factors).toMatchObject({ step: "ask", kinds: ["totp"] });
  for (const path of ["programmes", "staff/sessions", "closings", "inbox"])
    expect([path, (await half.get(path)).body.code]).toEqual([path, "factor-required"]);
  // Nor does it change how the account signs in.
  for (const path of ["staff/password", "staff/factor/totp", "staff/factor/recovery-codes"])
    expect([path, (await half.post(path, {})).body.code]).toEqual([path, "factor-required"]);
});

test("FAC-1: without one set up, the secretariat sets it up before anything else; a shop needs none", async () => {
  const loginId = `${world.id}-new-viewer`;
  await world.admin.done("staff", {
    name: "県",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.region.organisationId, role: "secretariat-viewer" }],
  });
  const browser = new Browser();
  await browser.done("staff/session", { loginId, password: PASSWORD });
  const me = await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  expect(me.factors.step).toBe("set-up");
  expect((await browser.get("programmes")).body.code).toBe("factor-set-up-required");
  await passFactor(browser, loginId, me.factors.step);
  expect((await browser.get("programmes")).status).toBe(200);
  expect((await world.clerk.read("staff/me")).factors).toMatchObject({ step: "none", required: false });
});

test("FAC-2: the app's code opens, once: the same one is refused a second time, on any device", async () => {
  const { loginId, secret } = await withApp();
  const code = totpCode(secret, stepNow());
  const [one, two] = [await halfWay(loginId), await halfWay(loginId)];
  expect((await answer(one, "totp", code)).body.factors.step).toBe("none");
  expect((await one.get("programmes")).status).toBe(200);
  const again = await answer(two, "totp", code);
  expect([again.status, again.body.code]).toEqual([409, "factor-used"]);
  expect((await two.get("programmes")).body.code).toBe("factor-required");
});

test("FAC-2: the code that set the app up doesn't sign in, nor does one of two steps ago", async () => {
  const { loginId, secret } = await withApp();
  const half = await halfWay(loginId);
  expect((await answer(half, "totp", totpCode(secret, stepNow() - 1))).body.code).toBe("factor-used");
  expect((await answer(half, "totp", totpCode(secret, stepNow() - 3))).body.code).toBe("factor-wrong");
});

test("FAC-2: of two at once with one code, one gets in", async () => {
  const { loginId, secret } = await withApp();
  const halves = await Promise.all([halfWay(loginId), halfWay(loginId), halfWay(loginId)]);
  const code = totpCode(secret, stepNow());
  const statuses = await Promise.all(halves.map(async (half) => (await answer(half, "totp", code)).status));
  expect(statuses.sort()).toEqual([200, 409, 409]);
});

test("FAC-1: the half-open session is over once its other half is shown; another one takes its place", async () => {
  const { loginId, secret } = await withApp();
  const half = await halfWay(loginId);
  const copy = new Browser({ cookie: half.cookieHeader() });
  await answer(half, "totp", totpCode(secret, stepNow()));
  expect((await copy.get("staff/me")).body.code).toBe("session-expired");
});

test("STF-1, FAC-1: however often somebody comes half-way in with the password, whoever is all the way in stays", async () => {
  const { loginId, browser } = await withApp();
  await halfWay(loginId);
  const copies = Array.from({ length: MAX_STAFF_SESSIONS + 5 }, (_, i) =>
    env.DB.prepare(
      `insert into staff_session select ?1 || s.id, staff_id, s.region_id, device, network_shown, started_at_ms,
         seen_at_ms + ?2, ends_at_ms, proved_at_ms, null, null, null, null
       from staff_session as s join staff on staff.id = s.staff_id
       where login_id = ?3 and factor_at_ms is null and "end" is null order by seen_at_ms limit 1`,
    ).bind(`copy-${i}-`, 60_000 + i, loginId),
  );
  await env.DB.batch(copies);
  await halfWay(loginId);
  expect((await browser.get("staff/sessions")).status).toBe(200);
  const open = await env.DB.prepare(
    `select count(*) as n from staff_session as s join staff on staff.id = s.staff_id where login_id = ?1 and "end" is null`,
  )
    .bind(loginId)
    .first<number>("n");
  expect(open).toBe(MAX_STAFF_SESSIONS);
});

test("FAC-3: each code on paper opens once; its owner sees when and how many are left, and it is logged", async () => {
  const { loginId, staffId, recoveryCodes } = await withApp();
  expect(recoveryCodes).toHaveLength(10);
  const [first = "", second = ""] = recoveryCodes;
  const one = await halfWay(loginId);
  expect((await answer(one, "recovery", first.toUpperCase())).status).toBe(200);
  const two = await halfWay(loginId);
  expect((await answer(two, "recovery", first)).body.code).toBe("factor-wrong");
  const me = (await answer(two, "recovery", second)).body;
  expect(me.factors.recovery.left).toBe(8);
  expect(Math.abs(me.factors.recovery.usedAtMs - Date.now())).toBeLessThan(MINUTE);
  const log = await env.DB.prepare(
    "select after from audit_log where action = 'staff.recovery-code' and actor = ?1 order by id",
  )
    .bind(staffId)
    .all();
  expect(log.results).toEqual([{ after: '{"left":9}' }, { after: '{"left":8}' }]);
});

test("FAC-3: another set makes the last one worthless; neither set nor secret stands readable in the database", async () => {
  const { loginId, browser, secret, recoveryCodes } = await withApp();
  const fresh = (await browser.done("staff/factor/recovery-codes")).recoveryCodes as string[];
  const half = await halfWay(loginId);
  expect((await answer(half, "recovery", recoveryCodes[0] ?? "")).body.code).toBe("factor-wrong");
  expect((await answer(half, "recovery", fresh[0] ?? "")).status).toBe(200);
  const rows = JSON.stringify([
    (await env.DB.prepare("select * from staff_totp").all()).results,
    (await env.DB.prepare("select * from staff_recovery_code").all()).results,
  ]);
  for (const text of [secret, ...fresh, ...fresh.map((code) => code.replaceAll("-", ""))])
    expect(rows).not.toContain(text);
  expect(rows).toMatch(/scrypt\$8192\$8\$1\$/);
});

test("STF-3: a factor is changed only by who has lately shown who they are; a change ends every other session", async () => {
  const { loginId, browser, secret } = await withApp();
  const other = await halfWay(loginId);
  await answer(other, "totp", totpCode(secret, stepNow()));
  browser.clockOffsetMs = 11 * MINUTE;
  for (const path of ["staff/factor/totp", "staff/factor/recovery-codes"])
    expect([path, (await browser.post(path)).body.code]).toEqual([path, "proof-needed"]);
  await browser.done("staff/proof", { password: OWN_PASSWORD });
  const { secret: next, ticket } = await browser.done("staff/factor/totp");
  const code = totpCode(next, Math.floor((Date.now() + 11 * MINUTE) / STEP));
  expect((await browser.post("staff/factor/totp/confirmation", { ticket, code })).status).toBe(200);
  expect((await browser.get("staff/me")).status).toBe(200);
  expect((await other.get("staff/me")).body.code).toBe("session-expired");
});

test("FAC-2: a set-up that isn't confirmed within a quarter of an hour, or is another's, is none", async () => {
  const [mine, theirs] = [await withApp(), await withApp()];
  const { secret, ticket } = await theirs.browser.done("staff/factor/totp");
  const body = (atMs: number) => ({ ticket, code: totpCode(secret, Math.floor(atMs / STEP)) });
  const stolen = await mine.browser.post("staff/factor/totp/confirmation", body(Date.now()));
  expect(stolen.body.code).toBe("factor-ticket-ended");
  theirs.browser.clockOffsetMs = 16 * MINUTE;
  await theirs.browser.done("staff/proof", { password: OWN_PASSWORD });
  const late = await theirs.browser.post("staff/factor/totp/confirmation", body(Date.now() + 16 * MINUTE));
  expect(late.body.code).toBe("factor-ticket-ended");
});

test("FAC-1: a shop may have one and do without it again; a secretariat can only replace it", async () => {
  const loginId = `${world.id}-clerk`;
  const browser = await signIn(loginId);
  await passFactor(browser, loginId, "set-up");
  expect((await (await halfWay(loginId)).read("staff/me")).factors.step).toBe("ask");
  const me = await browser.send("DELETE", "staff/factor/totp");
  expect(me.body.factors).toMatchObject({ step: "none", kinds: [], recovery: { left: 0 } });
  expect((await (await halfWay(loginId)).read("staff/me")).factors.step).toBe("none");
  const { browser: accountant } = await withApp();
  expect((await accountant.send("DELETE", "staff/factor/totp")).body.code).toBe("factor-set-up-required");
});

test("FAC-4: the level above takes a lost factor away with a reason: signed out at once, set up anew at the next sign-in", async () => {
  const { loginId, staffId, browser, recoveryCodes } = await withApp();
  expect((await world.admin.post(`staff/${staffId}/factor/reset`, {})).status).toBe(422);
  await world.admin.done(`staff/${staffId}/factor/reset`, { reason: "電話を紛失" });
  expect((await browser.get("staff/me")).body.code).toBe("session-expired");
  const half = await halfWay(loginId);
  expect((await half.read("staff/me")).factors).toMatchObject({ step: "set-up", recovery: { left: 0 } });
  expect((await half.get("programmes")).body.code).toBe("factor-set-up-required");
  expect((await answer(half, "recovery", recoveryCodes[0] ?? "")).status).toBe(403);
  const log = await env.DB.prepare("select reason from audit_log where action = 'staff.factor-reset'").all();
  expect(log.results).toContainEqual({ reason: "電話を紛失" });
  // One's own is never taken away so.
  const { staffId: own } = await world.admin.read("staff/me");
  expect((await world.admin.post(`staff/${own}/factor/reset`, { reason: "自分" })).body.code).toBe(
    "forbidden",
  );
});

test("FAC-4: the operator takes it away where no colleague can, and it is logged", async () => {
  const { loginId, staffId } = await withApp();
  await world.operator.done("operator/staff/factor-reset", { loginId, reason: "担当者が一人" });
  expect((await (await halfWay(loginId)).read("staff/me")).factors.step).toBe("set-up");
  const actor = await env.DB.prepare(
    "select actor from audit_log where action = 'staff.factor-reset' and subject_id = ?1",
  )
    .bind(staffId)
    .first<string>("actor");
  expect(actor).toBe("operator");
});
