/** The secretariat's screens about who takes part, and the page where shops apply. */
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import type { Organisation } from "../../schema/api/organisations.ts";
import type { PostalPlace } from "../../schema/api/postal-codes.ts";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import type { BackOfficeStore, ManagedStore } from "../../schema/api/stores.ts";
import type { Joining } from "../../schema/api/terms.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { until } from "../e2e/harness.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, SHOWN_MS, shown, signedIn, staffOf } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A picture that a browser can read: 1 × 1 PNG. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const office = (ctx: ScreenContext) =>
  ctx.once("organisations-office", () => staffOf(ctx, "secretariat-admin"));
const organisation = (ctx: ScreenContext, name: string) =>
  ctx.once(`organisations-${name}`, async () => {
    const found = (await (await office(ctx)).all<Organisation>("organisations")).find(
      (one) => one.name === name,
    );
    if (!found) throw new Error(`no organisation ${name}`);
    return found.organisationId as string;
  });
const store = (ctx: ScreenContext, name: string) =>
  ctx.once(`organisations-store-${name}`, async () => {
    const found = (await (await office(ctx)).all<BackOfficeStore>("stores/managed")).find(
      (one) => one.name === name,
    );
    if (!found) throw new Error(`no store ${name}`);
    return found.storeId as string;
  });
const regionId = (ctx: ScreenContext) =>
  ctx.once(
    "organisations-region",
    async () => (await (await office(ctx)).done<StaffMe>("GET", "staff/me")).region.regionId as string,
  );

/** A business that was stopped; its id. */
function stoppedShop(ctx: ScreenContext): Promise<string> {
  return ctx.once("organisations-stopped", async () => {
    const admin = await office(ctx);
    const made = await admin.done<Organisation>("POST", "organisations", {
      name: "止まった商店",
      kana: "トマッタショウテン",
      kinds: ["merchant"],
    });
    await admin.done("POST", `organisations/${made.organisationId}/suspension`, {
      suspended: true,
      reason: "架空の売上の疑い",
    });
    return made.organisationId as string;
  });
}

/** Approves an application on its page, with or without the mail. */
async function approve(page: Page, ctx: ScreenContext, name: string, byMail: boolean): Promise<void> {
  const { applicationId } = await application(ctx, name);
  await page.goto(`${ctx.url}/admin/applications/${applicationId}`);
  await press(page, "承認する");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox").setChecked(byMail);
  await dialog.getByRole("button", { name: "承認する" }).click();
}

/** Sends an application as a shop would; its id, and the key of its private link. */
function application(ctx: ScreenContext, name: string) {
  return ctx.once(`organisations-application-${name}`, async () => {
    const shop = new SeedClient(ctx.url);
    const region = await regionId(ctx);
    const { terms } = await shop.done<Joining>("GET", `regions/${region}/joining`);
    const key = randomBytes(32).toString("hex");
    const { receiptNumber } = await shop.done<{ receiptNumber: string }>("POST", "applications", {
      regionId: region,
      key,
      form: {
        organisation: { name: `${name}本舗`, kana: "カブシキガイシャ" },
        store: {
          name,
          kana: "オミセ",
          postalCode: "9990002",
          address: "浜通り7-1",
          phone: "0990000009",
          municipality: "990019",
          industry: "M761",
          accepts: "mpm+cpm",
        },
        contact: { name: "浜辺 歩", phone: "0990000008", email: "ayumi@shop.example" },
        terms: { termsId: terms?.termsId, pledges: terms?.pledges.map((_, at) => at) },
      },
    });
    const rows = await (await office(ctx)).all<{ applicationId: string; receiptNumber: string }>(
      "applications",
    );
    const { applicationId = "" } = rows.find((row) => row.receiptNumber === receiptNumber) ?? {};
    return { key, applicationId };
  });
}
async function decided(ctx: ScreenContext, name: string, decision: string, reason = "") {
  const sent = await application(ctx, name);
  await ctx.once(`organisations-decided-${name}`, async () =>
    (await office(ctx)).done("POST", `applications/${sent.applicationId}/decision`, {
      version: 1,
      decision,
      reason,
    }),
  );
  return sent;
}
const changeRequest = (ctx: ScreenContext) =>
  ctx.once("organisations-change", async () => {
    const boss = await staffOf(ctx, "merchant-head");
    const stores = await boss.all<BackOfficeStore>("stores/managed");
    const one = stores.at(-1);
    await boss.done("POST", "change-requests", {
      storeId: one?.storeId,
      accepts: one?.accepts === "mpm" ? "mpm+cpm" : "mpm",
    });
  });
