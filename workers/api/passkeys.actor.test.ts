import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { passkeysSchema } from "../../schema/api/passkeys.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import { MAX_PASSKEYS, PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import { PROOF_MS } from "../http/proof.ts";
import { Authenticator, addPasskeyOf, type Lies } from "../passkeys/authenticator.actor.testing.ts";
import { eraseOver } from "../retention/run.ts";
import { Browser, newestCode, signInPhone } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000 });

let people = 0;
/** The newest resident's number. */
let phone = "";
/** A browser with an address of its own: brakes by address are tested elsewhere. */
function newBrowser(headers: Record<string, string> = {}): Browser {
  return new Browser({ "cf-connecting-ip": `198.51.100.${++people % 250}`, ...headers });
}
async function newResident(): Promise<Browser> {
  const browser = newBrowser();
  phone = `0907777${String(1000 + people)}`;
  await signInPhone(env.DB, browser, phone);
  return browser;
}

let resident: Browser;
beforeEach(async () => {
  resident = await newResident();
});

const mine = async (browser = resident) => passkeysSchema.parse(await browser.read("residents/passkeys"));
const options = (browser = resident) => browser.done("residents/passkeys/options", {});
/** A device nobody is signed in on asks to sign in, and sends what the authenticator makes of it. */
async function signIn(device: Authenticator, lies: Lies = {}, browser = newBrowser()) {
  const asked = await browser.done("residents/passkeys/session/options");
  const reply = await browser.post("residents/passkeys/session", {
    assertion: await device.get(asked, lies),
  });
  return { browser, reply };
}
const code = (reply: { body: { code?: string } }) => reply.body.code;

