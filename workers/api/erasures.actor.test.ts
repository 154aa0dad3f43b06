import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { PROOF_MS } from "../http/proof.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  newestCode,
  op,
  signInPhone,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const rowsOf = async (table: string, residentId: string) =>
  (await env.DB.prepare(`select 1 from ${table} where resident_id = ?1`).bind(residentId).all()).results
    .length;

async function withMoney(resident: Browser): Promise<void> {
  const { sheets } = await world.issue(1);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
}

test("SEC-7: whoever closes their account says what they give up, and is nobody from then on; the books stay", async () => {
  const resident = new Browser();
  const phone = "09077770001";
  await signInPhone(env.DB, resident, phone);
  await withMoney(resident);
  const { residentId } = await resident.read("residents/me");
  expect((await resident.post("residents/erasure", { giveUpYen: 0 })).body.code).toBe("changed-meanwhile");
  expect(await rowsOf("resident_phone", residentId)).toBe(1);
  expect((await resident.post("residents/erasure", { giveUpYen: 3_000 })).body).toEqual({ closed: true });
  for (const table of ["resident_phone", "resident_device", "resident_answer"])
    expect([table, await rowsOf(table, residentId)]).toEqual([table, 0]);
  expect(await rowsOf("wallet_link", residentId)).toBe(1);
  expect((await resident.get("wallets")).status).toBe(401);
  // The number belongs to nobody: whoever signs in with it begins anew.
  const again = new Browser();
  await again.done("residents/verification", { phone });
  await again.done("residents/session", { phone, code: await newestCode(env.DB, phone) });
  const me = await again.read("residents/me");
  expect(me.residentId).not.toBe(residentId);
  expect((await again.read("wallets")).wallets).toEqual([]);
});

test("SEC-7: a session whose owner hasn't shown who they are lately closes nothing", async () => {
  const resident = await makeResident(env.DB);
  const { residentId } = await resident.read("residents/me");
  resident.clockOffsetMs = PROOF_MS;
  expect((await resident.post("residents/erasure", { giveUpYen: 0 })).body.code).toBe("code-needed");
  expect(await rowsOf("resident_phone", residentId)).toBe(1);
});

test("SEC-7, FRZ-1: whoever was stopped doesn't get away by closing", async () => {
  const resident = await makeResident(env.DB);
  await withMoney(resident);
  const { residentId } = await resident.read("residents/me");
  await world.admin.done("freezes", {
    kind: "resident",
    residentId,
    operationId: op("00000000"),
    frozen: true,
    reason: "調べ",
  });
  expect((await resident.post("residents/erasure", { giveUpYen: 3_000 })).body.code).toBe("frozen");
  expect(await rowsOf("resident_phone", residentId)).toBe(1);
});
