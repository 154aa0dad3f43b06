import { env, exports } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { noteBounce } from "../data/newsletters.ts";
import type { Env } from "../env.ts";
import { mailLookup } from "../mail/outbox.ts";
import { readMailReport } from "../newsletters/reports.ts";
import { startDueNewsletters, stopNewsletter } from "../newsletters/run.ts";
import { Browser, makeRegion, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

const ENV = env as unknown as Env;
let world: World;
let shop: Browser;
let house: Browser;

interface Mail {
  readonly text: string;
}
const mailsTo = async (address: string): Promise<readonly Mail[]> =>
  (
    await env.DB.prepare("select text from dev_inbox where recipient = ?1 order by id")
      .bind(address)
      .all<Mail>()
  ).results;
const mailTo = async (address: string, about: string): Promise<string> => {
  let found: string | undefined;
  await vi.waitUntil(
    async () => {
      found = (await mailsTo(address)).find(({ text }) => text.includes(about))?.text;
      return found !== undefined;
    },
    { timeout: 20_000, interval: 50 },
  );
  return found as string;
};
const nobody = () => new Browser();
const keyIn = (text: string) => /mail\/confirm#([0-9a-f]{32})/.exec(text)?.[1] ?? "";
const tokenIn = (text: string) => /api\/mail\/leave\/([^>]+)>/.exec(text)?.[1] ?? "";

async function confirmed(who: Browser, organisationId: string, address: string) {
  await who.done("mail-addresses", { organisationId, address });
  await nobody().done("mail/confirm", { key: keyIn(await mailTo(address, "送り先の確認")) });
}

async function letter(title: string, audiences: readonly string[] = ["merchants", "issuers"]) {
  return world.admin.done("newsletters", { title, body: "年末の営業について", audiences });
}
const look = (id: string) => world.admin.read(`newsletters/${id}`);
const sent = async (id: string) => {
  await world.admin.done(`newsletters/${id}/send`, { sendAtMs: null });
  await vi.waitUntil(
    async () => {
      const now = await look(id);
      return now.state === "done" && now.sent + now.failed === now.addresses;
    },
    { timeout: 20_000, interval: 50 },
  );
  return look(id);
};

beforeAll(async () => {
  world = await makeRegion();
  for (const [key, organisationId, role] of [
    ["shop", world.merchant.organisationId, "merchant-head"],
    ["house", world.issuer.organisationId, "issuer-head"],
  ]) {
    await world.admin.done("staff", {
      name: key,
      loginId: `${world.id}-${key}`,
      password: PASSWORD,
      memberships: [{ organisationId, role }],
    });
  }
  [shop, house] = await Promise.all([signIn(`${world.id}-shop`), signIn(`${world.id}-house`)]);
});

test("NWS-1: an address gets nothing but a link until whoever reads it has pressed", async () => {
  const all = await shop.done("mail-addresses", {
    organisationId: world.merchant.organisationId,
    address: "waits@shop.example",
  });
  expect(all.rows).toMatchObject([{ address: "waits@shop.example", state: "waiting" }]);
  const { newsletterId } = await letter("確認の前");
  expect(await sent(newsletterId)).toMatchObject({ addresses: 0, sent: 0 });
  const key = keyIn(await mailTo("waits@shop.example", "送り先の確認"));
  expect((await nobody().post("mail/confirm", { key: "0".repeat(32) })).body).toMatchObject({
    code: "invitation-ended",
  });
  expect(await nobody().done("mail/confirm", { key })).toMatchObject({ organisationName: "店" });
  expect((await shop.read("mail-addresses")).rows).toMatchObject([{ state: "confirmed" }]);
  // Kept in the clear nowhere.
  const kept = await env.DB.prepare("select * from mail_address").all();
  expect(JSON.stringify(kept.results)).not.toContain("waits@shop.example");
});

test("NWS-1, WHO-2: an office sees and changes its own list only", async () => {
  const { organisationId } = world.merchant;
  expect((await house.post("mail-addresses", { organisationId, address: "x@y.example" })).body).toMatchObject(
    {
      code: "not-found",
    },
  );
  const [mine] = (await shop.read("mail-addresses")).rows;
  expect((await house.post(`mail-addresses/${mine.addressId}/remove`)).body).toMatchObject({
    code: "not-found",
  });
  expect((await world.desk.get("mail-addresses")).body).toMatchObject({ code: "forbidden" });
});

test("NWS-2 to NWS-4: a newsletter goes to the confirmed of whom it is for, once, and each mail says how to leave", async () => {
  await confirmed(house, world.issuer.organisationId, "front@house.example");
  const { newsletterId } = await letter("加盟店だけ", ["merchants"]);
  expect(await look(newsletterId)).toMatchObject({ state: "draft", addresses: 1 });
  expect(await sent(newsletterId)).toMatchObject({ addresses: 1, sent: 1, failed: 0 });
  const text = await mailTo("waits@shop.example", "加盟店だけ");
  expect(text).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(text).toContain("/wallet/mail/leave#");
  expect((await mailsTo("front@house.example")).some((mail) => mail.text.includes("加盟店だけ"))).toBe(false);
  expect((await world.admin.post(`newsletters/${newsletterId}/send`, { sendAtMs: null })).body).toMatchObject(
    {
      code: "notice-state",
    },
  );
  const other = { title: "ちがうお便り", body: "書き直し", audiences: ["merchants"] };
  expect((await world.admin.post(`newsletters/${newsletterId}`, other)).body).toMatchObject({
    code: "notice-state",
  });
  expect(
    (await mailsTo("waits@shop.example")).filter((mail) => mail.text.includes("加盟店だけ")),
  ).toHaveLength(1);
});

test("NWS-2: one for municipalities goes to merchants with a store there, and to a head office by its branches' stores", async () => {
  await confirmed(shop, world.merchant.organisationId, "towns@shop.example");
  const hill = await world.admin.done("organisations", { name: "丘", kana: "オカ", kinds: ["merchant"] });
  const branch = await world.admin.done("organisations", {
    ...{ name: "丘の枝", kana: "オカノエダ" },
    parentId: hill.organisationId,
  });
  await world.admin.done("staff", {
    ...{ name: "hill", loginId: `${world.id}-hill`, password: PASSWORD },
    memberships: [{ organisationId: hill.organisationId, role: "merchant-head" }],
  });
  await confirmed(await signIn(`${world.id}-hill`), hill.organisationId, "head@hill.example");
  const write = (towns: readonly string[], audiences = ["merchants"]) =>
    world.admin.post("newsletters", { title: "市町村", body: "本文", audiences, towns });
  // The region's own merchant has stores in both; the other one has none yet.
  const both = (await write(["990019"])).body;
  const before = both.addresses;
  await world.admin.done("stores", {
    ...{ organisationId: branch.organisationId, name: "枝", kana: "エダ", address: "山村1" },
    ...{ municipality: "990027", industry: "M7671", accepts: "mpm" },
  });
  expect((await look(both.newsletterId)).addresses).toBe(before);
  const there = (await write(["990027"])).body;
  expect(there).toMatchObject({ towns: ["990027"], addresses: before + 1 });
  expect((await write(["990027", "990019"])).body.addresses).toBe(before + 1);
  expect((await write(["999999"])).body.fields).toMatchObject([{ path: "towns" }]);
  expect((await write(["990019"], ["issuers"])).status).toBe(422);
});

test("NWS-4: one press in the mail program leaves, without a session, an origin or a page (RFC 8058)", async () => {
  await confirmed(shop, world.merchant.organisationId, "leaves@shop.example");
  const { newsletterId } = await letter("やめる前");
  await sent(newsletterId);
  const token = tokenIn(await mailTo("leaves@shop.example", "やめる前"));
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/mail/leave/${token}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    }),
  );
  expect(reply.status).toBe(204);
  expect((await shop.read("mail-addresses")).rows).toContainEqual(
    expect.objectContaining({ address: "leaves@shop.example", state: "left" }),
  );
  expect(await look(newsletterId)).toMatchObject({ left: 1 });
  // Looking at the address leaves nothing, and a token that nobody made is none.
  const looked = await exports.default.fetch(
    new Request(`http://localhost/api/mail/leave/${token}`, { redirect: "manual" }),
  );
  expect(looked.headers.get("location")).toBe(`/wallet/mail/leave#${token}`);
  const forged = { token: `${token.slice(0, 12)}.${"0".repeat(32)}` };
  expect((await nobody().post("mail/leave", forged)).body).toMatchObject({ code: "not-found" });
  const next = await letter("やめたあと");
  await sent(next.newsletterId);
  expect((await mailsTo("leaves@shop.example")).some((mail) => mail.text.includes("やめたあと"))).toBe(false);
});