/** A head office of its own in the region without terms, which then publishes some. */
const newHead = (ctx: ScreenContext) =>
  ctx.once("organisations-new-head", async () => {
    const admin = await staffOf(ctx, "yamanami-secretariat-admin");
    const inn = await admin.done<Organisation>("POST", "organisations", {
      name: "杉谷の湯",
      kana: "スギタニノユ",
      kinds: ["issuer"],
    });
    const { account, firstPassword } = await admin.done<CreatedStaff>("POST", "staff", {
      name: "杉谷 支配人",
      memberships: [{ organisationId: inn.organisationId, role: "issuer-head" }],
    });
    await admin.done("POST", "terms", {
      kind: "issuer",
      title: "発行事業者規約",
      body: "第1条 発行事業者は、泊まる人にだけクーポンを渡します。\n第2条 発行事業者は、人数を正しく入れます。",
      pledges: ["不正な発行をしません。"],
      publishedAtMs: 0,
      blocksFromMs: Date.now() + 20 * 86_400_000,
    });
    const context = await ctx.spare();
    const send = (path: string, data: unknown) =>
      context.request.post(`${ctx.url}/api/${path}`, { headers: { origin: ctx.url }, data });
    await send("staff/session", { loginId: account.loginId, password: firstPassword });
    await send("staff/password", { current: firstPassword, next: "a password of their own" });
    return context.cookies();
  });

/** Somebody who was invited and hasn't come yet, with the secret of the link in the mail. */
const invitedPerson = (ctx: ScreenContext) =>
  ctx.once("organisations-invited", async () => {
    const to = "mada@shop.example";
    const { account } = await (await office(ctx)).done<CreatedStaff>("POST", "staff", {
      name: "招待 された人",
      email: to,
      memberships: [{ organisationId: await organisation(ctx, "みなと商店"), role: "merchant-store" }],
    });
    const token = await until("the invitation's mail", async () => {
      const reply = await fetch(`${ctx.url}/dev/inbox.json?to=${encodeURIComponent(to)}`);
      const { messages } = (await reply.json()) as { messages: { text: string }[] };
      return /#([A-Za-z0-9_-]{43})/.exec(messages[0]?.text ?? "")?.[1];
    });
    return { staffId: account.staffId as string, token };
  });

const postalCodeOf = (page: Page, places: readonly PostalPlace[]) =>
  page.route(/\/api\/postal-codes\//, (route) => route.fulfill({ json: { places } }));
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const refuse = (page: Page, path: RegExp, method: string, code: string, status: number) =>
  page.route(path, (route) =>
    route.request().method() === method
      ? route.fulfill({
          status,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: code, status, code }),
        })
      : route.fallback(),
  );

