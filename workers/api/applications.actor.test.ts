import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import * as applications from "../../schema/api/applications.ts";
import { joiningSchema, type Terms } from "../../schema/api/terms.ts";
import { Browser, makeRegion, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let terms: Terms;
beforeAll(async () => {
  world = await makeRegion();
  terms = await publish(world);
});

const publish = (at: World, more: Record<string, unknown> = {}): Promise<Terms> =>
  at.admin.done("terms", {
    kind: "merchant",
    title: "加盟店規約",
    body: "第1条 …",
    pledges: ["暴力団などではありません", "規約をまもります"],
    publishedAtMs: 0,
    blocksFromMs: 0,
    ...more,
  });
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
const formOf = (more: Record<string, unknown> = {}) => ({
  organisation: { name: "みさき水産", kana: "ミサキスイサン" },
  store: {
    name: "みさき食堂",
    kana: "ミサキショクドウ",
    postalCode: "9990001",
    address: "港町5",
    phone: null,
    municipality: "990019",
    industry: "M761",
    accepts: "mpm+cpm",
  },
  contact: { name: "三崎 花", phone: "09900000000", email: "hana@example.jp" },
  terms: { termsId: terms.termsId, pledges: [0, 1] },
  ...more,
});
let networks = 0;
/** Somebody at home, each on a network of their own. */
const somebody = () => new Browser({ "cf-connecting-ip": `203.0.113.${++networks}` });
async function apply(form = formOf()) {
  const [browser, key] = [somebody(), newKey()];
  const own = await browser.done("applications", { regionId: world.region.regionId, key, form });
  const { rows } = await world.admin.read("applications?limit=100");
  const { applicationId } = rows.find(
    (row: { receiptNumber: string }) => row.receiptNumber === own.receiptNumber,
  );
  return { browser, key, own, applicationId: applicationId as string };
}

test("ORG-3: what a shop needs to see to apply is there for anybody: towns, terms and pledges", async () => {
  const joining = await somebody().read(`regions/${world.region.regionId}/joining`);
  expect(joiningSchema.parse(joining)).toEqual(joining);
  expect(joining.municipalities).toHaveLength(2);
  expect(joining.terms.pledges).toHaveLength(2);
  expect((await somebody().get("regions/000000000000/joining")).status).toBe(404);
});

test("ORG-3: an application gets a receipt number, and the same form sent twice is one application", async () => {
  const [browser, key, form] = [somebody(), newKey(), formOf()];
  const body = { regionId: world.region.regionId, key, form };
  const first = await browser.done("applications", body);
  expect(applications.ownApplicationSchema.parse(first)).toEqual(first);
  expect(first).toMatchObject({ state: "waiting", reason: null, form: null });
  expect(first.receiptNumber).toMatch(/^\d{4}-\d{4}$/);
  expect((await browser.done("applications", body)).receiptNumber).toBe(first.receiptNumber);
  const other = { ...body, form: formOf({ contact: { name: "別人", phone: "09900000001", email: "" } }) };
  expect((await browser.post("applications", other)).body.code).toBe("conflict");
});

test("ORG-3: until it is approved there is no organisation, no store and no account", async () => {
  const before = await env.DB.prepare("select count(*) as n from organisation").first("n");
  await apply();
  expect(await env.DB.prepare("select count(*) as n from organisation").first("n")).toBe(before);
});

test("WHO-4: what people wrote about themselves can't be read in D1", async () => {
  await apply();
  const { results } = await env.DB.prepare("select * from application").all();
  expect(JSON.stringify(results)).not.toMatch(/三崎|hana@|0990000/);
});

test("S25, ORG-3: a pledge left out, an older version and a town elsewhere are each named", async () => {
  const wrong = async (form: object) => {
    const reply = await somebody().post("applications", {
      regionId: world.region.regionId,
      key: newKey(),
      form,
    });
    return reply.body.fields?.map((field: { path: string }) => field.path);
  };
  const form = formOf();
  expect(await wrong({ ...form, terms: { ...form.terms, pledges: [0] } })).toEqual(["form.terms.pledges"]);
  expect(await wrong({ ...form, terms: { termsId: "000000000000", pledges: [0, 1] } })).toEqual([
    "form.terms.termsId",
  ]);
  expect(await wrong({ ...form, store: { ...form.store, municipality: "990035" } })).toEqual([
    "form.store.municipality",
  ]);
});

test("ORG-3, ACC-4: approved with an invitation, the contact gets a link and nobody sees a password", async () => {
  const { applicationId } = await apply();
  const path = `applications/${applicationId}/decision`;
  const { made } = await world.admin.done(path, { version: 1, decision: "approved", invite: true });
  expect(made).toMatchObject({ firstPassword: null, invitedTo: "h＊＊@example.jp" });
  const mail = await vi.waitFor(
    async () => {
      const row = await env.DB.prepare(
        "select text from dev_inbox where recipient = 'hana@example.jp'",
      ).first<{
        text: string;
      }>();
      if (!row) throw new Error("no mail yet");
      return row.text;
    },
    { timeout: 20_000, interval: 200 },
  );
  const token = /invitation#([\w-]+)/.exec(mail)?.[1];
  const head = new Browser();
  await head.done("invitations/acceptance", { token, password: "a-password-of-their-own" });
  expect(await head.read("staff/me")).toMatchObject({ name: "三崎 花", mustChangePassword: false });
  // Asked for a mail where none is known: a first password, as ever.
  const nobody = await apply(formOf({ contact: { name: "三崎 海", phone: "09900000000", email: "" } }));
  const other = await world.admin.done(`applications/${nobody.applicationId}/decision`, {
    version: 1,
    decision: "approved",
    invite: true,
  });
  expect(other.made).toMatchObject({ firstPassword: expect.any(String), invitedTo: null });
});

test("ORG-3: approving makes organisation, store, till, head account and acceptance at once, and once", async () => {
  const { browser, key, applicationId, own } = await apply();
  const read = await world.admin.read(`applications/${applicationId}`);
  expect(applications.applicationSchema.parse(read)).toEqual(read);
  expect(read).toMatchObject({ version: 1, town: "港町", form: { contact: { email: "hana@example.jp" } } });
  const path = `applications/${applicationId}/decision`;
  const replies = await Promise.all(
    [1, 2].map(() => world.admin.post(path, { version: 1, decision: "approved" })),
  );
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  const { made } = replies.find((reply) => reply.status === 200)?.body ?? {};
  expect(made.organisationId).toBe(applicationId);
  const detail = await world.admin.read(`organisations/${applicationId}`);
  expect(detail).toMatchObject({
    organisation: { name: "みさき水産", kinds: ["merchant"] },
    stores: 1,
    accounts: 1,
    terms: [{ acceptedBy: "三崎 花", acceptedAtMs: own.sentAtMs }],
  });
  const head = new Browser();
  const me = await head.done("staff/session", { loginId: made.loginId, password: made.firstPassword });
  expect(me).toMatchObject({ mustChangePassword: true, termsDue: [], name: "三崎 花" });
  expect(me.stores).toMatchObject([{ name: "みさき食堂", tills: [{ number: 1 }] }]);
  expect((await browser.done("applications/state", { key })).state).toBe("approved");
});

test("ORG-3: sent back with a reason, mended and sent again, it is decided anew; the old version is not", async () => {
  const { browser, key, applicationId } = await apply();
  const path = `applications/${applicationId}/decision`;
  expect((await world.admin.post(path, { version: 1, decision: "returned" })).body.fields[0].path).toBe(
    "reason",
  );
  await world.admin.done(path, { version: 1, decision: "returned", reason: "郵便番号がちがいます" });
  const returned = await browser.done("applications/state", { key });
  expect(returned).toMatchObject({ state: "returned", reason: "郵便番号がちがいます" });
  const form = { ...returned.form, store: { ...returned.form.store, postalCode: "9990002" } };
  const again = await browser.done("applications/again", { key, form });
  expect(again).toMatchObject({ state: "waiting", reason: null });
  // The reply was lost, and it is sent once more.
  expect(await browser.done("applications/again", { key, form })).toEqual(again);
  expect((await world.admin.post(path, { version: 1, decision: "approved" })).body.code).toBe(
    "already-decided",
  );
  await world.admin.done(path, { version: 2, decision: "refused", reason: "対象の業種ではありません" });
  expect(await browser.done("applications/state", { key })).toMatchObject({
    state: "refused",
    reason: "対象の業種ではありません",
    form: null,
  });
  expect((await browser.post("applications/again", { key, form })).body.code).toBe("already-decided");
});

test("ORG-3: without the key nothing is told, and the queue is for the secretariat of the region only", async () => {
  const { applicationId } = await apply();
  expect((await somebody().post("applications/state", { key: newKey() })).status).toBe(404);
  expect((await world.clerk.get(`applications/${applicationId}`)).body.code).toBe("forbidden");
  const other = await makeRegion();
  expect((await other.admin.get(`applications/${applicationId}`)).status).toBe(404);
  expect((await other.admin.read("applications")).rows).toEqual([]);
});

test("ORG-3: a flood from one network is braked, and an unknown region can't be applied to", async () => {
  const browser = somebody();
  const send = () =>
    browser.post("applications", { regionId: "000000000000", key: newKey(), form: formOf() });
  expect((await send()).status).toBe(404);
  const replies = [];
  for (let i = 0; i < 20; i++) replies.push((await send()).status);
  expect(replies.at(-1)).toBe(429);
});

/* ---------- Terms ---------- */

test("S25, ORG-5: a new version is asked for at the next sign-in, blocks the office from its date, and not the till", async () => {
  const own = await makeRegion();
  const loginId = `${own.id}-boss`;
  await own.admin.done("staff", {
    name: "店長",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: own.merchant.organisationId, role: "merchant-head" }],
  });
  const far = Date.now() + 30 * 86_400_000;
  const first = await publish(own, { blocksFromMs: far });
  const boss = await signIn(loginId);
  expect((await boss.read("staff/me")).termsDue).toMatchObject([{ version: 1, blocksFromMs: far }]);
  // Until the date it is a reminder.
  expect((await boss.get("staff")).status).toBe(200);

  const second = await publish(own, { title: "加盟店規約（改）" });
  const late = await signIn(loginId);
  expect((await late.read("staff/me")).termsDue).toMatchObject([{ version: 2, termsId: second.termsId }]);
  expect((await late.get("staff")).body.code).toBe("terms-not-accepted");
  expect((await late.get("counter/stores")).status).toBe(200);

  const accept = (pledges: number[]) =>
    late.post(`terms/${second.termsId}/acceptances`, {
      organisationId: own.merchant.organisationId,
      pledges,
    });
  expect((await late.read(`terms/${second.termsId}`)).body).toBe("第1条 …");
  expect((await accept([1])).body.fields[0].path).toBe("pledges");
  expect((await accept([0, 1])).status).toBe(200);
  expect((await late.get("staff")).status).toBe(200);
  expect((await late.read("staff/me")).termsDue).toEqual([]);
  // The older version stays as it is: nobody accepted it.
  expect((await own.admin.read(`terms/${first.termsId}/acceptances`)).rows).toEqual([]);
});

