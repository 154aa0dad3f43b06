import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { ZodType } from "zod";
import * as schemas from "../../schema/api/notices.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "../../schema/limits.ts";
import { UPLOAD_POLICY } from "../http/edge-headers.ts";
import { type Browser, makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const PDF = "%PDF-1.7\nためし";
const today = () => businessDate(Date.now());
const draft = (more: Record<string, unknown> = {}) => ({
  kind: "notice",
  category: null,
  title: "年末の精算について",
  body: "12月の締めは28日です。",
  audiences: [{ kind: "merchants" }],
  fromOn: null,
  untilOn: null,
  ...more,
});

async function published(more: Record<string, unknown> = {}): Promise<string> {
  const { noticeId } = await world.admin.done("notices", draft(more));
  await world.admin.done(`notices/${noticeId}/publish`);
  return noticeId;
}

const idsIn = async (browser: Browser, path: string) =>
  (await browser.read(path)).rows.flatMap((row: { noticeId?: string }) => row.noticeId ?? []) as string[];
const upload = (browser: Browser, noticeId: string, name: string, body: string | Uint8Array<ArrayBuffer>) =>
  browser.send("POST", `notices/${noticeId}/attachments?name=${encodeURIComponent(name)}`, body, {
    "content-type": "application/octet-stream",
  });

/** A resident with a wallet in the world's programme. */
async function resident(): Promise<Browser> {
  const { sheets } = await world.issue(1);
  const browser = await makeResident(env.DB);
  const look = await browser.done("charges/inspect", { code: sheets[0]?.code });
  await browser.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  return browser;
}

/** The reply fits its schema, and carries nothing that the schema doesn't name. */
function fits(schema: ZodType, body: unknown): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  expect(parsed.data).toEqual(body);
}

test("NOT-1: a draft is seen by nobody, a published notice by its audience alone, a withdrawn one by nobody again", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  expect(await idsIn(world.clerk, "inbox?as=merchant")).not.toContain(noticeId);
  await world.admin.done(`notices/${noticeId}/publish`);
  expect(await idsIn(world.clerk, "inbox?as=merchant")).toContain(noticeId);
  expect(await idsIn(world.desk, "inbox?as=issuer")).not.toContain(noticeId);
  expect(await idsIn(await resident(), "residents/inbox")).not.toContain(noticeId);
  const other = await makeRegion();
  expect(await idsIn(other.clerk, "inbox?as=merchant")).not.toContain(noticeId);
  await world.admin.done(`notices/${noticeId}/withdraw`, { reason: "日付のまちがい" });
  expect(await idsIn(world.clerk, "inbox?as=merchant")).not.toContain(noticeId);
});

test("NOT-1: issuers, residents of a programme and the stores of a municipality are audiences too", async () => {
  const issuers = await published({ audiences: [{ kind: "issuers" }] });
  const residents = await published({
    audiences: [{ kind: "residents", programmeId: world.programmeId }],
  });
  // The merchant has stores in both towns; another one has none in either.
  const town = await published({ audiences: [{ kind: "municipality", code: "990027" }] });
  const elsewhere = await world.admin.done("organisations", { name: "他", kana: "タ", kinds: ["merchant"] });
  await world.admin.done("staff", {
    name: "他のレジ",
    loginId: `${world.id}-elsewhere`,
    password: "a-password-for-tests",
    memberships: [{ organisationId: elsewhere.organisationId, role: "clerk" }],
  });
  const { signIn } = await import("./world.actor.testing.ts");
  const stranger = await signIn(`${world.id}-elsewhere`);
  expect(await idsIn(world.desk, "inbox?as=issuer")).toEqual([issuers]);
  expect(await idsIn(await resident(), "residents/inbox")).toEqual([residents]);
  expect(await idsIn(await makeResident(env.DB), "residents/inbox")).toEqual([]);
  expect(await idsIn(world.clerk, "inbox?as=merchant")).toContain(town);
  expect(await idsIn(stranger, "inbox?as=merchant")).not.toContain(town);
  expect((await world.clerk.get("inbox?as=issuer")).body.code).toBe("forbidden");
});

