/** Where the Pays can be used: the list, nearest first, and the map; at a phone's 390×844. */
import type { Page } from "playwright-core";
import { freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, failing, never, shown } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
/** In 白岬市, a few streets from the shops. */
const HERE = { latitude: 34.1449, longitude: 141.2578 };
const STORE = "喫茶 みなと";

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;

function screen(name: string, open: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `stores-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const cookies = await ctx.once<Cookies>("stores-visitor", async () => {
        const context = await ctx.spare();
        await signInResident(context, ctx.url, freshPhone());
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await open(page, ctx);
    },
    ...more,
  };
}

const at =
  (query: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores${query}`);
    await shown(page, words);
  };

async function standing(page: Page): Promise<void> {
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation(HERE);
}

const map =
  (query: string, then: (page: Page) => Promise<void> = async () => {}): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores?view=map${query}`);
    await page.locator("[data-ready]").waitFor();
    await page.getByRole("button", { name: STORE }).first().waitFor();
    await then(page);
  };

const toMe = async (page: Page) => {
  await standing(page);
  await page.getByRole("button", { name: "いまいる場所へ" }).click();
  await page.getByRole("img", { name: "いまいる場所" }).waitFor();
  await shown(page, "地図の中のお店 3件");
};

export const screens: readonly Screen[] = [
  screen("list", at("", STORE)),
  screen("list-english", at("", "Open now"), { locale: "en-US" }),
  screen("list-narrowed", async (page, ctx) => {
    await at("", STORE)(page, ctx);
    await page.getByRole("button", { name: "食べる" }).click();
    await page.getByRole("button", { name: "紙OK" }).click();
    await page.getByText("丸八鮮魚店").waitFor({ state: "detached" });
  }),
  screen("list-empty", async (page, ctx) => {
    await at("", STORE)(page, ctx);
    await page.getByLabel("お店の名前・住所でさがす").fill("どこにもない");
    await page.getByText("見つかりませんでした").waitFor();
  }),
  screen(
    "list-error",
    async (page, ctx) => {
      await page.route(/\/api\/stores\?/, failing);
      await at("", "もう一度")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("near", async (page, ctx) => {
    await standing(page);
    await at("?view=near", "90 m")(page, ctx);
  }),
  screen("near-denied", at("?view=near", "位置情報を許可してください")),
  screen("near-nothing", async (page, ctx) => {
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 26.2, longitude: 127.7 });
    await at("?view=near", "近くにお店が見つかりませんでした")(page, ctx);
  }),
  screen("map", map("")),
  screen("map-dark", map(""), { dark: true }),
  screen(
    "map-english",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/wallet/stores?view=map`);
      await page.locator("[data-ready]").waitFor();
      await shown(page, "stores on the map");
    },
    { locale: "en-US" },
  ),
  screen("map-me", map("", toMe)),
  screen(
    "map-chosen",
    map("", async (page) => {
      await toMe(page);
      await page.getByRole("button", { name: "丸八鮮魚店" }).click();
      await page.locator("[aria-pressed=true][aria-label=丸八鮮魚店]").waitFor();
    }),
  ),
  screen(
    "map-denied",
    map("", async (page) => {
      await page.getByRole("button", { name: "いまいる場所へ" }).click();
      await shown(page, "位置情報を許可してください");
    }),
  ),
  screen("map-none", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores?view=map&text=どこにもない`);
    await page.locator("[data-ready]").waitFor();
    await shown(page, "地図の中にお店がありません");
  }),
  screen("map-many", async (page, ctx) => {
    await page.route(/\/api\/stores\/around/, (route) =>
      route.fulfill({
        json: {
          rows: [],
          groups: [
            { latitudeE6: 34_150_000, longitudeE6: 141_250_000, count: 812 },
            { latitudeE6: 33_950_000, longitudeE6: 141_100_000, count: 7 },
          ],
        },
      }),
    );
    await page.goto(`${ctx.url}/wallet/stores?view=map`);
    await page.getByRole("button", { name: "お店812件" }).waitFor();
  }),
  screen("map-opening", async (page, ctx) => {
    await page.route(/\/api\/map$/, never);
    await at("?view=map", "地図を開いています")(page, ctx);
  }),
  screen(
    "map-error",
    async (page, ctx) => {
      await page.route(/\/api\/stores\/around/, failing);
      await page.goto(`${ctx.url}/wallet/stores?view=map`);
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("map-not-here", async (page, ctx) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await at("?view=map", "この端末では地図を開けません")(page, ctx);
  }),
  screen("one", async (page, ctx) => {
    await at("", STORE)(page, ctx);
    await page.getByText(STORE).click();
    await page.getByRole("heading", { name: "使えるPay" }).waitFor();
  }),
];
