/** Letters of a store to its followers: written, approved, read, muted (NWS-6, NWS-7). */
import type { Page } from "playwright-core";
import type { LetterBody } from "../../schema/api/letters.ts";
import type { ResidentInboxPage } from "../../schema/api/notices.ts";
import { freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, caller, failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const OFFICE = "secretariat-admin";
const SHOP = "merchant-head";
const TEXT = {
  title: "鯛が入りました",
  body: "今朝、港で揚がった鯛です。鯛めしは限定20食、夕方5時から。\n\n雨の日はコーヒーを1杯お出しします。お気をつけてお越しください。",
};

const storeIdOf = (ctx: ScreenContext) =>
  ctx.once("letters-store", async () => {
    const shop = await caller(ctx, SHOP);
    const { rows } = await shop.done<{ rows: readonly { storeId: string; name: string }[] }>(
      "GET",
      "stores/managed?limit=50",
    );
    return rows.find(({ name }) => name === "喫茶 みなと")?.storeId ?? "";
  });
const draft = (ctx: ScreenContext) =>
  ctx.once("letters-draft", async () => {
    const shop = await caller(ctx, SHOP);
    return shop.done<LetterBody>("POST", "letters", { storeId: await storeIdOf(ctx), ...TEXT });
  });
const waiting = (ctx: ScreenContext) =>
  ctx.once("letters-waiting", async () => {
    const shop = await caller(ctx, SHOP);
    const one = await shop.done<LetterBody>("POST", "letters", {
      storeId: await storeIdOf(ctx),
      title: "土曜は夜9時まで開けます",
      body: "花火のあとにお立ち寄りください。",
    });
    return shop.done<LetterBody>("POST", `letters/${one.letterId}/proposal`, { version: 1 });
  });

/** A resident who follows the store and has a letter of it. */
const reader = (ctx: ScreenContext) =>
  ctx.once<Cookies>("letters-reader", async () => {
    const context = await ctx.spare();
    const calls = await signInResident(context, ctx.url, freshPhone());
    const storeId = await storeIdOf(ctx);
    await calls.done("PUT", `residents/follows/${storeId}`);
    const [shop, office] = await Promise.all([caller(ctx, SHOP), caller(ctx, OFFICE)]);
    const { letterId } = await shop.done<LetterBody>("POST", "letters", { storeId, ...TEXT });
    await shop.done("POST", `letters/${letterId}/proposal`, { version: 1 });
    await office.done("POST", `letters/${letterId}/decision`, { version: 1, decision: "sent" });
    for (let tries = 0; tries < 100; tries++) {
      const { rows } = await calls.done<ResidentInboxPage>("GET", "residents/inbox");
      if (rows.some((row) => row.kind === "letter")) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return context.cookies();
  });

function screen(
  name: string,
  as: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `letters-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}
function wallet(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `letters-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      await page.context().addCookies(await reader(ctx));
      await open(page, ctx);
    },
    ...more,
  };
}

const go = (page: Page, ctx: ScreenContext, rest = "") => page.goto(`${ctx.url}/admin/letters${rest}`);
/** The page of a letter as if it stood otherwise. */
const asIf = async (page: Page, ctx: ScreenContext, more: Partial<LetterBody>) => {
  const one = await draft(ctx);
  await page.route(new RegExp(`/api/letters/${one.letterId}$`), (route) =>
    route.fulfill({ json: { ...one, ...more } }),
  );
  await go(page, ctx, `/${one.letterId}`);
};
const SENT = {
  state: "sent",
  proposedAtMs: Date.UTC(2026, 10, 26, 1),
  proposedBy: "店の係",
  decidedAtMs: Date.UTC(2026, 10, 26, 2),
  decidedBy: "事務局の係",
  sentAtMs: Date.UTC(2026, 10, 26, 2),
  counts: { delivered: { from: 128, to: 128 }, read: { from: 0, to: 9 } },
} as const satisfies Partial<LetterBody>;