test("NOT-1: a notice for later waits for its first date", async () => {
  const noticeId = await published({ fromOn: addDays(today(), 1), untilOn: addDays(today(), 3) });
  expect(await world.admin.read(`notices/${noticeId}`)).toMatchObject({ stage: "scheduled" });
  expect(await idsIn(world.clerk, "inbox?as=merchant")).not.toContain(noticeId);
});

test("NOT-2: a reader counts once, however often a notice is read; unread counts go down", async () => {
  const noticeId = await published({
    audiences: [{ kind: "merchants" }, { kind: "residents", programmeId: world.programmeId }],
  });
  const person = await resident();
  const before = (await world.clerk.read("inbox?as=merchant")).unread as number;
  const first = await world.clerk.done(`inbox/${noticeId}/read`, { as: "merchant" });
  const again = await world.clerk.done(`inbox/${noticeId}/read`, { as: "merchant" });
  expect([first, again]).toEqual([{ unread: before - 1 }, { unread: before - 1 }]);
  await person.done(`residents/inbox/${noticeId}/read`);
  expect(await world.admin.read(`notices/${noticeId}`)).toMatchObject({
    readings: { merchant: 1, issuer: 0, resident: 1 },
  });
  const { rows } = await world.clerk.read("inbox?as=merchant");
  expect(rows.find((row: { noticeId: string }) => row.noticeId === noticeId)).toMatchObject({ read: true });
  const foreign = await world.desk.post(`inbox/${noticeId}/read`, { as: "issuer" });
  expect(foreign.status).toBe(404);
});

test("NOT-3: an attachment is what its bytes say, and comes back as a download in which nothing can run", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  const made = await upload(world.admin, noticeId, "精算のご案内", PDF);
  expect(made.body.attachments).toMatchObject([
    { name: "精算のご案内.pdf", mediaType: "application/pdf", bytes: new TextEncoder().encode(PDF).length },
  ]);
  const page = await upload(world.admin, noticeId, "page.pdf", "<html><script>alert(1)</script>");
  expect(page.body.code).toBe("unsupported-media-type");
  const long = await upload(world.admin, noticeId, "a.pdf", PDF + "x".repeat(MAX_ATTACHMENT_BYTES));
  expect(long.body.code).toBe("body-too-large");
  const { attachmentId } = made.body.attachments[0];
  const path = `inbox/${noticeId}/attachments/${attachmentId}?as=merchant`;
  expect((await world.clerk.get(path)).status).toBe(404);
  await world.admin.done(`notices/${noticeId}/publish`);
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/${path}`, { headers: { cookie: world.clerk.cookieHeader() } }),
  );
  expect(await reply.text()).toBe(PDF);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("精算のご案内.pdf")}`,
    "content-security-policy": UPLOAD_POLICY,
    "x-content-type-options": "nosniff",
  });
  expect((await world.desk.get(path.replace("merchant", "issuer"))).status).toBe(404);
});

test("NOT-3, PRG-7: a photograph is handed out without where it was taken, and one that is cut off isn't taken", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
  const place = [...text("Exif"), 0, 0, ...text("35.6812,139.7671")];
  const photo = Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, place.length + 2, ...place],
    ...[0xff, 0xc0, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9],
  ]);
  const made = await upload(world.admin, noticeId, "a.jpg", photo);
  const { attachmentId, bytes } = made.body.attachments[0];
  expect(bytes).toBe(photo.length - place.length - 4);
  const kept = await world.admin.get(`notices/${noticeId}/attachments/${attachmentId}`);
  expect([kept.status, kept.body.includes("139.7671")]).toEqual([200, false]);
  const cut = await upload(world.admin, noticeId, "b.jpg", photo.slice(0, -4));
  expect([cut.status, cut.body.code]).toEqual([422, "picture-unreadable"]);
});

test("NOT-3: a draft takes so many attachments and no more; one taken off leaves nothing behind", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  for (let n = 0; n < MAX_ATTACHMENTS; n++) await upload(world.admin, noticeId, `${n}.pdf`, PDF);
  expect((await upload(world.admin, noticeId, "more.pdf", PDF)).body.code).toBe("limit-exceeded");
  const { attachments } = await world.admin.read(`notices/${noticeId}`);
  const gone = await world.admin.send(
    "DELETE",
    `notices/${noticeId}/attachments/${attachments[0].attachmentId}`,
  );
  expect(gone.body.attachments).toHaveLength(MAX_ATTACHMENTS - 1);
  const { objects } = await env.FILES.list({ prefix: `notices/${world.region.regionId}/${noticeId}/` });
  expect(objects).toHaveLength(MAX_ATTACHMENTS - 1);
});

