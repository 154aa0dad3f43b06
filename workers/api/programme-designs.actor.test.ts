import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import {
  type Browser,
  makeRegion,
  op,
  openProgramme,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let viewer: Browser;
beforeAll(async () => {
  world = await makeRegion();
  await world.admin.done("staff", {
    name: "監査",
    loginId: `${world.id}-viewer`,
    password: PASSWORD,
    memberships: [{ organisationId: world.region.organisationId, role: "secretariat-viewer" }],
  });
  viewer = await signIn(`${world.id}-viewer`);
});

const WHOLE_REGION = {
  municipalities: null,
  industries: null,
  industriesOut: [],
  storesIn: [],
  storesOut: [],
};
const design = (more: Record<string, unknown> = {}) => ({
  name: "次の事業",
  payName: "つぎPay",
  face: "yamanami",
  unitWord: "ポイント",
  facesYen: [1_000],
  facePer: "coupon",
  validity: { kind: "days", days: 30 },
  startsOn: "2020-01-01",
  endsOn: "2099-12-31",
  scope: WHOLE_REGION,
  caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
  rule: { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
  reprintHours: 72,
  ...more,
});
const draft = (more: Record<string, unknown> = {}) => world.admin.done("programmes", design(more));
/** A programme that is open and has money to issue. */
async function openAndFunded(more: Record<string, unknown> = {}) {
  const made = await draft(more);
  const path = `programmes/${made.programmeId}`;
  await openProgramme(world.admin, made.programmeId);
  await world.admin.done(`${path}/deposits`, { operationId: op(made.fundIdTail), amountYen: 1_000_000 });
  await world.admin.done(`${path}/allotments`, {
    operationId: op(made.fundIdTail),
    issuerId: world.issuer.organisationId,
    amountYen: 1_000_000,
  });
  const issue = (answers: Record<string, unknown> = {}) =>
    world.desk.post("issues", {
      operationId: op(made.fundIdTail),
      programmeId: made.programmeId,
      branchId: world.branch.organisationId,
      coupons: 1,
      faceYen: 1_000,
      ...answers,
    });
  return { ...made, path, issue };
}
const fieldsOf = (reply: { body: { fields?: { path: string }[] } }) =>
  reply.body.fields?.map((each) => each.path);

/* ---------- Versions ---------- */

test("PRG-1: a draft changes at once, by whoever saw its newest version; what was saved before stays readable", async () => {
  const { programmeId, version } = await draft();
  const path = `programmes/${programmeId}/versions`;
  const changed = await world.admin.done(path, {
    basedOn: version,
    design: design({ payName: "あらたPay" }),
  });
  expect(changed).toMatchObject({ version: 2, payName: "あらたPay", state: "draft" });
  const late = await world.admin.post(path, { basedOn: version, design: design() });
  expect([late.status, late.body.code]).toEqual([409, "conflict"]);
  const { rows } = await world.admin.read(path);
  expect(rows.map((row: { version: number; when: string }) => [row.version, row.when])).toEqual([
    [2, "now"],
    [1, "past"],
  ]);
  expect(rows[1]).toMatchObject({ design: { payName: "つぎPay" }, madeByName: "係" });
});

test("PRG-1: once a programme was opened a change wants a reason and 60 seconds, and until then nothing is otherwise", async () => {
  const { programmeId, version } = await openAndFunded();
  const path = `programmes/${programmeId}/versions`;
  const next = { basedOn: version, design: design({ payName: "あとPay" }) };
  expect(fieldsOf(await world.admin.post(path, next))).toEqual(["reason"]);
  const soon = { ...next, reason: "名前が変わる", effectiveFromMs: Date.now() + 30_000 };
  expect(fieldsOf(await world.admin.post(path, soon))).toEqual(["effectiveFromMs"]);
  expect(await world.admin.done(path, { ...next, reason: "名前が変わる" })).toMatchObject({
    version,
    payName: "つぎPay",
    rules: [{ version: 1 }, { version: 2 }],
  });
  const { rows } = await world.admin.read(path);
  expect(rows[0]).toMatchObject({ version: 2, when: "coming", reason: "名前が変わる" });
});

test("PRG-2: a design that doesn't fit together is refused field by field, and nothing is lost or made", async () => {
  const before = (await world.admin.read("programmes?limit=100")).rows.length;
  const wrong = design({ startsOn: "2099-01-01", endsOn: "2026-01-01", facesYen: [1_000, 1_000] });
  expect(fieldsOf(await world.admin.post("programmes", wrong))).toEqual(["endsOn", "facesYen"]);
  expect((await world.admin.read("programmes?limit=100")).rows).toHaveLength(before);
});

test("PRG-2: once anything is issued the unit and what a face counts by are fixed", async () => {
  const { path, version, issue } = await openAndFunded();
  expect((await issue()).status).toBe(200);
  const after = design({ facePer: "night", rule: { unitYen: 500, payLimitYen: 50_000, personCapYen: null } });
  const reply = await world.admin.post(`${path}/versions`, { basedOn: version, design: after, reason: "x" });
  expect(fieldsOf(reply)).toEqual(["rule.unitYen", "facePer"]);
});

test("PRG-1: an issue keeps the version it was made under", async () => {
  const { issue, version } = await openAndFunded();
  expect((await issue()).body.issue).toMatchObject({ programmeVersion: version });
});

test("AUD-4: the log of a new version says who, what changed from what to what, and why", async () => {
  const { programmeId, version } = await openAndFunded();
  const next = design({ endsOn: "2098-12-31" });
  await world.admin.done(`programmes/${programmeId}/versions`, {
    basedOn: version,
    design: next,
    reason: "短くする",
  });
  const row = await env.DB.prepare(
    "select after, reason from audit_log where subject_id = ?1 and action = 'programme.version'",
  )
    .bind(programmeId)
    .first<{ after: string; reason: string }>();
  expect(row?.reason).toBe("短くする");
  expect(JSON.parse(row?.after ?? "{}").changes).toEqual([
    { path: "endsOn", before: "2099-12-31", after: "2098-12-31" },
  ]);
});

/* ---------- States ---------- */

test("PRG-3: draft, approved, open, closed: one after the other, with a reason where one is asked for", async () => {
  const { programmeId } = await draft();
  const move = (to: string, reason?: string) =>
    world.admin.post(`programmes/${programmeId}/state`, { to, reason });
  expect((await move("open")).body.code).toBe("programme-state");
  expect((await move("approved")).body.state).toBe("approved");
  expect(fieldsOf(await move("draft"))).toEqual(["reason"]);
  expect((await move("draft", "直す")).body.state).toBe("draft");
  expect((await move("approved")).body.state).toBe("approved");
  expect((await move("open")).body.state).toBe("open");
  expect((await move("closed", "予算が終わった")).body.state).toBe("closed");
  expect((await move("settled", "終わり")).body).toMatchObject({ code: "programme-incomplete" });
});

test("PRG-3: an approved programme is on the books, where it gets its money, and nowhere else yet", async () => {
  const { programmeId, fundIdTail } = await draft();
  const seenBy = async (person: Browser) =>
    (await person.read("staff/me")).programmes.some(
      (one: { programmeId: string }) => one.programmeId === programmeId,
    );
  expect(await seenBy(world.admin)).toBe(false);
  await world.admin.done(`programmes/${programmeId}/state`, { to: "approved" });
  expect([await seenBy(world.admin), await seenBy(viewer)]).toEqual([true, true]);
  expect([await seenBy(world.desk), await seenBy(world.clerk)]).toEqual([false, false]);
  const deposit = { operationId: op(fundIdTail), amountYen: 1_000_000 };
  expect((await world.admin.post(`programmes/${programmeId}/deposits`, deposit)).status).toBe(200);
});

test("PRG-3: nothing is put into the fund of a settled programme, and who keeps the books still reads it", async () => {
  const { programmeId, fundIdTail } = await draft();
  // Its life would take a test past its last day; what it comes to is this.
  await env.DB.prepare("update programme set state = 'settled' where id = ?").bind(programmeId).run();
  const path = `programmes/${programmeId}`;
  const money = () => ({ operationId: op(fundIdTail), amountYen: 1_000 });
  const { organisationId } = world.issuer;
  const refused = [
    await world.admin.post(`${path}/deposits`, money()),
    await world.admin.post(`${path}/allotments`, { ...money(), issuerId: organisationId }),
    await world.admin.post(`${path}/moves`, {
      ...money(),
      fromIssuerId: organisationId,
      toIssuerId: organisationId,
    }),
  ];
  expect(refused.map((reply) => reply.body.code)).toEqual(Array(3).fill("programme-state"));
  const { programmes } = await viewer.read("staff/me");
  expect(programmes.at(-1).programmeId).toBe(programmeId);
  expect((await viewer.get(`${path}/figures`)).status).toBe(200);
});

test("PRG-3: what is approved can't be changed behind the approval", async () => {
  const { programmeId, version } = await draft();
  await world.admin.done(`programmes/${programmeId}/state`, { to: "approved" });
  const reply = await world.admin.post(`programmes/${programmeId}/versions`, {
    basedOn: version,
    design: design(),
  });
  expect(reply.body.code).toBe("programme-state");
});

test("PRG-3: a draft issues nothing and is nobody's to choose; a closed one issues nothing and keeps paying", async () => {
  const { programmeId } = await draft();
  const refused = await world.desk.post("issues", {
    operationId: op((await world.admin.read(`programmes/${programmeId}`)).fundIdTail),
    programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1_000,
  });
  expect(refused.body.code).toBe("programme-closed");
  const { rows } = await world.desk.read("programmes/open");
  expect(rows.map((each: { programmeId: string }) => each.programmeId)).not.toContain(programmeId);

  const open = await openAndFunded();
  const made = await open.issue();
  const { issueId } = made.body.issue;
  await world.desk.done(`issues/${issueId}/activate`, { operationId: op(open.fundIdTail) });
  const { sheets } = await world.desk.read(`issues/${issueId}/sheets`);
  await world.admin.done(`${open.path}/state`, { to: "closed", reason: "締める" });
  expect((await open.issue()).body.code).toBe("programme-closed");
  const { coupon } = await world.scan(sheets[0].code);
  const paid = await world.clerk.done("counter/payments", {
    ...world.store,
    handle: coupon.handle,
    operationId: op(coupon.idTail),
    amountYen: 400,
  });
  expect(paid.outcome).toBe("done");
});

test("PRG-5: sold coupons open only with a registration, a legal notice and a contact, and within six months", async () => {
  const sold = (registration: string | null) => ({ kind: "paid", issuedBy: "other", registration });
  const { programmeId } = await draft({ consideration: sold(null), validity: { kind: "days", days: 300 } });
  const path = `programmes/${programmeId}`;
  expect(fieldsOf(await world.admin.post(`${path}/state`, { to: "approved" }))).toEqual([
    "registration",
    "beyond-six-months",
  ]);
  const good = design({ consideration: sold("第00999号") });
  await world.admin.done(`${path}/versions`, { basedOn: 1, design: good });
  await world.admin.done(`${path}/state`, { to: "approved" });
  expect(fieldsOf(await world.admin.post(`${path}/state`, { to: "open" }))).toEqual([
    "legal-notice",
    "contact",
  ]);
});

test("S24: the prefecture and auditors read programmes, versions and what is missing, and change none of it", async () => {
  const { programmeId, version } = await draft();
  const path = `programmes/${programmeId}`;
  for (const read of ["programmes", path, `${path}/versions`, `${path}/moves`, "region/pages?kind=privacy"])
    expect([read, (await viewer.get(read)).status]).toEqual([read, 200]);
  expect((await viewer.post("programmes/scope", { scope: WHOLE_REGION, page: {} })).status).toBe(200);
  for (const [to, body] of [
    ["programmes", design()],
    [`${path}/versions`, { basedOn: version, design: design() }],
    [`${path}/copy`, { name: "写し" }],
    [`${path}/state`, { to: "approved" }],
    ["region/pages", { kind: "privacy", basedOn: 0, text: "x" }],
  ] as const)
    expect([to, (await viewer.post(to, body)).body.code]).toEqual([to, "forbidden"]);
});

test("WHO-1: another region's programme doesn't exist, to read, to copy or to change", async () => {
  const other = await makeRegion();
  const path = `programmes/${other.programmeId}`;
  expect((await world.admin.get(path)).status).toBe(404);
  for (const [to, body] of [
    [`${path}/versions`, { basedOn: 1, design: design(), reason: "x" }],
    [`${path}/copy`, { name: "写し" }],
    [`${path}/state`, { to: "closed", reason: "x" }],
  ] as const)
    expect([to, (await world.admin.post(to, body)).status]).toEqual([to, 404]);
});

/* ---------- Copy, scope, answers, dates, caps ---------- */

test("PRG-1: a copy is a draft with the newest design and another name; the original stays", async () => {
  const copy = await world.admin.done(`programmes/${world.programmeId}/copy`, { name: "来年の旅クーポン" });
  expect(copy).toMatchObject({ state: "draft", version: 1, name: "来年の旅クーポン", payName: "ためしPay" });
  expect((await world.admin.read(`programmes/${world.programmeId}`)).name).toBe("旅クーポン");
});

test("S1: before anything is saved a scope says how many of the region's stores it gives, and which, page by page", async () => {
  const scope = { ...WHOLE_REGION, municipalities: ["990019"] };
  const first = await world.admin.done("programmes/scope", { scope, page: { limit: 1 } });
  expect(first).toMatchObject({ inScope: 2, ofAll: 3, rows: [{ name: "喫茶", town: "港町" }] });
  const second = await world.admin.done("programmes/scope", { scope, page: { limit: 1, after: first.next } });
  expect(second).toMatchObject({ rows: [{ name: "屋台" }], next: null });
  const out = { ...scope, storesOut: [world.store.storeId], storesIn: [world.outside.storeId] };
  expect((await world.admin.done("programmes/scope", { scope: out, page: {} })).inScope).toBe(2);
});

test("S10, PRG-4: the desk is asked for what the version says, and a coupon is not good before check-in", async () => {
  const { issue } = await openAndFunded({
    asks: { stayReference: "required", guestName: "no", checkIn: "required" },
    notBefore: { kind: "check-in" },
  });
  expect(fieldsOf(await issue())).toEqual(["stayReference", "checkInOn"]);
  const made = await issue({ stayReference: "A-1", checkInOn: "2099-06-01", guestName: "聞いていない名前" });
  // It would end before it begins.
  expect(fieldsOf(made)).toEqual(["checkInOn"]);
  const soon = new Date(Date.now() + 9 * 3_600_000 + 5 * 86_400_000).toISOString().slice(0, 10);
  const { body } = await issue({ stayReference: "A-1", checkInOn: soon, guestName: "聞いていない名前" });
  expect(body.issue).toMatchObject({ notBeforeOn: soon, stay: { reference: "A-1", guestName: null } });
});

test("PAY-6: what the programme may issue in all is refused by the fund, in the transaction", async () => {
  const { issue } = await openAndFunded({
    caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null, totalYen: 1_500 },
  });
  expect((await issue()).status).toBe(200);
  expect((await issue()).body.code).toBe("over-limit");
});

test("ISS-11: the desk reads what counts under each cap from the fund, at once, and less what was withdrawn", async () => {
  const { issue, programmeId } = await openAndFunded({
    caps: {
      perIssuerDayYen: 9_000,
      perBranchDayYen: null,
      perStayYen: 5_000,
      perBranchYen: 50_000,
      totalYen: 70_000,
    },
  });
  const caps = async (branchId = world.branch.organisationId) => {
    const { allotments } = await world.desk.read(`issuers/me/allotment?programmeId=${programmeId}`);
    const branches = allotments[0].branches as { branchId: string; caps: unknown[] }[];
    return branches.find((each) => each.branchId === branchId)?.caps;
  };
  const standing = (issuedYen: number) => [
    { cap: "issuer-day", capYen: 9_000, issuedYen },
    { cap: "branch", capYen: 50_000, issuedYen },
    { cap: "programme", capYen: 70_000, issuedYen },
  ];
  expect(await caps()).toEqual(standing(0));
  const { body } = await issue({ coupons: 2 });
  expect(await caps()).toEqual(standing(2_000));
  await issue();
  await world.desk.done(`issues/${body.issue.issueId}/withdraw`, {
    operationId: op(body.issue.fundIdTail),
    reason: "まちがい",
  });
  expect(await caps()).toEqual(standing(1_000));
  // What goes beyond is refused, and counts nowhere.
  expect((await issue({ coupons: 9 })).body.code).toBe("over-limit");
  expect(await caps()).toEqual(standing(1_000));
});

/* ---------- Faces ---------- */

const PNG: Uint8Array<ArrayBuffer> = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);
const upload = (bytes: Uint8Array<ArrayBuffer>, who = world.admin) =>
  exports.default
    .fetch(
      new Request("http://localhost/api/pictures?use=emblem", {
        method: "POST",
        headers: { origin: "http://localhost", cookie: who.cookieHeader(), "content-type": "image/png" },
        body: bytes,
      }),
    )
    .then(async (reply) => ({ status: reply.status, body: (await reply.json()) as Record<string, string> }));