describe("adding a passkey", () => {
  test("PSK-2, PSK-3: right after signing in it asks for nothing more, and the list tells where it was made", async () => {
    const browser = newBrowser({ "user-agent": "Mozilla/5.0 (iPhone) Safari/605" });
    await signInPhone(env.DB, browser, "09077770001");
    expect(await mine(browser)).toMatchObject({ passkeys: [], most: MAX_PASSKEYS, asksCode: false });
    const passkeyId = await addPasskeyOf(browser, new Authenticator({ counts: false }));
    expect((await mine(browser)).passkeys).toEqual([
      {
        passkeyId,
        name: null,
        device: "Safari / iPhone",
        backedUp: true,
        createdAtMs: expect.any(Number),
        usedAtMs: null,
      },
    ]);
  });

  test("PSK-2: what the device is asked for signs in without a number and checks its owner; its label ends in the number's end only", async () => {
    const asked = await options();
    expect(asked.authenticatorSelection).toEqual({
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    expect(asked).toMatchObject({ rp: { id: "localhost" }, attestation: "none" });
    expect(asked.user.name).toMatch(/^Tegata \*\d{4}$/);
  });

  test("PSK-3: ten minutes after somebody showed who they are a fresh code to the own number is asked first", async () => {
    resident.clockOffsetMs = PROOF_MS;
    expect((await mine()).asksCode).toBe(true);
    expect(code(await resident.post("residents/passkeys/options", {}))).toBe("code-needed");
    await resident.done("residents/proof/verification", {});
    await resident.done("residents/proof", { code: await newestCode(env.DB, phone) });
    expect((await mine()).asksCode).toBe(false);
    await addPasskeyOf(resident, new Authenticator());
    expect((await mine()).passkeys).toHaveLength(1);
  });

  const lies: readonly [string, Lies][] = [
    ["another site's page", { origin: "https://tegata.evil.example" }],
    ["another host's key", { rpId: "evil.example" }],
    ["a page inside another's", { crossOrigin: true }],
    ["nobody's finger", { userVerified: false }],
    ["nobody there", { userPresent: false }],
    ["a signature for something else", { type: "webauthn.get" }],
  ];
  test.each(lies)("PSK-1, PSK-2: %s is refused, and nothing is kept", async (_, lie) => {
    const attestation = await new Authenticator().create(await options(), lie);
    expect(code(await resident.post("residents/passkeys", { attestation }))).toBe("passkey-not-accepted");
    expect((await mine()).passkeys).toEqual([]);
  });

  test("PSK-1: what one resident was asked for, another can't send; nor later, nor twice", async () => {
    const device = new Authenticator();
    const attestation = await device.create(await options());
    const other = await newResident();
    expect(code(await other.post("residents/passkeys", { attestation }))).toBe("passkey-not-accepted");
    const late = new Authenticator();
    const body = { attestation: await late.create(await options()) };
    resident.clockOffsetMs = PASSKEY_CHALLENGE_MS + 1_000;
    expect(code(await resident.post("residents/passkeys", body))).toBe("passkey-not-accepted");
    resident.clockOffsetMs = 0;
    await resident.done("residents/passkeys", { attestation });
    const { passkeys } = await mine();
    await resident.done(`residents/passkeys/${passkeys[0]?.passkeyId}/removal`);
    expect(code(await resident.post("residents/passkeys", { attestation }))).toBe("passkey-not-accepted");
    expect((await mine()).passkeys).toEqual([]);
  });

  test("PSK-1: a challenge that was made for signing in adds no passkey", async () => {
    const asked = await resident.done("residents/passkeys/session/options");
    const attestation = await new Authenticator().create(await options(), { challenge: asked.challenge });
    expect(code(await resident.post("residents/passkeys", { attestation }))).toBe("passkey-not-accepted");
  });

  test("PSK-3: nobody has more than ten, however many devices ask at once", async () => {
    for (let n = 1; n < MAX_PASSKEYS; n++) await addPasskeyOf(resident, new Authenticator());
    const both = await Promise.all([options(), options()]);
    const made = await Promise.all(both.map((asked) => new Authenticator().create(asked)));
    const replies = await Promise.all(
      made.map((attestation) => resident.post("residents/passkeys", { attestation })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 422]);
    expect((await mine()).passkeys).toHaveLength(MAX_PASSKEYS);
    expect(code(await resident.post("residents/passkeys/options", {}))).toBe("limit-exceeded");
  });

  test("PSK-2: a passkey that is somebody's already is nobody else's", async () => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    const other = await newResident();
    const attestation = await device.create(await options(other));
    expect(code(await other.post("residents/passkeys", { attestation }))).toBe("passkey-not-accepted");
  });
});

describe("signing in with a passkey", () => {
  test("PSK-4: nobody types a number; the same resident is there, and the try is kept with its factor", async () => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    const { browser, reply } = await signIn(device);
    expect(reply.status).toBe(200);
    const { residentId } = await resident.read("residents/me");
    expect(reply.body).toMatchObject({ residentId, registered: false });
    expect((await browser.read("residents/me")).residentId).toBe(residentId);
    expect((await mine()).passkeys[0]?.usedAtMs).toEqual(expect.any(Number));
    await vi.waitUntil(() =>
      env.DB.prepare(
        "select 1 from sign_in where subject_id = ?1 and factor = 'passkey' and outcome = 'success'",
      )
        .bind(residentId)
        .first(),
    );
  });

  const lies: readonly [string, Lies][] = [
    ["another site's page", { origin: "https://tegata.evil.example" }],
    ["another host's key", { rpId: "evil.example" }],
    ["a page inside another's", { crossOrigin: true }],
    ["nobody's finger", { userVerified: false }],
    ["nobody there", { userPresent: false }],
    ["another's name in it", { userHandle: "cmVzaWRlbnQ6MDAwMDAwMDAwMDAw" }],
    ["another key's signature", { wrongKey: true }],
    ["a challenge of its own", { challenge: "AAAA" }],
    ["a signature for something else", { type: "webauthn.create" }],
  ];
  test.each(lies)("PSK-1, PSK-4: %s signs nobody in", async (_, lie) => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    const { browser, reply } = await signIn(device, lie);
    expect([reply.status, code(reply)]).toEqual([422, "passkey-not-accepted"]);
    expect(await browser.read("residents/me")).toBeNull();
    expect((await signIn(device)).reply.status).toBe(200);
  });

  test("PSK-1: the same answer signs in once, from the browser that asked, in time", async () => {
    const device = new Authenticator({ counts: false });
    await addPasskeyOf(resident, device);
    const browser = newBrowser();
    const answer = async () => {
      const asked = await browser.done("residents/passkeys/session/options");
      return { assertion: await device.get(asked) };
    };
    const stolen = await answer();
    expect(code(await newBrowser().post("residents/passkeys/session", stolen))).toBe("passkey-not-accepted");
    const other = newBrowser();
    await other.done("residents/passkeys/session/options");
    expect(code(await other.post("residents/passkeys/session", stolen))).toBe("passkey-not-accepted");
    expect((await browser.post("residents/passkeys/session", stolen)).status).toBe(200);
    expect(code(await browser.post("residents/passkeys/session", stolen))).toBe("passkey-not-accepted");
    const late = await answer();
    browser.clockOffsetMs = PASSKEY_CHALLENGE_MS + 1_000;
    expect(code(await browser.post("residents/passkeys/session", late))).toBe("passkey-not-accepted");
  });

  test("PSK-4: a counter that stands still or goes back is a copy of the key, and signs nobody in", async () => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    expect((await signIn(device, { counter: 7 })).reply.status).toBe(200);
    for (const counter of [7, 6, 0])
      expect(code((await signIn(device, { counter })).reply)).toBe("passkey-not-accepted");
    expect((await signIn(device, { counter: 8 })).reply.status).toBe(200);
  });

  test("PSK-4, FRZ-6: whoever is stopped everywhere isn't signed in by a passkey either", async () => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    const { residentId } = await resident.read("residents/me");
    await env.DB.prepare("update resident set stopped_at_ms = 1 where id = ?1").bind(residentId).run();
    const { browser, reply } = await signIn(device);
    expect(code(reply)).toBe("account-stopped");
    expect(await browser.read("residents/me")).toBeNull();
  });

  test("PSK-4: a passkey that nobody added signs nobody in", async () => {
    const device = new Authenticator();
    await device.create(await options());
    expect(code((await signIn(device)).reply)).toBe("passkey-not-accepted");
  });
});