test("NWS-5: an address that nothing reaches is put off, and counted; a report counts with its signature only", async () => {
  await confirmed(shop, world.merchant.organisationId, "gone@shop.example");
  const { newsletterId } = await letter("戻ってくる");
  await sent(newsletterId);
  await noteBounce(env.DB, mailLookup(ENV, "GONE@shop.example"), Date.now());
  expect(await look(newsletterId)).toMatchObject({ bounced: 1 });
  expect((await shop.read("mail-addresses")).rows).toContainEqual(
    expect.objectContaining({ address: "gone@shop.example", state: "bounced" }),
  );
  const body = JSON.stringify({ kind: "bounce", permanent: true, address: "gone@shop.example" });
  const signature = createHmac("sha256", "secret").update(body).digest("hex");
  expect(readMailReport("secret", body, signature)).toMatchObject({ kind: "bounce", permanent: true });
  expect(readMailReport("other", body, signature)).toBeNull();
  expect(readMailReport("secret", body, null)).toBeNull();
  expect(
    readMailReport("secret", "{}", createHmac("sha256", "secret").update("{}").digest("hex")),
  ).toBeNull();
  // Added again, it waits for its link again.
  const all = await shop.done("mail-addresses", {
    organisationId: world.merchant.organisationId,
    address: "gone@shop.example",
  });
  expect(all.rows).toContainEqual(
    expect.objectContaining({ address: "gone@shop.example", state: "waiting" }),
  );
});