const ownFace = (emblem: string, colour = "#0a4a63") => ({
  colour,
  companion: "#f0cb79",
  pattern: "shiosai",
  emblem,
  picture: null,
  sound: "plain",
});

/** A still WebP of one pixel: an empty picture in the lossless form. */
const WEBP: Uint8Array<ArrayBuffer> = Uint8Array.from(
  atob("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="),
  (character) => character.charCodeAt(0),
);

test("PRG-7: an emblem that a PDF couldn't hold is refused with the reason", async () => {
  const { status, body } = await upload(WEBP);
  expect([status, body.code]).toEqual([422, "picture-unreadable"]);
  expect(body.detail).toContain("WebP");
});

test("PRG-7: a picture is kept under its hash, served with a policy that lets it do nothing, and worn by the Pay", async () => {
  const { status, body } = await upload(PNG);
  expect([status, body.name]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}\.png$/)]);
  const served = await exports.default.fetch(`http://localhost/pictures/${body.name}`);
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "content-type": "image/png",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  expect((await served.bytes()).length).toBeGreaterThan(8);
  const face = ownFace(body.name ?? "");
  expect((await draft({ face })).pay.face).toEqual(face);
  expect((await exports.default.fetch(`http://localhost/pictures/${"0".repeat(64)}.png`)).status).toBe(404);
});

