import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { moveSchema, startedMoveSchema } from "../../schema/api/moves.ts";
import { MOVE_FETCH_MS, MOVE_VALID_MS } from "../residents/moving.ts";
import { Browser, signInPhone } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000 });

const ANDROID = "Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile Safari/537.36";
const key = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, "0")).join("");

let numbers = 0;
async function oldPhone() {
  const browser = new Browser();
  await signInPhone(env.DB, browser, `0808880${String(1000 + numbers++)}`);
  return { browser, residentId: (await browser.read("residents/me")).residentId as string };
}
const newPhone = () => new Browser({ "user-agent": ANDROID });
/** A move that a new phone has claimed. */
async function claimed() {
  const old = await oldPhone();
  const move = startedMoveSchema.parse(await old.browser.done("residents/moves"));
  const phone = newPhone();
  const secret = key();
  const claim = await phone.done("residents/moves/claim", { code: move.code, key: secret });
  const fetch = (by = phone, at = secret) =>
    by.post("residents/moves/session", { moveId: claim.moveId, key: at });
  return { old, move, phone, secret, claim, fetch };
}

test("RES-13: the new phone reads the digits, the old one sees which it is and confirms, and the new one is signed in", async () => {
  const { old, move, phone, claim, fetch } = await claimed();
  expect(move.link).toMatch(/\/wallet\/move#\d{10}$/);
  const path = `residents/moves/${move.moveId}`;
  const seen = moveSchema.parse(await old.browser.read(path));
  expect(seen).toMatchObject({ state: "claimed", name: "Chrome / Android", check: claim.check });
  expect((await fetch()).body).toMatchObject({ state: "claimed", me: null });
  expect(await phone.read("residents/me")).toBeNull();
  expect((await old.browser.done(`${path}/confirm`)).state).toBe("confirmed");
  expect((await fetch()).body).toMatchObject({ state: "done", me: { residentId: old.residentId } });
  expect((await phone.read("residents/me")).residentId).toBe(old.residentId);
  expect((await old.browser.read(path)).state).toBe("done");
  // The old phone stays signed in and is told as of any new device.
  expect((await old.browser.read("residents/devices/news")).devices).toMatchObject([
    { name: "Chrome / Android" },
  ]);
});

test("RES-13: the digits are good once; the phone that sent them first may send them again", async () => {
  const { move, phone, secret, claim } = await claimed();
  const other = await newPhone().post("residents/moves/claim", { code: move.code, key: key() });
  expect([other.status, other.body.code]).toEqual([404, "move-ended"]);
  const again = await phone.done("residents/moves/claim", { code: move.code, key: secret });
  expect(again).toMatchObject({ moveId: claim.moveId, check: claim.check });
});

test("RES-13: nobody is signed in before it is confirmed, without the key, or after it was refused", async () => {
  const { old, move, fetch } = await claimed();
  const path = `residents/moves/${move.moveId}`;
  expect((await fetch(newPhone(), key())).body.code).toBe("move-ended");
  const stranger = (await oldPhone()).browser;
  for (const [what, reply] of [
    ["reading", await stranger.get(path)],
    ["confirming", await stranger.post(`${path}/confirm`)],
    ["refusing", await stranger.post(`${path}/refusal`)],
  ] as const)
    expect([what, reply.status]).toEqual([what, 404]);
  expect((await fetch()).body.state).toBe("claimed");
  expect((await old.browser.done(`${path}/refusal`)).state).toBe("ended");
  expect((await old.browser.done(`${path}/confirm`)).state).toBe("ended");
  expect((await fetch()).body).toMatchObject({ state: "ended", me: null });
});

test("RES-13: confirming before a phone has claimed it does nothing", async () => {
  const old = await oldPhone();
  const { moveId, code } = await old.browser.done("residents/moves");
  expect((await old.browser.done(`residents/moves/${moveId}/confirm`)).state).toBe("open");
  const phone = newPhone();
  const secret = key();
  await phone.done("residents/moves/claim", { code, key: secret });
  expect((await phone.post("residents/moves/session", { moveId, key: secret })).body.state).toBe("claimed");
});

test("RES-13: a lost reply is answered the same: one device, whose newest session counts", async () => {
  const { old, move, phone, fetch } = await claimed();
  await old.browser.done(`residents/moves/${move.moveId}/confirm`);
  const first = newPhone();
  expect((await fetch(first)).body.state).toBe("done");
  expect((await fetch(phone)).body.state).toBe("done");
  expect((await first.get("wallets")).body.code).toBe("session-expired");
  expect((await phone.get("wallets")).status).toBe(200);
  const { devices } = await old.browser.read("residents/devices");
  expect(devices).toHaveLength(2);
  // Fetched once more with its cookie, nothing is signed out.
  expect((await fetch(phone)).body.state).toBe("done");
  expect((await phone.get("wallets")).status).toBe(200);
});

test("RES-13: once the new phone was signed out, the key opens nothing any more", async () => {
  const { old, move, phone, fetch } = await claimed();
  await old.browser.done(`residents/moves/${move.moveId}/confirm`);
  await fetch();
  await old.browser.send("DELETE", "residents/devices");
  expect((await fetch()).body).toMatchObject({ state: "ended", me: null });
  expect(await phone.read("residents/me")).toBeNull();
});

test("RES-13: a device that was signed out meanwhile confirms nothing", async () => {
  const { old, move, fetch } = await claimed();
  const cookie = old.browser.cookieHeader();
  await old.browser.send("DELETE", "residents/session");
  const reply = await new Browser({ cookie }).post(`residents/moves/${move.moveId}/confirm`);
  expect(reply.body.code).toBe("session-expired");
  expect((await fetch()).body.state).toBe("claimed");
});

test("RES-13: after five minutes the digits are over, and a while later what was confirmed", async () => {
  const old = await oldPhone();
  const { code } = await old.browser.done("residents/moves");
  const late = newPhone();
  late.clockOffsetMs = MOVE_VALID_MS + 1_000;
  expect((await late.post("residents/moves/claim", { code, key: key() })).body.code).toBe("move-ended");

  const second = await claimed();
  second.old.browser.clockOffsetMs = MOVE_VALID_MS + 1_000;
  const confirm = await second.old.browser.done(`residents/moves/${second.move.moveId}/confirm`);
  expect(confirm.state).toBe("ended");

  const third = await claimed();
  await third.old.browser.done(`residents/moves/${third.move.moveId}/confirm`);
  third.phone.clockOffsetMs = MOVE_VALID_MS + MOVE_FETCH_MS + 1_000;
  expect((await third.fetch()).body.state).toBe("ended");
});

test("RES-13: a second move ends the first, and the digits aren't stored", async () => {
  const old = await oldPhone();
  const first = await old.browser.done("residents/moves");
  const second = await old.browser.done("residents/moves");
  expect((await old.browser.read(`residents/moves/${first.moveId}`)).state).toBe("ended");
  const rows = await env.DB.prepare("select * from device_move where resident_id = ?1")
    .bind(old.residentId)
    .all();
  expect(rows.results).toHaveLength(2);
  for (const code of [first.code, second.code]) expect(JSON.stringify(rows.results)).not.toContain(code);
});

test("RES-13, RES-12: a phone that took over enters a code of the number before it changes anything about it", async () => {
  const { old, move, phone, fetch } = await claimed();
  await old.browser.done(`residents/moves/${move.moveId}/confirm`);
  await fetch();
  const reply = await phone.post("residents/number/verification", { phone: "08088809999" });
  expect(reply.body.code).toBe("code-needed");
});
