import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { later } from "../../durable-objects/lib/later.actor.testing.ts";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import { paymentCode } from "../../schema/payment-code.ts";
import { MISSES } from "../http/throttled.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  newestCode,
  OWN_PASSWORD,
  op,
  type Reply,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

/*
 * Guessing, by everything that can be guessed without an account of one's own: stopped within the tries that are stated, for
 * as long as is stated by the clock of Worker and actors, and for nobody else.
 */

const MINUTE = 60_000;
let world: World;

beforeAll(async () => {
  world = await makeRegion();
});

let typed = 0;
/** Twenty digits that fit together and lead to no coupon. */
function unknownCode(): string {
  const digits = String(100_000_000_000_000_000n + BigInt(Date.now()) * 1_000n + BigInt(typed++));
  return digits + chargeCodeCheckDigits(digits);
}

/** How a guesser fares: so many wrong tries are answered as wrong, then even what is right is not looked at. */
async function blockedAfter(
  limit: number,
  wrong: () => Promise<Reply>,
  code: string,
  right: () => Promise<Reply>,
): Promise<number> {
  for (let n = 0; n < limit; n++) expect((await wrong()).body.code, `try ${n + 1}`).toBe(code);
  const stopped = await right();
  expect(stopped).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
  // Trying on makes nothing of it, and makes it no longer.
  expect((await wrong()).body.code).toBe("too-many-requests");
  return stopped.body.retryAfterMs as number;
}

const until = (retryAfterMs: number, statedMs: number) => {
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThanOrEqual(statedMs);
};

test("RES-2, RES-4: a code by SMS dies after five tries, a number is locked for an hour after ten, and no other number", async () => {
  const phone = "08011112222";
  const device = new Browser();
  const enter = (code: string) => device.post("residents/session", { phone, code });
  const wrongOf = (code: string) => (code === "000000" ? "000001" : "000000");
  for (let round = 0; round < 2; round++) {
    await device.done("residents/verification", { phone });
    const code = await newestCode(env.DB, phone);
    for (let n = 0; n < 5; n++) {
      const reply = await enter(wrongOf(code));
      expect(["code-wrong", "code-locked"]).toContain(reply.body.code);
    }
    // The sixth is the right one, and too late.
    expect((await enter(code)).status).not.toBe(200);
  }
  const locked = await enter("000000");
  expect(locked.body.code).toBe("code-locked");
  until(locked.body.retryAfterMs, 60 * MINUTE);
  await makeResident(env.DB);
  await later(60 * MINUTE + 1_000, async () => {
    await device.done("residents/verification", { phone });
    expect((await enter(await newestCode(env.DB, phone))).status).toBe(200);
  });
});

test("ACC-4: a password is asked for eight times in a quarter of an hour, of one account and no other", async () => {
  const device = new Browser();
  const signIn = (loginId: string, password: string) => device.post("staff/session", { loginId, password });
  const { limit, penaltyMs } = MISSES["password:account"];
  const login = `${world.id}-desk`;
  const retryAfterMs = await blockedAfter(
    limit,
    () => signIn(login, "not-the-password-at-all"),
    "credentials-wrong",
    () => signIn(login, OWN_PASSWORD),
  );
  until(retryAfterMs, penaltyMs);
  expect((await signIn(`${world.id}-clerk`, OWN_PASSWORD)).status).toBe(200);
  // Who is signed in goes on working: a stranger at the door keeps nobody from the desk.
  expect((await world.desk.get("staff/me")).status).toBe(200);
  await later(penaltyMs + 1_000, async () => expect((await signIn(login, OWN_PASSWORD)).status).toBe(200));
});

test("CPN-3, FRD-1: a resident types five unknown codes in a quarter of an hour; another goes on charging", async () => {
  const [guesser, other] = [await makeResident(env.DB), await makeResident(env.DB)];
  const { sheets } = await world.issue(2);
  const look = (who: Browser, code: string) => who.post("charges/inspect", { code });
  const real = sheets[0]?.code ?? "";
  // Misread digits are no guess.
  for (let n = 0; n < 8; n++)
    expect((await look(guesser, `${real.slice(0, 18)}00`)).body.code).toBe("code-check-digit");
  const { limit, penaltyMs } = MISSES["guess:account"];
  const retryAfterMs = await blockedAfter(
    limit,
    () => look(guesser, unknownCode()),
    "coupon-not-found",
    () => look(guesser, real),
  );
  until(retryAfterMs, penaltyMs);
  expect((await look(other, real)).status).toBe(200);
  await later(penaltyMs + 1_000, async () => expect((await look(guesser, real)).status).toBe(200));
});

test("CPN-3: at the counter twenty unknown codes block typing at that store for five minutes, and at no other", async () => {
  const { sheets } = await world.issue(1);
  const real = sheets[0]?.code ?? "";
  const look = (code: string, at = world.store) => world.clerk.post("counter/inspect", { ...at, code });
  const { limit, penaltyMs } = MISSES["guess:store"];
  const retryAfterMs = await blockedAfter(
    limit,
    () => look(unknownCode()),
    "coupon-not-found",
    () => look(real),
  );
  until(retryAfterMs, penaltyMs);
  expect((await look(real, world.outside)).status).toBe(200);
  await later(penaltyMs + 1_000, async () => expect((await look(real)).status).toBe(200));
});

test("COD-1, CPN-3: twenty shown codes that nobody shows block scanning at that store for five minutes, and at no other", async () => {
  const resident = await makeResident(env.DB);
  const { sheets } = await world.issue(1);
  const { coupon } = await resident.done("charges/inspect", { code: sheets[0]?.code });
  const { programmeId } = world;
  const charge = { operationId: op(coupon.idTail), handle: coupon.handle, programmeId };
  await resident.done("charges", charge);
  const { wallets } = await resident.read("wallets");
  const shown = async (): Promise<string> =>
    (await resident.done(`wallets/${programmeId}/codes`, { operationId: op(wallets[0].idTail) })).code;
  const guess = () => paymentCode((bytes) => crypto.getRandomValues(bytes));
  const look = (code: string, at = world.appOnly) =>
    world.clerk.post("counter/payment-codes", { ...at, code });
  const real = await shown();
  // Misread digits are no guess.
  for (let n = 0; n < 22; n++)
    expect((await look(`${real.slice(0, 22)}00`)).body.code).toBe("code-check-digit");
  const { limit, penaltyMs } = MISSES["guess:store"];
  const retryAfterMs = await blockedAfter(
    limit,
    () => look(guess()),
    "payment-code-unknown",
    () => look(real),
  );
  until(retryAfterMs, penaltyMs);
  expect((await look(real, world.outside)).status).toBe(200);
  await later(penaltyMs + 1_000, async () => expect((await look(await shown())).status).toBe(200));
});

test("CPN-3, CPN-4: without an account an address has twenty unknown codes an hour; another address looks on", async () => {
  const { sheets } = await world.issue(1);
  const code = sheets[0]?.code ?? "";
  const from = (address: string) => new Browser({ "cf-connecting-ip": address });
  const look = (address: string, of: string) => from(address).post("coupons/inspect", { code: of });
  const { limit, penaltyMs } = MISSES["guess:ip"];
  const retryAfterMs = await blockedAfter(
    limit,
    () => look("198.51.100.7", unknownCode()),
    "coupon-not-found",
    () => look("198.51.100.7", code),
  );
  until(retryAfterMs, penaltyMs);
  expect((await look("198.51.100.8", code)).status).toBe(200);
  await later(penaltyMs + 1_000, async () => expect((await look("198.51.100.7", code)).status).toBe(200));
});