test("S25, ORG-5: the first acceptance stands with its name and time, and comes out as CSV", async () => {
  const own = await makeRegion();
  const { termsId } = await publish(own);
  const people: Browser[] = [];
  for (const name of ["一番", "二番"]) {
    const loginId = `${own.id}-${people.length}`;
    await own.admin.done("staff", {
      name,
      loginId,
      password: PASSWORD,
      memberships: [{ organisationId: own.merchant.organisationId, role: "merchant-head" }],
    });
    people.push(await signIn(loginId));
  }
  for (const person of people)
    await person.done(`terms/${termsId}/acceptances`, {
      organisationId: own.merchant.organisationId,
      pledges: [0, 1],
    });
  expect((await own.admin.read(`terms/${termsId}/acceptances`)).rows).toMatchObject([
    { organisationName: "店", name: "一番" },
  ]);
  const csv = await own.admin.get(`terms/${termsId}/acceptances.csv`);
  const lines = String(csv.body).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(",店,加盟店規約,1,一番,");
});

test("S25: terms of the future are not asked for yet, and only the secretariat publishes any", async () => {
  const own = await makeRegion();
  const soon = Date.now() + 86_400_000;
  await publish(own, { publishedAtMs: soon, blocksFromMs: soon });
  expect((await somebody().read(`regions/${own.region.regionId}/joining`)).terms).toBe(null);
  const reply = await own.desk.post("terms", {
    kind: "issuer",
    title: "規約",
    body: "…",
    pledges: [],
    publishedAtMs: 0,
    blocksFromMs: 0,
  });
  expect(reply.body.code).toBe("forbidden");
});
