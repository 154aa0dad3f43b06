/** Newsletters by mail: a secretariat's letters, an office's addresses, and where links in mails lead. */
import type { Page } from "playwright-core";
import type { MailAddresses, NewsletterBody } from "../../schema/api/newsletters.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { caller, failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const ADMIN = "secretariat-admin";

const draft = (ctx: ScreenContext) =>
  ctx.once("newsletters-draft", async () => {
    const office = await caller(ctx, ADMIN);
    return office.done<NewsletterBody>("POST", "newsletters", {
      title: "年末の精算について",
      body: "12月の締めは28日、振込は翌年1月15日です。\n28日の営業が終わるまでに、レジの取り消しを済ませてください。",
      audiences: ["merchants", "issuers"],
    });
  });
const addresses = (ctx: ScreenContext) =>
  ctx.once("newsletters-addresses", async () => {
    const office = await caller(ctx, "merchant-head");
    const all = await office.done<MailAddresses>("GET", "mail-addresses");
    const organisationId = all.organisations[0]?.organisationId;
    await office.done("POST", "mail-addresses", { organisationId, address: "mise@minato.example" });
    return office.done<MailAddresses>("POST", "mail-addresses", {
      organisationId,
      address: "keiri@minato.example",
    });
  });

const asIf = (page: Page, one: NewsletterBody, more: Partial<NewsletterBody>) =>
  page.route(new RegExp(`/api/newsletters/${one.newsletterId}$`), (route) =>
    route.fulfill({ json: { ...one, ...more } }),
  );

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = ADMIN, ...rest } = more;
  return {
    name: `newsletters-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

const go = (page: Page, ctx: ScreenContext, rest = "") => page.goto(`${ctx.url}/admin/newsletters${rest}`);
const at = async (page: Page, ctx: ScreenContext, more: Partial<NewsletterBody>) => {
  const one = await draft(ctx);
  await asIf(page, one, more);
  await go(page, ctx, `/${one.newsletterId}`);
};

/** A page that a link in a mail opens, on a phone. */
function link(name: string, open: (page: Page, ctx: ScreenContext) => Promise<void>): Screen {
  return { name: `newsletters-${name}`, size: PHONE, open };
}

export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await draft(ctx);
    await go(page, ctx);
    await shown(page, "年末の精算について");
  }),
  screen("list-loading", async (page, ctx) => {
    await page.route(/\/newsletters\?/, never);
    await go(page, ctx);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "list-error",
    async (page, ctx) => {
      await page.route(/\/newsletters\?/, failing);
      await go(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("form-missing", async (page, ctx) => {
    await go(page, ctx, "/new");
    await page.getByRole("button", { name: "保存して確認する" }).click();
    await shown(page, "題名を入れてください");
  }),
  screen("form-towns", async (page, ctx) => {
    await go(page, ctx, "/new");
    await page.getByLabel("市町村でしぼる").selectOption({ index: 1 });
    await page.getByRole("button", { name: /をはずす/ }).waitFor();
    await page.getByRole("button", { name: "保存して確認する" }).scrollIntoViewIfNeeded();
  }),
  screen("draft", async (page, ctx) => {
    const one = await draft(ctx);
    await go(page, ctx, `/${one.newsletterId}`);
    await shown(page, "すぐに送ります");
  }),
  screen("draft-english", async (page, ctx) => {
    const one = await draft(ctx);
    await go(page, ctx, `/${one.newsletterId}`);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Confirmed addresses");
  }),
  screen("send-question", async (page, ctx) => {
    await at(page, ctx, { addresses: 182 });
    await page.getByRole("button", { name: "送る", exact: true }).click();
    await shown(page, "送りますか");
  }),
  screen("scheduled", async (page, ctx) => {
    await at(page, ctx, { state: "scheduled", addresses: 182, sendAtMs: Date.UTC(2027, 0, 6, 0) });
    await shown(page, "送信予約");
  }),
  screen("sending", async (page, ctx) => {
    await at(page, ctx, { state: "sending", addresses: 182, sent: 61, failed: 1, sendAtMs: Date.now() });
    await shown(page, "送信中");
  }),
  screen("done", async (page, ctx) => {
    await at(page, ctx, {
      state: "done",
      addresses: 182,
      sent: 180,
      failed: 2,
      bounced: 3,
      left: 1,
      sendAtMs: Date.now(),
      endedAtMs: Date.now(),
    });
    await shown(page, "届かず戻った");
  }),
  screen(
    "addresses",
    async (page, ctx) => {
      await addresses(ctx);
      await page.goto(`${ctx.url}/admin/mail-addresses`);
      await shown(page, "keiri@minato.example");
    },
    { as: "merchant-head" },
  ),
  screen(
    "address-wrong",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/mail-addresses`);
      await page.getByRole("button", { name: "足す" }).click();
      await shown(page, "メールアドレスを入れてください");
    },
    { as: "merchant-head" },
  ),
  link("confirm-link", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/mail/confirm#${"0".repeat(32)}`);
    await shown(page, "受け取りますか");
  }),
  link("leave-link", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/mail/leave#${"0".repeat(12)}.${"0".repeat(32)}`);
    await shown(page, "止めますか");
  }),
  link("link-cut", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/mail/leave#abc`);
    await shown(page, "このリンクは使えません");
  }),
];