function screen(
  name: string,
  as: string | null,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `organisations-${name}`,
    size: as === null ? PHONE : DESK,
    open: async (page, ctx) => {
      if (as !== null) await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}
const ADMIN = "secretariat-admin";

/** A screen that reads something: as it is, while it loads, and when reading it fails. */
function reading(
  name: string,
  path: (ctx: ScreenContext) => Promise<string>,
  api: RegExp,
  text: string,
  prepare: (ctx: ScreenContext) => Promise<unknown> = async () => {},
): Screen[] {
  const go = async (page: Page, ctx: ScreenContext) => {
    await prepare(ctx);
    await page.goto(`${ctx.url}/admin/${await path(ctx)}`);
  };
  return [
    screen(name, ADMIN, async (page, ctx) => {
      await go(page, ctx);
      await shown(page, text);
    }),
    screen(`${name}-loading`, ADMIN, async (page, ctx) => {
      await page.route(api, never);
      await go(page, ctx);
      await page.locator(".grey-row").first().waitFor();
    }),
    screen(
      `${name}-error`,
      ADMIN,
      async (page, ctx) => {
        await page.route(api, failing);
        await go(page, ctx);
        await page.getByRole("button", { name: "もう一度" }).first().waitFor();
      },
      { allow: REFUSED_REQUEST },
    ),
  ];
}

const organisations: Screen[] = [
  ...reading("list", async () => "organisations", /\/api\/organisations\?/, "白岬グランドホテル"),
  screen("list-found", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations`);
    await page.getByLabel("名前・カナでさがす").fill("みなと");
    await page.getByText("白岬グランドホテル 本館").waitFor({ state: "detached", timeout: SHOWN_MS });
    await shown(page, "みなと商店");
  }),
  screen("list-nothing", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations`);
    await page.getByLabel("名前・カナでさがす").fill("どこにもない");
    await shown(page, "見つかりませんでした");
  }),
  screen("list-viewer", "secretariat-viewer", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations`);
    await shown(page, "白岬グランドホテル");
  }),
  screen("new", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations`);
    await press(page, "事業者を加える");
    await page.getByRole("button", { name: "加える", exact: true }).click();
    await shown(page, "名前を入れてください");
  }),
  ...reading(
    "detail",
    async (ctx) => `organisations/${await organisation(ctx, "白岬グランドホテル")}`,
    /\/api\/organisations\/[^/?]+$/,
    "白岬グランドホテル 別館",
  ),
  screen("detail-english", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations/${await organisation(ctx, "みなと商店")}`);
    await press(page, "English");
    await shown(page, "History");
  }),
  screen("capacity", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations/${await organisation(ctx, "白岬グランドホテル 別館")}`);
    await page.getByLabel("1日に何人まで").fill("ろくじゅう");
    await page.getByRole("button", { name: "保存する" }).click();
    await shown(page, "1から100,000までの数字を入れてください");
  }),
  screen("suspend", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/organisations/${await organisation(ctx, "みなと商店")}`);
    await press(page, "利用を止める");
    await page.getByRole("dialog").getByRole("button", { name: "利用を止める" }).click();
    await shown(page, "理由を入れてください");
  }),
  screen("stopped", ADMIN, async (page, ctx) => {
    const id = await stoppedShop(ctx);
    await page.goto(`${ctx.url}/admin/organisations/${id}`);
    await shown(page, "架空の売上の疑い");
  }),
  screen("lifting-waits", ADMIN, async (page, ctx) => {
    const id = await stoppedShop(ctx);
    await page.goto(`${ctx.url}/admin/organisations/${id}`);
    await press(page, "利用をもどす");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("理由").fill("疑いは晴れました");
    await dialog.getByRole("button", { name: "利用をもどす" }).click();
    await shown(page, "承認を待っています");
  }),
];

const stores: Screen[] = [
  ...reading(
    "store",
    async (ctx) => `stores/${await store(ctx, "喫茶 みなと")}`,
    /\/api\/stores\/[^/]+\/managed/,
    "お客さまに見せる情報",
  ),
  screen("pin-moved", ADMIN, async (page, ctx) => {
    await ctx.once("organisations-pin-moved", async () => {
      const admin = await office(ctx);
      const id = await store(ctx, "喫茶 みなと");
      const { postalCode, address, phone, hours, notices, pin, version } = await admin.done<ManagedStore>(
        "GET",
        `stores/${id}/managed`,
      );
      const moved = pin && { ...pin, latitudeE6: pin.latitudeE6 + 4_000 };
      await admin.done("PUT", `stores/${id}`, {
        ...{ postalCode, address, phone, hours, notices, version },
        pin: moved,
      });
    });
    await page.goto(`${ctx.url}/admin/organisations/${await organisation(ctx, "みなと商店")}`);
    await page.getByRole("button", { name: "m 動いた" }).first().click();
    await page.getByRole("dialog").locator("[data-ready]").waitFor();
    await page.getByRole("img", { name: "前の位置" }).waitFor();
  }),
  screen("store-picture", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/stores/${await store(ctx, "丸八鮮魚店")}`);
    await page
      .getByLabel("写真をえらぶ")
      .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: DOT });
    await press(page, "この写真を使う");
    await page.getByRole("img", { name: "丸八鮮魚店 の写真" }).waitFor({ timeout: SHOWN_MS });
  }),
  screen("store-crop", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/stores/${await store(ctx, "喫茶 みなと")}`);
    await shown(page, "写真をえらぶ");
    const buffer = await page.screenshot();
    await page.getByLabel("写真をえらぶ").setInputFiles({ name: "shop.png", mimeType: "image/png", buffer });
    await page.getByRole("dialog").getByLabel("大きさ").press("PageUp");
  }),
  screen("store-postal", ADMIN, async (page, ctx) => {
    await postalCodeOf(page, [
      { prefecture: "愛知県", city: "弥富市", town: "", municipality: "232351" },
      { prefecture: "三重県", city: "桑名郡木曽岬町", town: "", municipality: "243035" },
    ]);
    await page.goto(`${ctx.url}/admin/stores/${await store(ctx, "喫茶 みなと")}`);
    await page.getByLabel("郵便番号").fill("498-0000");
    await shown(page, "いくつかの場所にまたがっています");
  }),
  screen("store-wrong", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/stores/${await store(ctx, "喫茶 みなと")}`);
    await page.getByLabel("郵便番号").fill("12");
    await page.getByLabel("緯度").fill("95");
    await page.getByLabel("日の閉店").fill("08:00");
    await press(page, "保存する");
    await shown(page, "7けたの数字で入れてください");
  }),
  screen(
    "store-changed",
    ADMIN,
    async (page, ctx) => {
      await refuse(page, /\/api\/stores\/[^/]+$/, "PUT", "changed-meanwhile", 409);
      await page.goto(`${ctx.url}/admin/stores/${await store(ctx, "喫茶 みなと")}`);
      await press(page, "保存する");
      await shown(page, "ほかの方が先に変えました");
    },
    { allow: REFUSED_REQUEST },
  ),
];

