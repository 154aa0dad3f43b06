import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { PROOF_MS } from "../http/proof.ts";
import { Authenticator, addPasskeyOf, type Lies } from "../passkeys/authenticator.actor.testing.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  OWN_PASSWORD,
  PASSWORD,
  totpCode,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let made = 0;
const newBrowser = () => new Browser({ "cf-connecting-ip": `203.0.113.${++made % 250}` });
/** A fresh account with a password of its own, signed in on one device. */
async function account(role: "secretariat-accountant" | "clerk" = "secretariat-accountant") {
  const browser = newBrowser();
  const loginId = `${world.id}-key-${made}`;
  const office = role === "clerk" ? world.merchant : world.region;
  const created = await world.admin.done("staff", {
    name: "経理",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: office.organisationId, role }],
  });
  await browser.done("staff/session", { loginId, password: PASSWORD });
  await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  return { browser, loginId, staffId: created.account.staffId as string };
}
async function addKey(browser: Browser, device = new Authenticator()) {
  const options = await browser.done("staff/passkeys/options");
  return browser.done("staff/passkeys", { attestation: await device.create(options) });
}
/** A device nobody is signed in on signs in with the passkey alone. */
async function signIn(device: Authenticator, lies: Lies = {}, browser = newBrowser()) {
  const asked = await browser.done("staff/passkeys/session/options");
  return {
    browser,
    reply: await browser.post("staff/passkeys/session", { assertion: await device.get(asked, lies) }),
  };
}
/** The right ID and password on another device: half-way in. */
async function halfWay(loginId: string): Promise<Browser> {
  const browser = newBrowser();
  await browser.done("staff/session", { loginId, password: OWN_PASSWORD });
  return browser;
}
async function second(browser: Browser, device: Authenticator, lies: Lies = {}) {
  const asked = await browser.done("staff/factor/passkey");
  return browser.post("staff/factor", { kind: "passkey", assertion: await device.get(asked, lies) });
}
const code = (reply: { body: { code?: string } }) => reply.body.code;

describe("a passkey as what signs an account in", () => {
  test("PSK-8, FAC-1, FAC-3: a secretariat's first factor may be a passkey; codes on paper come with it, once, and the account opens", async () => {
    const { browser, staffId } = await account();
    expect(code(await browser.get("programmes"))).toBe("factor-set-up-required");
    const device = new Authenticator();
    const { passkey, recoveryCodes } = await addKey(browser, device);
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.read("staff/me")).factors).toMatchObject({ step: "none", kinds: ["passkey"] });
    expect((await browser.get("programmes")).status).toBe(200);
    expect((await addKey(browser)).recoveryCodes).toBeNull();
    expect((await browser.read("staff/passkeys")).passkeys[0]).toEqual(passkey);
    const log = env.DB.prepare(
      "select count(*) as n from audit_log where action = 'staff.passkey' and subject_id = ?1",
    );
    expect(await log.bind(staffId).first("n")).toBe(2);
  });

  test("PSK-8: alone it signs in wholly, since the device checks its owner; the try is kept with its factor", async () => {
    const { browser, loginId, staffId } = await account();
    const device = new Authenticator();
    await addKey(browser, device);
    const { browser: other, reply } = await signIn(device);
    expect(reply.body).toMatchObject({ loginId, factors: { step: "none" } });
    expect((await other.get("programmes")).status).toBe(200);
    await vi.waitUntil(() =>
      env.DB.prepare(
        "select 1 from sign_in where subject_id = ?1 and factor = 'passkey' and outcome = 'success'",
      )
        .bind(staffId)
        .first(),
    );
  });

  const lies: readonly [string, Lies][] = [
    ["no finger", { userVerified: false }],
    ["another site's page", { origin: "https://tegata.evil.example" }],
    ["another key's signature", { wrongKey: true }],
    ["a counter that stands still", { counter: 1 }],
  ];
  test.each(lies)("PSK-1, PSK-8: %s signs nobody in, alone or after the password", async (_, lie) => {
    const { browser, loginId } = await account();
    const device = new Authenticator();
    await addKey(browser, device);
    const { browser: other, reply } = await signIn(device, lie);
    expect(code(reply)).toBe("passkey-not-accepted");
    expect(await other.read("staff/me")).toBeNull();
    const half = await halfWay(loginId);
    expect(code(await second(half, device, lie))).toBe("passkey-not-accepted");
    expect(code(await half.get("programmes"))).toBe("factor-required");
  });

  test("PSK-8: after the password it stands for the code; another account's, another session's and one for signing in alone don't", async () => {
    const [mine, other] = [await account(), await account()];
    const [device, stranger] = [new Authenticator(), new Authenticator()];
    await addKey(mine.browser, device);
    await addKey(other.browser, stranger);
    const half = await halfWay(mine.loginId);
    expect(code(await half.get("programmes"))).toBe("factor-required");
    expect(code(await second(half, stranger))).toBe("passkey-not-accepted");
    const elsewhere = await halfWay(mine.loginId);
    const asked = await elsewhere.done("staff/factor/passkey");
    const carried = { kind: "passkey", assertion: await device.get(asked) };
    expect(code(await half.post("staff/factor", carried))).toBe("passkey-not-accepted");
    const alone = await half.done("staff/passkeys/session/options");
    const whole = { kind: "passkey", assertion: await device.get(alone) };
    expect(code(await half.post("staff/factor", whole))).toBe("passkey-not-accepted");
    expect((await second(half, device)).body.factors.step).toBe("none");
    expect((await half.get("programmes")).status).toBe(200);
  });

  test("PSK-2: a resident's passkey opens no account, and an account's no wallet", async () => {
    const resident = await makeResident(env.DB);
    const [theirs, staffs] = [new Authenticator(), new Authenticator()];
    await addPasskeyOf(resident, theirs);
    const { browser } = await account();
    await addKey(browser, staffs);
    expect(code((await signIn(theirs)).reply)).toBe("passkey-not-accepted");
    const wallet = newBrowser();
    const asked = await wallet.done("residents/passkeys/session/options");
    const body = { assertion: await staffs.get(asked) };
    expect(code(await wallet.post("residents/passkeys/session", body))).toBe("passkey-not-accepted");
  });

  test("PSK-8, S22: a stopped account's passkey opens nothing", async () => {
    const { browser, staffId } = await account("clerk");
    const device = new Authenticator();
    await addKey(browser, device);
    await world.admin.done(`staff/${staffId}/stop`, { reason: "退職" });
    expect(code((await signIn(device)).reply)).toBe("account-stopped");
  });
});

