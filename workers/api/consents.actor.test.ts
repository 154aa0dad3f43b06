import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { Browser, makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY_MS = 86_400_000;
let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const publish = (version: { readonly blocksInMs?: number } = {}) =>
  world.admin.done("terms", {
    kind: "resident",
    title: "利用規約",
    body: "この規約は、Payの使い方を決めます。",
    pledges: [],
    publishedAtMs: 0,
    blocksFromMs: Date.now() + (version.blocksInMs ?? 30 * DAY_MS),
  });
const due = async (resident: Browser) => (await resident.read("residents/consents")).due;
const accept = async (resident: Browser, texts: readonly Record<string, unknown>[]) =>
  resident.post("residents/consents", {
    accepted: texts.map(({ regionId, kind, version }) => ({ regionId, kind, version })),
  });

/** Charges one sheet; the reply of the charge. */
async function charge(resident: Browser) {
  const { sheets } = await world.issue(1);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  const reply = await resident.post("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  return { look, reply };
}
async function pay(resident: Browser) {
  const { tills } = await world.clerk.read(`counter/qr?storeId=${world.store.storeId}`);
  const [, , storeId, rest = ""] = new URL(tills[0].qrText).pathname.split("/");
  const [tillId, signature] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const { pays } = await resident.done("payments/inspect", qr);
  return resident.post("payments", {
    ...qr,
    operationId: op(pays[0].idTail),
    programmeId: world.programmeId,
    amountYen: 100,
  });
}

test("RES-5: adding waits until a region's terms are accepted; a newer version blocks from its date on, and never a payment", async () => {
  const resident = await makeResident(env.DB);
  expect((await resident.read("residents/me")).consents).toBe("given");
  expect((await charge(resident)).reply.status).toBe(200);

  await publish();
  const first = await charge(resident);
  expect(first.look.target.toAdd).toBe(true);
  expect([first.reply.status, first.reply.body.code]).toEqual([403, "terms-not-accepted"]);
  expect((await pay(resident)).status).toBe(200);
  expect((await resident.read("residents/me")).consents).toBe("needed");

  const asked = await due(resident);
  expect(asked).toMatchObject([{ kind: "terms", version: 1, again: false, needed: true, title: "利用規約" }]);
  expect((await accept(resident, asked)).status).toBe(200);
  expect((await charge(resident)).reply.status).toBe(200);

  await publish();
  expect((await resident.read("residents/me")).consents).toBe("asked");
  expect((await charge(resident)).reply.status).toBe(200);
  await publish({ blocksInMs: 0 });
  expect((await accept(resident, asked)).body.code).toBe("changed-meanwhile");
  const overdue = await due(resident);
  expect(overdue).toMatchObject([{ version: 3, again: true, needed: true }]);
  expect((await resident.read("residents/me")).consents).toBe("needed");
  expect((await pay(resident)).status).toBe(200);
  await accept(resident, overdue);
  const { given } = await resident.read("residents/consents");
  expect(given.map((one: { version: number }) => one.version)).toEqual([3, 1]);
  expect((await world.admin.read("terms?kind=resident")).rows[0]).toMatchObject({
    version: 3,
    acceptances: 1,
  });
});

test("RES-5: what was accepted, and when, can't be changed", async () => {
  await expect(env.DB.prepare("update resident_consent set version = 9").run()).rejects.toThrow(
    "never changes",
  );
});

test("RES-5: the operator's own terms are asked of everybody, a region's privacy page of who has its Pay", async () => {
  const text = { title: "Tegata利用規約", body: "本文", publishedAtMs: 0, blocksFromMs: 0 };
  expect((await new Browser().post("operator/terms", text)).status).toBe(401);
  await world.operator.done("operator/terms", text);
  expect((await world.operator.read("operator/terms")).rows).toMatchObject([{ version: 1, acceptances: 0 }]);
  await world.admin.done("region/pages", {
    kind: "privacy",
    basedOn: 0,
    text: "個人情報は、残高のために使います。",
  });
  const resident = await makeResident(env.DB);
  expect(await due(resident)).toMatchObject([{ regionId: null, kind: "terms", version: 1, needed: true }]);
  const adding = await resident.read(`residents/pays/${world.programmeId}`);
  expect(
    adding.consents.map((one: { kind: string; regionId: string | null }) => [one.kind, one.regionId]),
  ).toEqual([
    ["terms", null],
    ["terms", world.region.regionId],
    ["privacy", world.region.regionId],
  ]);
  await accept(resident, adding.consents.slice(0, 2));
  expect((await charge(resident)).reply.body.code).toBe("terms-not-accepted");
  await accept(resident, adding.consents);
  expect((await charge(resident)).reply.status).toBe(200);
  expect((await resident.read("residents/me")).consents).toBe("given");
});

test("RES-5: staff accept no terms for residents", async () => {
  const { rows } = await world.admin.read("terms?kind=resident");
  const reply = await world.admin.post(`terms/${rows[0].termsId}/acceptances`, {
    organisationId: world.merchant.organisationId,
    pledges: [],
  });
  expect(reply.status).toBeGreaterThanOrEqual(403);
});

test("RES-6: what a programme asks is asked once, told or not; it is stored sealed, can be changed and taken back", async () => {
  const silent = await world.admin.read(`programmes/${world.programmeId}`);
  expect(silent.residentAsks).toEqual({ attributes: [], why: "" });
  const asking = await makeAskingProgramme();
  const resident = await makeResident(env.DB);
  const path = `residents/pays/${asking}`;
  expect(await resident.read(path)).toMatchObject({
    asks: {
      attributes: ["municipality", "birthYear"],
      why: "年代ごとの利用を調べるため",
      municipalities: [{ code: "990019" }, { code: "990027" }],
    },
    answered: false,
    answers: null,
  });
  const tell = (answers: unknown) => resident.send("PUT", `${path}/answers`, { answers });
  for (const [wrong, field] of [
    [{ sex: "female" }, "answers.sex"],
    [{ birthYear: 2099 }, "answers.birthYear"],
    [{ municipality: "131016" }, "answers.municipality"],
  ] as const)
    expect((await tell(wrong)).body.fields).toMatchObject([{ path: field }]);
  const answers = { municipality: "elsewhere", birthYear: 1950, sex: null };
  expect((await tell(answers)).body).toEqual({ answers });
  expect(await resident.read(path)).toMatchObject({ answered: true, answers });
  const { results } = await env.DB.prepare("select * from resident_answer").all();
  expect(JSON.stringify(results)).not.toMatch(/1950|elsewhere/);
  expect((await tell(null)).body).toEqual({ answers: null });
  expect(await resident.read(path)).toMatchObject({ answered: true, answers: null });
  const gone = await env.DB.prepare("select sealed from resident_answer").first();
  expect(gone).toEqual({ sealed: null });
});

/** An open programme that asks two things. */
async function makeAskingProgramme(): Promise<string> {
  const copy = await world.admin.done(`programmes/${world.programmeId}/copy`, { name: "たずねる事業" });
  const { design } = (await world.admin.read(`programmes/${copy.programmeId}/versions`)).rows[0];
  await world.admin.done(`programmes/${copy.programmeId}/versions`, {
    design: {
      ...design,
      residentAsks: { attributes: ["municipality", "birthYear"], why: "年代ごとの利用を調べるため" },
    },
    basedOn: 1,
  });
  for (const to of ["approved", "open"])
    await world.admin.done(`programmes/${copy.programmeId}/state`, { to });
  return copy.programmeId;
}