test("NWS-3: one for later waits for its time, and can be stopped until then", async () => {
  const { newsletterId } = await letter("あとで");
  const sendAtMs = Date.now() + 3_600_000;
  await world.admin.done(`newsletters/${newsletterId}/send`, { sendAtMs });
  expect(await look(newsletterId)).toMatchObject({ state: "scheduled", sendAtMs });
  expect(await startDueNewsletters(ENV)).toBe(0);
  expect(await startDueNewsletters({ ...ENV, CLOCK_OFFSET_MS: "3700000" })).toBe(1);
  const other = await letter("とりやめ");
  await world.admin.done(`newsletters/${other.newsletterId}/send`, { sendAtMs });
  expect(
    await world.admin.done(`newsletters/${other.newsletterId}/stop`, { reason: "日付のまちがい" }),
  ).toMatchObject({
    state: "stopped",
  });
  expect(await startDueNewsletters({ ...ENV, CLOCK_OFFSET_MS: "3700000" })).toBe(0);
  const late = { sendAtMs: Date.now() + 91 * 86_400_000 };
  const third = await letter("遠すぎる");
  expect((await world.admin.post(`newsletters/${third.newsletterId}/send`, late)).body).toMatchObject({
    code: "invalid-request",
  });
});

test("NWS-3: stopped on its way, what waits in the outbox is not sent", async () => {
  const { newsletterId } = await letter("途中で");
  await env.DB.batch([
    env.DB.prepare("update newsletter set state = 'done', send_at_ms = 1 where id = ?1").bind(newsletterId),
    env.DB.prepare("insert into newsletter_mail values (?1, 'somebody', ?2, 'queued')").bind(
      newsletterId,
      world.region.regionId,
    ),
    env.DB.prepare(
      `insert into mail_outbox (key, region_id, purpose, recipient, sealed, state, tries, next_try_at_ms, lease_until_ms, created_at_ms)
       values ('newsletter:' || ?1 || ':somebody', ?2, 'newsletter', 'somebody', 'x', 'queued', 0, 9e15, 0, 0)`,
    ).bind(newsletterId, world.region.regionId),
  ]);
  expect(await stopNewsletter(env.DB, newsletterId, Date.now())).toBe(true);
  const row = await env.DB.prepare("select state, sealed from mail_outbox where key like ?1")
    .bind(`newsletter:${newsletterId}:%`)
    .first();
  expect(row).toEqual({ state: "failed", sealed: null });
  expect(await look(newsletterId)).toMatchObject({ state: "stopped", sent: 0 });
});