describe("changing passkeys", () => {
  test("PSK-9, STF-1, STF-3: adding and removing ask for a fresh proof and sign every other device out", async () => {
    const { browser, loginId } = await account("clerk");
    const other = await halfWay(loginId);
    expect((await other.get("staff/sessions")).status).toBe(200);
    const { passkey } = await addKey(browser);
    expect(code(await other.get("staff/sessions"))).toBe("session-expired");
    browser.clockOffsetMs = PROOF_MS;
    const path = `staff/passkeys/${passkey.passkeyId}`;
    expect(code(await browser.post("staff/passkeys/options"))).toBe("proof-needed");
    expect(code(await browser.post(`${path}/removal`))).toBe("proof-needed");
    expect((await browser.send("PUT", path, { name: "事務室のPC" })).body).toEqual({ name: "事務室のPC" });
    await browser.done("staff/proof", { password: OWN_PASSWORD });
    expect((await browser.done(`${path}/removal`)).factors).toMatchObject({
      kinds: [],
      recovery: { left: 0 },
    });
  });

  test("PSK-9, FAC-1: the password alone adds no passkey, and a secretariat's last factor can't be taken away", async () => {
    const { browser, loginId } = await account();
    const { passkey } = await addKey(browser);
    const half = await halfWay(loginId);
    for (const path of ["staff/passkeys/options", `staff/passkeys/${passkey.passkeyId}/removal`])
      expect([path, code(await half.post(path))]).toEqual([path, "factor-required"]);
    const remove = () => browser.post(`staff/passkeys/${passkey.passkeyId}/removal`);
    expect(code(await remove())).toBe("factor-set-up-required");
    const { secret, ticket } = await browser.done("staff/factor/totp");
    const step = Math.floor(Date.now() / 30_000);
    await browser.done("staff/factor/totp/confirmation", { ticket, code: totpCode(secret, step) });
    expect((await remove()).body.factors).toMatchObject({ step: "none", kinds: ["totp"] });
  });

  test("PSK-9: beside a passkey a secretariat does without the app, and the codes on paper stay", async () => {
    const { browser } = await account();
    await addKey(browser);
    const { secret, ticket } = await browser.done("staff/factor/totp");
    const step = Math.floor(Date.now() / 30_000);
    await browser.done("staff/factor/totp/confirmation", { ticket, code: totpCode(secret, step) });
    const reply = await browser.send("DELETE", "staff/factor/totp");
    expect(reply.body.factors).toMatchObject({ step: "none", kinds: ["passkey"], recovery: { left: 10 } });
    expect((await browser.get("programmes")).status).toBe(200);
  });

  test("PSK-9, FAC-4: the level above takes passkeys away with every other factor", async () => {
    const { browser, staffId, loginId } = await account();
    const device = new Authenticator();
    await addKey(browser, device);
    await world.admin.done(`staff/${staffId}/factor/reset`, { reason: "電話をなくした" });
    expect(code((await signIn(device)).reply)).toBe("passkey-not-accepted");
    const again = await halfWay(loginId);
    expect((await again.read("staff/me")).factors).toMatchObject({ step: "set-up", kinds: [] });
  });

  test("PSK-5: nobody names or removes a colleague's", async () => {
    const [mine, other] = [await account("clerk"), await account("clerk")];
    const { passkey } = await addKey(mine.browser);
    const path = `staff/passkeys/${passkey.passkeyId}`;
    expect((await other.browser.send("PUT", path, { name: "ひとの" })).status).toBe(404);
    expect((await other.browser.post(`${path}/removal`)).status).toBe(404);
    expect((await mine.browser.read("staff/passkeys")).passkeys).toHaveLength(1);
  });
});