describe("naming and removing", () => {
  test("PSK-5, WHO-4: its owner names it, sealed at rest; nobody else names or removes it", async () => {
    const passkeyId = await addPasskeyOf(resident, new Authenticator());
    const other = await newResident();
    const path = `residents/passkeys/${passkeyId}`;
    expect((await other.send("PUT", path, { name: "ひとの" })).status).toBe(404);
    expect((await other.post(`${path}/removal`)).status).toBe(404);
    expect((await resident.send("PUT", path, { name: " わたしのスマホ " })).body).toEqual({
      name: "わたしのスマホ",
    });
    expect((await mine()).passkeys[0]?.name).toBe("わたしのスマホ");
    const kept = await env.DB.prepare("select name from passkey where id = ?1")
      .bind(passkeyId)
      .first<string>("name");
    expect(kept).toMatch(/^v2\./);
    expect((await resident.send("PUT", path, { name: "あ".repeat(41) })).status).toBe(422);
  });

  test("PSK-5: a removed passkey signs nobody in any more, and the others go on", async () => {
    const [gone, kept] = [new Authenticator(), new Authenticator()];
    const id = await addPasskeyOf(resident, gone);
    await addPasskeyOf(resident, kept);
    await resident.done(`residents/passkeys/${id}/removal`);
    expect(code((await signIn(gone)).reply)).toBe("passkey-not-accepted");
    expect((await signIn(kept)).reply.status).toBe(200);
    expect((await resident.post(`residents/passkeys/${id}/removal`)).status).toBe(404);
  });

  test("PSK-5, SEC-7: an erased resident's passkeys go with the number, and one that was added that moment a day later", async () => {
    const device = new Authenticator();
    await addPasskeyOf(resident, device);
    const { residentId } = await resident.read("residents/me");
    const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });
    const late = new Authenticator();
    const attestation = await late.create(await options());
    const erased = await operator.done(`operator/residents/${residentId}/erasure`, {
      reason: "本人の申し出",
    });
    expect(erased).toMatchObject({ phones: 1, passkeys: 1 });
    expect(code((await signIn(device)).reply)).toBe("passkey-not-accepted");
    // A request that was let in the moment before is written after.
    const { passkey } = await import("../../schema/d1/passkey.ts");
    const { databaseOf } = await import("../data/database.ts");
    await databaseOf(env as never, null)
      .insert(passkey)
      .values({
        id: "late",
        ownerKind: "resident",
        ownerId: residentId,
        credentialId: attestation.id,
        publicKey: "AA",
        counter: 0,
        transports: "[]",
        deviceType: "singleDevice",
        backedUp: false,
        rpId: "localhost",
        device: "? / ?",
        createdAtMs: Date.now(),
      });
    await eraseOver(env as never, Date.now() + 2 * DAY_MS);
    expect(
      await env.DB.prepare("select id from passkey where owner_id = ?1").bind(residentId).first(),
    ).toBeNull();
  });
});