test("PRG-6: a till's coupon, receipt and poster wear the face that the region made", async () => {
  const face = ownFace("shiosai");
  const { programmeId, issue } = await openAndFunded({ face });
  const { issueId, fundIdTail } = (await issue()).body.issue;
  await world.desk.done(`issues/${issueId}/activate`, { operationId: op(fundIdTail) });
  const [sheet] = (await world.desk.read(`issues/${issueId}/sheets`)).sheets;
  const { coupon } = await world.scan(sheet.code);
  expect(coupon.pay.face).toEqual(face);
  const paid = await world.clerk.done("counter/payments", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    ...world.store,
    amountYen: 1_000,
  });
  expect(paid.pay.face).toEqual(face);
  const { pays } = await world.clerk.read(`counter/qr?storeId=${world.store.storeId}`);
  expect(pays).toContainEqual(expect.objectContaining({ programmeId, face }));
});

test("PRG-6, PRG-7: a face that can't be read, or with a picture that is not the region's, is refused", async () => {
  const unknown = `${"0".repeat(64)}.png`;
  const reply = await world.admin.post("programmes", design({ face: ownFace(unknown, "#e07040") }));
  expect(fieldsOf(reply)).toEqual(["face.colour", "face.companion", "face.emblem"]);
});

test("PRG-7: what is no picture, and what is too large, is refused; a viewer uploads nothing", async () => {
  const svg = Uint8Array.from(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  expect((await upload(svg)).body.code).toBe("picture-unreadable");
  expect((await upload(new Uint8Array(200 * 1024))).body.code).toBe("body-too-large");
  expect((await upload(PNG, viewer)).body.code).toBe("forbidden");
});

/* ---------- Pages of the region ---------- */

test("S25: a region's pages are versions that everybody reads, and the second of two hands is told", async () => {
  const { regionId } = world.region;
  const publish = (body: unknown) => world.admin.post("region/pages", body);
  const notice = { kind: "legal-notice", basedOn: 0, text: "# 発行者\n\n試県事務局" };
  expect((await publish(notice)).body).toMatchObject({ version: 1, publishedByName: "係" });
  expect((await publish(notice)).body.code).toBe("conflict");
  const contact = { phone: "0990-000-000", hours: "毎日 9:00〜18:00" };
  await publish({ kind: "contact", basedOn: 0, contact });
  await publish({ ...notice, basedOn: 1, text: "改めました" });
  expect(await world.desk.read(`regions/${regionId}`)).toMatchObject({
    contact,
    legalNotice: { version: 2, text: "改めました" },
    privacy: null,
    domain: null,
  });
  const { rows } = await world.admin.read("region/pages?kind=legal-notice");
  expect(rows.map((row: { version: number }) => row.version)).toEqual([2, 1]);
});

test("S24: a region's own web site is kept where the operator names one, and only a host name is taken", async () => {
  const request = (domain: string, n: number) => ({
    name: `域県${world.id}${n}`,
    domain,
    municipalities: [{ code: "990019", name: "港町" }],
    secretariat: {
      organisationName: "事務局",
      organisationKana: "ジムキョク",
      staffName: "係",
      loginId: `${world.id}-domain${n}`,
    },
  });
  expect((await world.operator.post("operator/regions", request("https://x.example", 1))).status).toBe(422);
  const made = await world.operator.done("operator/regions", request("coupon.pref.example", 2));
  expect((await world.desk.read(`regions/${made.regionId}`)).domain).toBe("coupon.pref.example");
});