/** The inbox with the letter opened; a service worker may answer with what it was before. */
const opened = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/wallet/notices`);
  await page.locator("summary", { hasText: TEXT.title }).click();
};

export const screens: readonly Screen[] = [
  screen("list", SHOP, async (page, ctx) => {
    await Promise.all([draft(ctx), waiting(ctx)]);
    await go(page, ctx);
    await shown(page, "土曜は夜9時まで開けます");
  }),
  screen("list-loading", SHOP, async (page, ctx) => {
    await page.route(/\/api\/letters\?/, never);
    await go(page, ctx);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "list-error",
    SHOP,
    async (page, ctx) => {
      await page.route(/\/api\/letters\?/, failing);
      await go(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("list-secretariat", OFFICE, async (page, ctx) => {
    await waiting(ctx);
    await go(page, ctx);
    await shown(page, "土曜は夜9時まで開けます");
  }),
  screen("banner", OFFICE, async (page, ctx) => {
    await waiting(ctx);
    await page.goto(`${ctx.url}/admin/organisations`);
    await shown(page, "送ってよいか確かめていない、お店だよりが");
  }),
  screen("form", SHOP, async (page, ctx) => {
    await go(page, ctx, "/new");
    await shown(page, "今月あと");
  }),
  screen("form-link", SHOP, async (page, ctx) => {
    await go(page, ctx, "/new");
    await shown(page, "今月あと");
    await page.getByLabel(/^題名/).fill(TEXT.title);
    await page.getByLabel(/^本文/).fill("ご予約は https://minato.example/yoyaku へ");
    await shown(page, "リンクのようです");
  }),
  screen(
    "form-english-dark",
    SHOP,
    async (page, ctx) => {
      const one = await draft(ctx);
      await go(page, ctx, `/${one.letterId}/edit`);
      await page.getByRole("button", { name: "English" }).click();
      await shown(page, "As its readers see it");
      await page.getByText(TEXT.title).first().waitFor();
    },
    { dark: true },
  ),
  screen(
    "form-phone",
    SHOP,
    async (page, ctx) => {
      await go(page, ctx, "/new");
      await shown(page, "今月あと");
    },
    { size: PHONE },
  ),
  screen("draft", SHOP, async (page, ctx) => {
    const one = await draft(ctx);
    await go(page, ctx, `/${one.letterId}`);
    await shown(page, "事務局に承認を頼む");
  }),
  screen("propose-question", SHOP, async (page, ctx) => {
    const one = await draft(ctx);
    await go(page, ctx, `/${one.letterId}`);
    await page.getByRole("button", { name: "事務局に承認を頼む" }).click();
    await shown(page, "承認を頼みますか");
  }),
  screen("waiting", SHOP, async (page, ctx) => {
    const one = await waiting(ctx);
    await go(page, ctx, `/${one.letterId}`);
    await shown(page, "引き取る");
  }),
  screen("decide", OFFICE, async (page, ctx) => {
    const one = await waiting(ctx);
    await go(page, ctx, `/${one.letterId}`);
    await shown(page, "承認して送る");
  }),
  screen("refuse-question", OFFICE, async (page, ctx) => {
    const one = await waiting(ctx);
    await go(page, ctx, `/${one.letterId}`);
    await page.getByRole("button", { name: "断る" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "断る" }).click();
    await shown(page, "理由を書いてください");
  }),
  screen("refused", SHOP, async (page, ctx) => {
    await asIf(page, ctx, {
      ...SENT,
      ...{ state: "refused", sentAtMs: null, counts: null },
      reason: "値段に税込みの表示をお願いします。",
    });
    await shown(page, "お断りの理由");
  }),
  screen("sent", SHOP, async (page, ctx) => {
    await asIf(page, ctx, SENT);
    await shown(page, "128人");
  }),
  screen(
    "sent-english-dark",
    OFFICE,
    async (page, ctx) => {
      await asIf(page, ctx, { ...SENT, state: "withdrawn", reason: "日付のまちがい" });
      await page.getByRole("button", { name: "English" }).click();
      await shown(page, "Why it was withdrawn");
    },
    { dark: true },
  ),
  wallet("inbox", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/notices`);
    await shown(page, TEXT.title);
  }),
  wallet("inbox-open", async (page, ctx) => {
    await opened(page, ctx);
    await shown(page, "このお店のお店だよりを止める");
  }),
  wallet(
    "inbox-open-english-dark",
    async (page, ctx) => {
      await opened(page, ctx);
      await shown(page, "Stop letters of this store");
    },
    { locale: "en-US", dark: true },
  ),
  wallet("inbox-muted", async (page, ctx) => {
    await page.route("**/api/residents/letter-mutes/*", (route) =>
      route.fulfill({ json: { store: true, all: false } }),
    );
    await opened(page, ctx);
    await page.getByRole("button", { name: "このお店のお店だよりを止める" }).click();
    await shown(page, "このお店のお店だよりは止めています");
  }),
  wallet(
    "inbox-mute-failed",
    async (page, ctx) => {
      await page.route("**/api/residents/letter-mutes", failing);
      await opened(page, ctx);
      await page.getByRole("button", { name: "すべてのお店だよりを止める" }).click();
      await page.locator("[role=alert]").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  wallet("store-page", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores/${await storeIdOf(ctx)}`);
    await shown(page, "このお店のお店だよりを止める");
    await page.getByText("このお店のお店だよりを止める").scrollIntoViewIfNeeded();
  }),
  wallet("settings", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/notifications`);
    await shown(page, "フォローしているお店からのお便りです");
    await page.getByText("フォローしているお店からのお便りです").scrollIntoViewIfNeeded();
  }),
];