const queues: Screen[] = [
  ...reading(
    "applications",
    async () => "applications",
    /\/api\/applications\?/,
    "浜のごはん",
    (ctx) => application(ctx, "浜のごはん"),
  ),
  screen("applications-empty", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/applications`);
    await shown(page, "いま待っている申し込みはありません。");
  }),
  screen("application", ADMIN, async (page, ctx) => {
    const { applicationId } = await application(ctx, "浜のごはん");
    await page.goto(`${ctx.url}/admin/applications/${applicationId}`);
    await shown(page, "ayumi@shop.example");
  }),
  screen("application-return", ADMIN, async (page, ctx) => {
    const { applicationId } = await application(ctx, "浜のごはん");
    await page.goto(`${ctx.url}/admin/applications/${applicationId}`);
    await press(page, "差し戻す");
    await page.getByRole("dialog").getByLabel("理由").fill("住所の番地を入れてください");
  }),
  screen("application-approve", ADMIN, async (page, ctx) => {
    const { applicationId } = await application(ctx, "浜のごはん");
    await page.goto(`${ctx.url}/admin/applications/${applicationId}`);
    await press(page, "承認する");
    await shown(page, "招待のメールを送る");
  }),
  screen("application-invited", ADMIN, async (page, ctx) => {
    await approve(page, ctx, "浜の乾物店", true);
    await shown(page, "招待のメールを送りました");
  }),
  screen("application-approved", ADMIN, async (page, ctx) => {
    await approve(page, ctx, "浜の土産店", false);
    await shown(page, "このパスワードは、いまだけ見られます");
  }),
  ...reading(
    "changes",
    async () => "change-requests",
    /\/api\/change-requests\?/,
    "お断りする",
    changeRequest,
  ),
  screen("changes-refuse", ADMIN, async (page, ctx) => {
    await changeRequest(ctx);
    await page.goto(`${ctx.url}/admin/change-requests`);
    await press(page, "お断りする");
    await page.getByRole("dialog").getByLabel("理由").waitFor();
  }),
];

const accounts: Screen[] = [
  ...reading("staff", async () => "staff", /\/api\/staff\?/, "hotel-desk"),
  screen("staff-head", "issuer-head", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await shown(page, "hotel-desk");
  }),
  screen("role-accountant", "secretariat-accountant", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/closings`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shown(page, "小林 経理");
  }),
  screen("role-callcentre", "secretariat-callcentre", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/`);
    await page.getByRole("heading", { name: "クーポン照会" }).waitFor();
  }),
  screen("staff-new", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await press(page, "アカウントを作る");
    await page.getByLabel("使う人の名前").fill("新しい 担当");
    await page.getByLabel("事業者をさがす").fill("みなと");
    await page
      .getByLabel("事業者", { exact: true })
      .locator("option:first-child", { hasText: "みなと商店" })
      .waitFor({ state: "attached" });
  }),
  screen("staff-given", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await press(page, "アカウントを作る");
    await page.getByLabel("使う人の名前").fill("新しい 係");
    await page.getByLabel("事業者をさがす").fill("みなと");
    await page
      .getByLabel("事業者", { exact: true })
      .locator("option:first-child", { hasText: "みなと商店" })
      .waitFor({ state: "attached" });
    await page.getByRole("button", { name: "紙・口頭で渡す" }).click();
    await page.getByRole("button", { name: "作る", exact: true }).click();
    await shown(page, "このパスワードは、いまだけ見られます");
  }),
  screen("staff-new-wrong", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await press(page, "アカウントを作る");
    await page.getByLabel("メールアドレス").fill("kakari.example.jp");
    await page.getByRole("button", { name: "作る", exact: true }).click();
    await shown(page, "メールアドレスの形がちがいます");
  }),
  screen("staff-invited", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await press(page, "アカウントを作る");
    await page.getByLabel("使う人の名前").fill("招待 する人");
    await page.getByLabel("事業者をさがす").fill("みなと");
    await page
      .getByLabel("事業者", { exact: true })
      .locator("option:first-child", { hasText: "みなと商店" })
      .waitFor({ state: "attached" });
    await page.getByLabel("メールアドレス").fill("shoutai@shop.example");
    await page.getByRole("button", { name: "作る", exact: true }).click();
    await shown(page, "招待を送りました");
  }),
  screen("staff-account", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await page.getByRole("link", { name: "フロント 田中" }).click();
    await shown(page, "アカウントを止める");
  }),
  screen("staff-account-invited", ADMIN, async (page, ctx) => {
    const { staffId } = await invitedPerson(ctx);
    await page.goto(`${ctx.url}/admin/staff/${staffId}`);
    await shown(page, "招待を取り消す");
  }),
  screen("staff-account-not-yours", "merchant-head", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await page.getByRole("link", { name: "店主 海" }).click();
    await shown(page, "このアカウントの手続きは");
  }),
  screen("invitation", null, async (page, ctx) => {
    const { token } = await invitedPerson(ctx);
    await page.goto(`${ctx.url}/admin/invitation#${token}`);
    await page.getByRole("textbox", { name: "新しいパスワード" }).fill("みじかい");
    await press(page, "決めてサインインする");
    await page.getByRole("alert").waitFor();
  }),
  screen("invitation-english", null, async (page, ctx) => {
    const { token } = await invitedPerson(ctx);
    await page.goto(`${ctx.url}/admin/invitation#${token}`);
    await press(page, "English");
    await shown(page, "Set it and sign in");
  }),
  screen(
    "invitation-ended",
    null,
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/invitation#${"x".repeat(43)}`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("staff-slips", ADMIN, async (page, ctx) => {
    await ctx.once("organisations-slip-person", async () =>
      (await office(ctx)).done("POST", "staff", {
        name: "票 一郎",
        loginId: "slip-one",
        memberships: [{ organisationId: await organisation(ctx, "みなと商店"), role: "clerk" }],
      }),
    );
    await page.goto(`${ctx.url}/admin/staff`);
    await page.getByLabel("名前・IDでさがす").fill("slip-one");
    await page.getByLabel("票 一郎 を選ぶ").check();
    await press(page, "アカウント票を作る（1人）");
    await page.getByRole("dialog").getByRole("button", { name: "PDFを作る" }).click();
    await shown(page, "PDFができました");
  }),
  screen("staff-stop", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/staff`);
    await page.getByRole("link", { name: "フロント 田中" }).click();
    await press(page, "止める");
    await page.getByRole("dialog").getByLabel("理由").waitFor();
  }),
];

const terms: Screen[] = [
  ...reading("terms", async () => "terms", /\/api\/terms\?/, "加盟店規約"),
  screen("terms-new", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/terms`);
    await press(page, "新しい版を出す");
    await page.getByRole("button", { name: "出す", exact: true }).click();
    await shown(page, "題名を入れてください");
  }),
  screen("terms-new-residents", ADMIN, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/terms`);
    await press(page, "新しい版を出す");
    await page.getByLabel("だれの規約ですか").selectOption("resident");
    await shown(page, "同意するまで新しくチャージできません");
  }),
  screen("terms-banner", "issuer-head", async (page, ctx) => {
    await page.context().clearCookies();
    await page.context().addCookies(await newHead(ctx));
    await page.goto(`${ctx.url}/admin/staff`);
    await shown(page, "への同意がまだです");
  }),
  screen("terms-accept", "issuer-head", async (page, ctx) => {
    await page.context().clearCookies();
    await page.context().addCookies(await newHead(ctx));
    await page.goto(`${ctx.url}/admin/staff`);
    await press(page, "読んで同意する");
    await shown(page, "不正な発行をしません。");
    await press(page, "同意する");
    await shown(page, "すべてにチェックを入れてください");
  }),
  screen("terms-blocked", "issuer-head", async (page, ctx) => {
    await page.context().clearCookies();
    await page.context().addCookies(await newHead(ctx));
    await page.route(/\/api\/staff\/me/, async (route) => {
      const reply = await route.fetch();
      const me = await reply.json();
      await route.fulfill({
        json: { ...me, termsDue: me.termsDue.map((due: object) => ({ ...due, blocksFromMs: 0 })) },
      });
    });
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "同意すると、管理画面が使えます。");
    await shown(page, "不正な発行をしません。");
  }),
];

/** A shop's head, for whom terms have just come out. */
async function withTermsDue(page: Page): Promise<void> {
  await page.route(/\/api\/staff\/me/, async (route) => {
    const me = await (await route.fetch()).json();
    const due = {
      termsId: "7k3m9qxw2p4d",
      organisationId: me.memberships[0].organisationId,
      organisationName: me.memberships[0].organisationName,
      kind: "merchant",
      version: 2,
      title: "潮見県旅クーポン 加盟店規約",
      blocksFromMs: Date.now() + 20 * 86_400_000,
    };
    await route.fulfill({ json: { ...me, termsDue: [due] } });
  });
}
const atTheShop: Screen[] = [
  screen("terms-no-office", "merchant-head", async (page, ctx) => {
    await withTermsDue(page);
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "への同意がまだです");
  }),
  screen("terms-counter", "merchant-head", async (page, ctx) => {
    await withTermsDue(page);
    await page.goto(`${ctx.url}/counter/settings`);
    await press(page, "1番レジ");
    await shown(page, "への同意をお願いします。");
  }),
];

const join = async (page: Page, ctx: ScreenContext, key = "") =>
  void (await page.goto(`${ctx.url}/join/${await regionId(ctx)}${key && `#${key}`}`));

const joining: Screen[] = [
  screen("join", null, async (page, ctx) => {
    await join(page, ctx);
    await shown(page, "申し込みを送る");
  }),
  screen("join-english", null, async (page, ctx) => {
    await join(page, ctx);
    await page.getByRole("combobox").first().selectOption("en");
    await shown(page, "Send the application");
  }),
  screen("join-postal", null, async (page, ctx) => {
    await postalCodeOf(page, [
      { prefecture: "潮見県", city: "白岬市", town: "港町", municipality: "990019" },
      { prefecture: "潮見県", city: "白岬市", town: "浜通り", municipality: "990019" },
    ]);
    await join(page, ctx);
    const code = page.getByLabel("郵便番号");
    await code.fill("999-0001");
    await shown(page, "いくつかの場所にまたがっています");
    await code.scrollIntoViewIfNeeded();
  }),
  screen("join-wrong", null, async (page, ctx) => {
    await join(page, ctx);
    await press(page, "申し込みを送る");
    await shown(page, "直すところがあります");
  }),
  screen("join-closed", null, async (page, ctx) => {
    const admin = await staffOf(ctx, "yamanami-secretariat-admin");
    const me = await admin.done<StaffMe>("GET", "staff/me");
    await page.goto(`${ctx.url}/join/${me.region.regionId}`);
    await shown(page, "いまは申し込みを受けつけていません。");
  }),
  screen(
    "join-error",
    null,
    async (page, ctx) => {
      await page.route(/\/joining/, failing);
      await join(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("join-sent", null, async (page, ctx) => {
    await join(page, ctx);
    await page.getByLabel("事業者の名前").fill("いそべ合同会社");
    await page.getByLabel("カナ").first().fill("イソベゴウドウガイシャ");
    await page.getByLabel("お店の名前").fill("いそべ食堂");
    await page.getByLabel("カナ").nth(1).fill("イソベショクドウ");
    await page.getByLabel("住所").fill("港通り9");
    await page.getByLabel("名前", { exact: false }).last().fill("磯部 渚");
    await page.getByLabel("電話番号", { exact: false }).last().fill("099-000-0007");
    for (const tick of await page.getByRole("checkbox").all()) await tick.check();
    await press(page, "申し込みを送る");
    await shown(page, "申し込みを受けつけました");
  }),
  screen("join-returned", null, async (page, ctx) => {
    const { key } = await decided(ctx, "浜の茶屋", "returned", "住所の番地を入れてください");
    await join(page, ctx, key);
    await shown(page, "直して送る");
  }),
  screen("join-refused", null, async (page, ctx) => {
    const { key } = await decided(ctx, "浜の質屋", "refused", "対象の業種ではありません");
    await join(page, ctx, key);
    await shown(page, "対象の業種ではありません");
  }),
  screen(
    "join-unknown",
    null,
    async (page, ctx) => {
      await join(page, ctx, "0".repeat(64));
      await shown(page, "この申し込みは見つかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("store-public", null, async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores/${await store(ctx, "喫茶 みなと")}`);
    await shown(page, "営業時間");
  }),
];

/** Every screen about organisations, in every state. */
export const screens: readonly Screen[] = [
  ...organisations,
  ...stores,
  ...queues,
  ...accounts,
  ...terms,
  ...atTheShop,
  ...joining,
];