test("NOT-4: what was published is never changed; a draft is written anew as often as needed", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  const second = draft({ title: "二度目", audiences: [{ kind: "issuers" }] });
  expect(await world.admin.done(`notices/${noticeId}`, second)).toMatchObject({
    title: "二度目",
    audiences: [{ kind: "issuers" }],
  });
  await world.admin.done(`notices/${noticeId}/publish`);
  const tries = [
    await world.admin.post(`notices/${noticeId}`, draft()),
    await world.admin.post(`notices/${noticeId}/publish`),
    await upload(world.admin, noticeId, "a.pdf", PDF),
  ];
  expect(tries.map((reply) => reply.body.code)).toEqual(Array(3).fill("notice-state"));
  expect(await world.admin.read(`notices/${noticeId}`)).toMatchObject({ title: "二度目", stage: "shown" });
});

test("a notice names audiences of its own region only, in the right order of dates", async () => {
  const other = await makeRegion();
  const wrong = [
    draft({ audiences: [{ kind: "residents", programmeId: other.programmeId }] }),
    draft({ audiences: [{ kind: "municipality", code: "990035" }] }),
    draft({ audiences: [] }),
    draft({ fromOn: "2026-12-02", untilOn: "2026-12-01" }),
    draft({ kind: "document" }),
    draft({ title: " " }),
  ];
  for (const body of wrong)
    expect((await world.admin.post("notices", body)).body.code).toBe("invalid-request");
  const over = await world.admin.done("notices", draft({ untilOn: "2020-01-01" }));
  expect((await world.admin.post(`notices/${over.noticeId}/publish`)).body.fields).toEqual([
    { path: "untilOn", message: "over" },
  ]);
});

test("AUD-4, WHO-1: each step is logged, and another region's secretariat has no such notice", async () => {
  const { noticeId } = await world.admin.done("notices", draft());
  await upload(world.admin, noticeId, "a.pdf", PDF);
  await world.admin.done(`notices/${noticeId}/publish`);
  await world.admin.done(`notices/${noticeId}/withdraw`, { reason: "誤り" });
  await world.admin.done(`notices/${noticeId}/withdraw`, { reason: "もう一度" });
  const { results } = await env.DB.prepare(
    "select action, reason from audit_log where subject_kind = 'notice' and subject_id = ?1 order by id",
  )
    .bind(noticeId)
    .all();
  expect(results).toEqual([
    { action: "notice.write", reason: null },
    { action: "notice.attach", reason: null },
    { action: "notice.publish", reason: null },
    { action: "notice.withdraw", reason: "誤り" },
  ]);
  const other = await makeRegion();
  for (const path of ["", "/publish"])
    expect((await other.admin.post(`notices/${noticeId}${path}`, draft())).status).toBe(404);
  expect((await other.admin.get(`notices/${noticeId}`)).status).toBe(404);
});

test("what goes over the wire is what the contract says; lists go page by page; a document is no notice", async () => {
  const document = await published({ kind: "document", category: "manual", title: "手引き" });
  fits(schemas.noticesPageSchema, await world.admin.read("notices?limit=2"));
  const shelf = await world.clerk.read("inbox?as=merchant&kind=document");
  fits(schemas.inboxPageSchema, shelf);
  expect(shelf.rows).toMatchObject([{ noticeId: document, category: "manual" }]);
  expect(await idsIn(world.clerk, "inbox?as=merchant")).not.toContain(document);
  const all = await idsIn(world.clerk, "inbox?as=merchant&limit=100");
  const paged: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { rows: { noticeId: string }[]; next: string | null } = await world.clerk.read(
      `inbox?as=merchant&limit=1${next ? `&after=${next}` : ""}`,
    );
    paged.push(...page.rows.map((row) => row.noticeId));
    next = page.next;
  }
  expect(paged).toEqual(all);
});
