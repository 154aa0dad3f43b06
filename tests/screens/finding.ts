/** Finding a Pay to add (ADD-1 to ADD-3): the search in every state, and a region's public page. */
import type { Page } from "playwright-core";
import type { OpenPay } from "../../schema/api/wallets.ts";
import { callsOf, freshPhone, issueCodes, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen } from "./screen.ts";
import { type Cookies, failing, never, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const SMALL_ANDROID = { width: 360, height: 740 };
const OPEN_PAYS = /\/api\/programmes\/open/;
type Opening = Screen["open"];

/** Somebody with a balance in しおさいPay and no other Pay. */
function finder(name: string, open: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `finding-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const cookies = await ctx.once<Cookies>("finding", async () => {
        const context = await ctx.spare();
        const calls = await signInResident(context, ctx.url, freshPhone());
        const [code = ""] = await issueCodes(await staffOf(ctx, "issuer-desk"), 1, 2_000);
        await calls.charge(code);
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await open(page, ctx);
    },
    ...more,
  };
}

const search =
  (text: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/choose${text ? `?text=${encodeURIComponent(text)}` : ""}`);
    await shown(page, words);
  };

/** What a country full of Pays would answer: more than a page, with the longest names there may be. */
const manyPays = (page: Page) =>
  page.route(OPEN_PAYS, async (route) => {
    const reply = await route.fetch();
    const { rows } = (await reply.json()) as { rows: OpenPay[] };
    const long = {
      payName: "みんなでおでかけとくとくぷれみあむまちめぐりペイ",
      programmeName:
        "令和八年度 物価高騰対策 プレミアム付き電子地域商品券 発行支援事業（第二弾・観光誘客枠）",
      runBy: "令和八年度プレミアム付き電子地域商品券発行支援事業実行委員会事務局",
      towns: { named: ["白岬市", "浜名瀬町", "磯部村", "大字南部広域連合町"], more: 37 },
    };
    await route.fulfill({
      json: {
        rows: Array.from({ length: 30 }, (_, n) => ({
          ...(rows[n % rows.length] as OpenPay),
          ...(n % 3 === 1 ? long : {}),
          programmeId: `0000000000${String(n).padStart(2, "0")}`,
        })),
        next: "more",
      },
    });
  });

export const screens: readonly Screen[] = [
  finder("all", search("", "やまなみPay")),
  finder("all-dark", search("", "やまなみPay"), { dark: true }),
  finder("all-english", search("", "Run by"), { locale: "en-US", size: SMALL_ANDROID }),
  finder("by-town", search("ゆのさわ", "やまなみPay")),
  finder("by-latin", search("shiosai", "しおさいPay"), { locale: "en-US", size: SMALL_ANDROID }),
  finder("nothing", search("どこにもないペイ", "こうすると見つかる")),
  finder("nothing-english-dark", search("nowhere", "This may help"), {
    locale: "en-US",
    size: SMALL_ANDROID,
    dark: true,
  }),
  finder("many", async (page, ctx) => {
    await manyPays(page);
    await search("", "とくとく")(page, ctx);
  }),
  finder("loading", async (page, ctx) => {
    await page.route(OPEN_PAYS, never);
    await search("", "使いたい地域")(page, ctx);
  }),
  finder(
    "error",
    async (page, ctx) => {
      await page.route(OPEN_PAYS, failing);
      await search("", "もう一度")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  finder("region-page", async (page, ctx) => {
    const { rows } = await callsOf(page.context(), ctx.url).done<{ rows: OpenPay[] }>(
      "GET",
      `programmes/open?text=${encodeURIComponent("やまなみ")}`,
    );
    await page.goto(`${ctx.url}/r/${rows[0]?.regionId}`);
    await shown(page, "山並県のPay");
  }),
];
