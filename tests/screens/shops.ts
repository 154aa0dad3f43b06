/** A merchant's own stores in its office: the list, one store, several changed together. */
import type { Page } from "playwright-core";
import type { BulkEditReply } from "../../schema/api/bulk-edits.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `shops-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "merchant-head");
      await open(page, ctx);
    },
    ...more,
  };
}

async function list(page: Page, ctx: ScreenContext): Promise<void> {
  await page.goto(`${ctx.url}/admin/shops`);
  await shown(page, "喫茶 みなと");
}
async function chosen(page: Page, ctx: ScreenContext): Promise<void> {
  await list(page, ctx);
  await page.getByLabel("この画面のお店をすべて選ぶ").check();
  await shown(page, "店を選んでいます");
}
async function form(page: Page, ctx: ScreenContext): Promise<void> {
  await chosen(page, ctx);
  await page.getByRole("button", { name: "まとめて変える" }).click();
  await page.getByLabel("営業時間の表を入れかえる").check();
  await page.getByLabel("臨時休業日を加える・なくす").check();
  await page.getByLabel("支払い方法の変更を申し出る").check();
}
async function previewed(page: Page, ctx: ScreenContext): Promise<void> {
  await form(page, ctx);
  await page.getByLabel("日曜に営業する").uncheck();
  await page.getByLabel("休む日を加える").fill("2026-12-31 2027-01-01");
  await page.getByRole("button", { name: "変わるところを確かめる" }).click();
  await shown(page, "まだ何も変わっていません。");
}

/** The store's form with the map of its place open. */
async function pinMap(page: Page, ctx: ScreenContext): Promise<void> {
  await list(page, ctx);
  await page.getByRole("link", { name: "喫茶 みなと" }).click();
  await page.getByRole("button", { name: "地図で決める" }).click();
  await page.locator("[data-ready]").waitFor();
  const pin = page.getByRole("button", { name: "お店の位置。" });
  await pin.waitFor();
  await pin.scrollIntoViewIfNeeded();
}
/** Moved by keys over the border of its town. */
async function pinMoved(page: Page, ctx: ScreenContext): Promise<void> {
  await pinMap(page, ctx);
  const pin = page.getByRole("button", { name: "お店の位置。" });
  await pin.press("Shift+ArrowRight");
  await page.getByLabel("経度").fill("141.275");
  await shown(page, "お店の住所の白岬市から");
}

/** Every screen and state of a merchant's own stores. */
export const screens: readonly Screen[] = [
  screen("list", chosen),
  screen("list-phone", chosen, { size: PHONE }),
  screen(
    "menu-phone",
    async (page, ctx) => {
      await chosen(page, ctx);
      await page.getByRole("button", { name: "メニュー" }).click();
      await page.getByRole("link", { name: "お店のQR" }).waitFor();
    },
    { size: PHONE },
  ),
  screen("form", form),
  screen("form-phone", form, { size: PHONE }),
  screen("form-wrong", async (page, ctx) => {
    await form(page, ctx);
    await page.getByLabel("土曜の閉店").fill("08:00");
    await page.getByLabel("休む日を加える").fill("年末");
    await page.getByRole("button", { name: "変わるところを確かめる" }).click();
    await shown(page, "日付として読めません");
  }),
  screen("preview", previewed),
  screen("preview-phone", previewed, { size: PHONE }),
  screen("done", async (page, ctx) => {
    await page.route(/\/api\/stores\/bulk-edits/, async (route) => {
      const { apply } = route.request().postDataJSON() as { apply: boolean };
      if (!apply) return route.continue();
      const reply = await route.fetch({ postData: { ...route.request().postDataJSON(), apply: false } });
      const { rows } = (await reply.json()) as BulkEditReply;
      const outcomes = ["done", "changed-meanwhile", "done"] as const;
      await route.fulfill({
        json: {
          rows: rows.map((row, at) => ({
            ...row,
            edit: outcomes[at % 3],
            ask: row.ask === "coming" ? "already-asked" : row.ask,
          })),
        },
      });
    });
    await previewed(page, ctx);
    await page.getByRole("button", { name: /店を変える$/ }).click();
    await shown(page, "ほかの人が先に変えた");
  }),
  screen(
    "trouble",
    async (page, ctx) => {
      await page.route(/\/api\/stores\/bulk-edits/, failing);
      await form(page, ctx);
      await page.getByRole("button", { name: "変わるところを確かめる" }).click();
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("store", async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("link", { name: "喫茶 みなと" }).click();
    await shown(page, "支払い方法の変更を申し出る");
  }),
  screen("ask", async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("link", { name: "喫茶 みなと" }).click();
    await page.getByRole("button", { name: "支払い方法の変更を申し出る" }).click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("pin", pinMap),
  screen("pin-dark", pinMap, { dark: true }),
  screen("pin-phone", pinMap, { size: PHONE }),
  screen("pin-moved", pinMoved),
  screen("pin-moved-phone", pinMoved, { size: PHONE }),
  screen("pin-english", async (page, ctx) => {
    await pinMap(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "The store's place." }).press("ArrowUp");
    await shown(page, "5 m north.");
  }),
  screen("pin-refused", async (page, ctx) => {
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 35.68, longitude: 139.76 });
    await pinMap(page, ctx);
    await page.getByRole("button", { name: "いまいる場所にする" }).click();
    await shown(page, "この地域の外です。");
  }),
  screen("pin-opening", async (page, ctx) => {
    await page.route(/\/api\/map$/, never);
    await list(page, ctx);
    await page.getByRole("link", { name: "喫茶 みなと" }).click();
    await page.getByRole("button", { name: "地図で決める" }).click();
    await shown(page, "地図を開いています");
  }),
  screen(
    "pin-not-fetched",
    async (page, ctx) => {
      await page.route(/\/assets\/pin-map-/, (route) => route.abort());
      await list(page, ctx);
      await page.getByRole("link", { name: "喫茶 みなと" }).click();
      await page.getByRole("button", { name: "地図で決める" }).click();
      await shown(page, "数字で決められます");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("pin-not-here", async (page, ctx) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await list(page, ctx);
    await page.getByRole("link", { name: "喫茶 みなと" }).click();
    await page.getByRole("button", { name: "地図で決める" }).click();
    await shown(page, "数字で決められます");
  }),
];
