import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { DAY_MS } from "../../schema/calendar.ts";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  OWN_PASSWORD,
  op,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let resident: Browser;
beforeAll(async () => {
  world = await makeRegion();
  resident = await makeResident(env.DB);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A coupon that can be spent, scanned at the counter. */
async function coupon(faceYen = 3000) {
  const { sheets, issueId } = await world.issue(1, faceYen);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");
  const { coupon: scanned } = await world.scan(sheet.code);
  return { ...sheet, issueId, idTail: scanned.idTail as string, handle: scanned.handle as string };
}
type Coupon = Awaited<ReturnType<typeof coupon>>;

const pay = (c: Coupon, more: Record<string, unknown> = {}, by = world.clerk) =>
  by.post("counter/payments", {
    operationId: op(c.idTail),
    handle: c.handle,
    ...world.store,
    amountYen: 500,
    ...more,
  });

async function spendable(c: Coupon): Promise<number> {
  return (await world.scan(c.code)).coupon.spendableYen;
}

/** A resident's wallet with some yen in it, and a store's QR as scanned. */
async function walletAt(at: { storeId: string }) {
  const c = await coupon();
  const inspected = await resident.done("charges/inspect", { code: c.code });
  await resident.done("charges", {
    operationId: op(c.idTail),
    handle: inspected.coupon.handle,
    programmeId: world.programmeId,
  });
  const { tills } = await world.clerk.read(`counter/qr?storeId=${at.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  const { wallets } = await resident.read("wallets");
  return { idTail: wallets[0].idTail as string, storeId, tillId, signature };
}

/* ---------- Codes ---------- */

test("CPN-1: a code with one wrong digit is told apart from an unknown one, to anybody", async () => {
  const c = await coupon();
  const wrong = `${c.code.slice(0, 5)}${(Number(c.code[5]) + 1) % 10}${c.code.slice(6)}`;
  for (const [browser, path, body] of [
    [new Browser(), "coupons/inspect", { code: wrong }],
    [resident, "charges/inspect", { code: wrong }],
    [world.clerk, "counter/inspect", { ...world.store, code: wrong }],
  ] as const) {
    const reply = await browser.post(path, body);
    expect(reply.status).toBe(422);
    expect(reply.type).toBe("application/problem+json");
    expect(reply.body.code).toBe("code-check-digit");
  }
});

test("CPN-4: unknown, cancelled and never issued look alike to the public and to residents; staff see cancelled", async () => {
  const unknown = `12345678901234567${8}`;
  const neverIssued = unknown + chargeCodeCheckDigits(unknown);
  const c = await coupon();
  const cancelled = await world.desk.post(`coupons/${c.couponId}/cancel`, {
    operationId: op(c.idTail),
    reason: "金額ちがい",
  });
  expect(cancelled.body).toMatchObject({ outcome: "done", amountYen: 3000 });
  const anyone = new Browser({ "cf-connecting-ip": "192.0.2.7" });
  const withoutIds = ({ body }: { body: Record<string, unknown> }) => ({ ...body, requestId: "" });
  for (const browser of [anyone, resident]) {
    const path = browser === anyone ? "coupons/inspect" : "charges/inspect";
    const a = await browser.post(path, { code: neverIssued });
    const b = await browser.post(path, { code: c.code });
    expect(a.status).toBe(404);
    expect(withoutIds(a)).toEqual(withoutIds(b));
  }
  const seen = await world.scan(c.code);
  expect(seen).toMatchObject({ verdict: { ok: false, code: "cancelled" }, coupon: { state: "cancelled" } });
  expect((await pay(c)).body).toMatchObject({ code: "cancelled", outcome: "not-done" });
});

test("CPN-3: guessing is braked by address, and a guess leaves nothing in D1", async () => {
  const guesser = new Browser({ "cf-connecting-ip": "192.0.2.66" });
  const before = await env.DB.prepare("select count(*) as n from coupon").first<{ n: number }>();
  const guess = (n: number) => {
    const digits = String(111111111111111000 + n);
    return guesser.post("coupons/inspect", { code: digits + chargeCodeCheckDigits(digits) });
  };
  for (let batch = 0; batch < 4; batch++) {
    const replies = await Promise.all([0, 1, 2, 3, 4].map((i) => guess(batch * 5 + i)));
    expect(replies.map((reply) => reply.body.code)).toEqual(Array(5).fill("coupon-not-found"));
  }
  expect((await guess(20)).body).toMatchObject({ code: "too-many-requests", status: 429 });
  const after = await env.DB.prepare("select count(*) as n from coupon").first<{ n: number }>();
  expect(after).toEqual(before);
});

/* ---------- States ---------- */

test("PAY-3: a charged coupon refuses paper with `charged`, and says into which Pay it went (CHG-3)", async () => {
  const c = await coupon();
  const inspected = await resident.done("charges/inspect", { code: c.code });
  await resident.done("charges", {
    operationId: op(c.idTail),
    handle: inspected.coupon.handle,
    programmeId: world.programmeId,
  });
  const refused = await pay(c);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: "charged", outcome: "not-done" });
  const shown = await new Browser().done("coupons/inspect", { code: c.code });
  expect(shown).toMatchObject({ state: "charged", spendableYen: 0, chargedInto: "ためしPay" });
});

test("PAY-3: a coupon that was not handed over yet can't be spent, and stays closed", async () => {
  const { sheets } = await world.issue(1, 3000, false);
  const scanned = await world.scan(sheets[0]?.code ?? "");
  expect(scanned.verdict).toEqual({ ok: false, code: "not-handed-over" });
  const reply = await world.clerk.post("counter/payments", {
    operationId: op(scanned.coupon.idTail),
    handle: scanned.coupon.handle,
    ...world.store,
    amountYen: 500,
  });
  expect(reply.body.code).toBe("not-handed-over");
});

test("PAY-2, EXP-2: after its last day a coupon is `expired`, opened or not, and nothing moves", async () => {
  const opened = await coupon();
  expect((await pay(opened)).status).toBe(200);
  const unopened = await coupon();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * DAY_MS });
  const clerk = new Browser();
  await clerk.done("staff/session", { loginId: `${world.id}-clerk`, password: OWN_PASSWORD });
  for (const c of [opened, unopened]) {
    const scanned = await clerk.done("counter/inspect", { ...world.store, code: c.code });
    expect(scanned).toMatchObject({
      verdict: { code: "expired" },
      coupon: { state: "expired", spendableYen: 0 },
    });
    const refused = await pay(c, { handle: scanned.coupon.handle }, clerk);
    expect(refused.body).toMatchObject({ code: "expired", outcome: "not-done" });
  }
});

/* ---------- Amounts ---------- */

test("MON-1: amounts of 0, below, with a fraction, as a text or above every limit are no requests at all", async () => {
  const c = await coupon();
  for (const amountYen of [0, -1, 10.5, "500", 10_000_000_000, null, true]) {
    const reply = await pay(c, { amountYen });
    expect(reply.status).toBe(422);
    // The edge answered by itself: what became of the id is not known to it (OPR-6).
    expect(reply.body).toMatchObject({ code: "invalid-request", outcome: "unknown" });
    expect(reply.body.fields[0].path).toBe("amountYen");
  }
  expect(await spendable(c)).toBe(3000);
});

test("PAY-3: above the balance and above the programme's limit are refused each by its name", async () => {
  const c = await coupon();
  expect((await pay(c, { amountYen: 3001 })).body).toMatchObject({
    code: "insufficient-balance",
    outcome: "not-done",
  });
  const rich = await coupon(100_000);
  expect((await pay(rich, { amountYen: 50_001 })).body).toMatchObject({ code: "over-limit" });
  expect(await spendable(c)).toBe(3000);
  expect(await spendable(rich)).toBe(100_000);
});

test("MON-2: off the programme's unit is refused", async () => {
  const stepped = await makeRegion({ unitYen: 500 });
  const { sheets } = await stepped.issue(1, 3000);
  const { coupon: scanned } = await stepped.scan(sheets[0]?.code ?? "");
  const reply = await stepped.clerk.post("counter/payments", {
    operationId: op(scanned.idTail),
    handle: scanned.handle,
    ...stepped.store,
    amountYen: 750,
  });
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({ code: "outside-unit", outcome: "not-done" });
});

/* ---------- Stores ---------- */

test("S1, S15, PAY-5: outside the scope and app-only stores refuse paper by name, before and after asking", async () => {
  for (const [at, code] of [
    [world.outside, "outside-scope"],
    [world.appOnly, "cpm-not-accepted"],
  ] as const) {
    const c = await coupon();
    const seen = await world.scan(c.code, at);
    expect(seen.verdict).toEqual({ ok: false, code });
    expect((await pay(c, at)).body).toMatchObject({ code, outcome: "not-done" });
    expect(await spendable(c)).toBe(3000);
  }
});

test("PAY-5: a store QR with a changed signature pays nothing, also with another store's signature", async () => {
  const wallet = await walletAt(world.appOnly);
  const other = await walletAt(world.store);
  const before = (await resident.read("wallets")).wallets[0].spendableYen;
  const flipped = `${wallet.signature?.startsWith("A") ? "B" : "A"}${wallet.signature?.slice(1)}`;
  for (const signature of [flipped, other.signature, "x"]) {
    const body = { storeId: wallet.storeId, tillId: wallet.tillId, signature };
    expect((await resident.post("payments/inspect", body)).body.code).toBe("signature-invalid");
    const reply = await resident.post("payments", {
      ...body,
      operationId: op(wallet.idTail),
      programmeId: world.programmeId,
      amountYen: 100,
    });
    expect(reply.body).toMatchObject({ code: "signature-invalid", outcome: "not-done" });
  }
  expect((await resident.read("wallets")).wallets[0].spendableYen).toBe(before);
});

/* ---------- Operations ---------- */

test("OPR-2, OPR-3, OPR-7: the same id pays once; another amount conflicts; another holder is the wrong one", async () => {
  const c = await coupon();
  const operationId = op(c.idTail);
  const first = await pay(c, { operationId });
  const again = await pay(c, { operationId });
  expect(again.body.receipt).toEqual({ ...first.body.receipt, replayed: true });
  const changed = await pay(c, { operationId, amountYen: 600 });
  expect(changed.body).toMatchObject({ code: "operation-conflict", outcome: "not-done" });
  const other = await coupon();
  expect((await pay(other, { operationId })).body).toMatchObject({
    code: "wrong-holder",
    outcome: "not-done",
  });
  expect(await spendable(c)).toBe(2500);
  expect(await spendable(other)).toBe(3000);
});

test("OPR-6: a replay is answered from the journal although store, session and handle would refuse it now", async () => {
  const c = await coupon();
  const operationId = op(c.idTail);
  const first = await pay(c, { operationId });
  const elsewhere = new Browser();
  await elsewhere.done("staff/session", { loginId: `${world.id}-clerk`, password: OWN_PASSWORD });
  const again = await pay(c, { operationId }, elsewhere);
  expect(again.body.receipt.receiptNumber).toBe(first.body.receipt.receiptNumber);
  const fresh = await pay(c, {}, elsewhere);
  expect(fresh.body).toMatchObject({ code: "handle-expired", outcome: "not-done" });
});

test("OPR-7: an inspect's handle pays for 15 minutes; afterwards it still looks up", async () => {
  const c = await coupon();
  const operationId = op(c.idTail);
  expect((await pay(c, { operationId })).status).toBe(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
  expect((await pay(c)).body).toMatchObject({ code: "handle-expired", outcome: "not-done" });
  const resolved = await world.clerk.done("operations/resolve", { operationId, handle: c.handle });
  expect(resolved).toMatchObject({
    outcome: "done",
    kind: "payment",
    amountYen: 500,
    payment: { store: { town: "港町" } },
  });
});

test('OPR-5: who is told "not done" can rely on it: the late original is refused', async () => {
  const c = await coupon();
  expect((await pay(c)).status).toBe(200);
  const lost = op(c.idTail);
  const asked = await world.clerk.done("operations/resolve", { operationId: lost, handle: c.handle });
  expect(asked.outcome).toBe("not-done");
  expect((await pay(c, { operationId: lost })).body).toMatchObject({
    code: "operation-abandoned",
    outcome: "not-done",
  });
  expect(await spendable(c)).toBe(2500);
});

test("a receipt's handle voids and looks up, and never pays (OPR-7)", async () => {
  const c = await coupon();
  const paid = await pay(c);
  expect((await pay(c, { handle: paid.body.handle })).body.code).toBe("handle-expired");
  const elsewhere = await world.clerk.post(`counter/payments/${paid.body.receipt.operationId}/void`, {
    operationId: op(c.idTail),
    handle: paid.body.handle,
    storeId: world.appOnly.storeId,
  });
  expect(elsewhere.body).toMatchObject({ code: "other-store", outcome: "not-done" });
});

/* ---------- Requests ---------- */

test("a body of 1 MB, broken JSON and a wrong content type are refused before anything is looked at", async () => {
  const c = await coupon();
  const big = await world.clerk.post("counter/payments", { filler: "x".repeat(1_000_000) });
  expect([big.status, big.body.code, big.body.outcome]).toEqual([413, "body-too-large", "unknown"]);
  const broken = await world.clerk.post("counter/payments", '{"operationId":');
  expect([broken.status, broken.body.code, broken.body.outcome]).toEqual([400, "malformed-json", "unknown"]);
  const form = await world.clerk.post("counter/payments", "a=1", {
    "content-type": "application/x-www-form-urlencoded",
  });
  expect([form.status, form.body.code]).toEqual([415, "unsupported-media-type"]);
  expect(await spendable(c)).toBe(3000);
});

test("S21: a foreign page can't write in somebody's name", async () => {
  const c = await coupon();
  for (const origin of ["https://evil.example", "null", ""]) {
    const reply = await world.clerk.post(
      "counter/payments",
      { operationId: op(c.idTail), handle: c.handle, ...world.store, amountYen: 500 },
      { origin },
    );
    expect([reply.status, reply.body.code]).toEqual([403, "csrf"]);
  }
  expect(await spendable(c)).toBe(3000);
});

test("without a session nothing but the public part answers, and money routes say that they don't know", async () => {
  const c = await coupon();
  const nobody = new Browser();
  const reply = await pay(c, {}, nobody);
  expect([reply.status, reply.body.code, reply.body.outcome]).toEqual([401, "not-signed-in", "unknown"]);
  for (const path of ["wallets", "counter/stores", "issues", "programmes", "reports"])
    expect((await nobody.get(path)).body.code).toBe("not-signed-in");
  for (const path of ["residents/me", "staff/me"]) expect(await nobody.read(path)).toBeNull();
  expect((await nobody.post("operator/regions", {})).body.code).toBe("not-signed-in");
  expect((await world.clerk.post("issues", {})).body.code).toBe("forbidden");
  expect((await nobody.send("PUT", "stores", {})).body.code).toBe("method-not-allowed");
  expect((await nobody.get("nothing-here")).body.code).toBe("not-found");
});

/* ---------- Across organisations and regions ---------- */

test("WHO-1, WHO-2: another region's store, coupon, issue, programme, report and staff don't exist", async () => {
  const other = await makeRegion();
  const c = await coupon();
  const foreign = await other.clerk.post("counter/inspect", { ...other.store, code: c.code });
  expect([foreign.status, foreign.body.code]).toEqual([404, "coupon-not-found"]);
  expect((await pay(c, other.store, other.clerk)).body).toMatchObject({ code: "coupon-not-found" });
  expect((await pay(c, other.store)).body).toMatchObject({ code: "store-not-found", outcome: "unknown" });
  expect((await other.desk.get(`issues/${c.issueId}`)).status).toBe(404);
  expect((await other.desk.get(`issues/${c.issueId}/sheets`)).status).toBe(404);
  expect((await other.admin.get(`programmes/${world.programmeId}`)).status).toBe(404);
  expect((await other.admin.get(`programmes/${world.programmeId}/figures`)).status).toBe(404);
  for (const [path, body] of [
    [`coupons/${c.couponId}/cancel`, { operationId: op(c.idTail), reason: "x" }],
    [
      "freezes",
      { kind: "coupon", couponId: c.couponId, operationId: op(c.idTail), frozen: true, reason: "x" },
    ],
    ["holders", { couponId: c.couponId }],
    ["holders", { code: c.code }],
    [`programmes/${world.programmeId}/deposits`, { operationId: op(world.fundIdTail), amountYen: 1 }],
  ] as const) {
    const reply = await other.admin.post(path, body);
    expect([path, reply.status]).toEqual([path, 404]);
  }
  expect(await spendable(c)).toBe(3000);
});

test("WHO-2: an issuer's desk can't touch a coupon of another organisation of the same region", async () => {
  const c = await coupon();
  const issuer = await world.admin.done("organisations", {
    name: "別の宿",
    kana: "ベツノヤド",
    kinds: ["issuer"],
  });
  await world.admin.done("staff", {
    name: "別の係",
    loginId: `${world.id}-other`,
    password: PASSWORD,
    memberships: [{ organisationId: issuer.organisationId, role: "issuer-head" }],
  });
  const stranger = await signIn(`${world.id}-other`);
  const cancel = await stranger.post(`coupons/${c.couponId}/cancel`, {
    operationId: op(c.idTail),
    reason: "x",
  });
  expect([cancel.status, cancel.body.code]).toEqual([404, "coupon-not-found"]);
  expect((await stranger.get(`issues/${c.issueId}`)).status).toBe(404);
  expect((await stranger.read("issues")).rows).toEqual([]);
});
