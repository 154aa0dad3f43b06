/** The QRs of a merchant's tills in its office: the list, replacing one, taking all of them. */
import type { Page } from "playwright-core";
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
    name: `store-qr-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "merchant-head");
      await open(page, ctx);
    },
    ...more,
  };
}

async function list(page: Page, ctx: ScreenContext): Promise<void> {
  await page.goto(`${ctx.url}/admin/store-qr`);
  await shown(page, "替えたことはありません");
}
async function replacing(page: Page, ctx: ScreenContext): Promise<void> {
  await list(page, ctx);
  await page.getByRole("button", { name: "QRを替える" }).first().click();
  await page.getByRole("dialog").waitFor();
}
/** A list in which one till's former QR still pays, and another's has ended. */
async function replaced(page: Page, ctx: ScreenContext): Promise<void> {
  await page.route(/\/api\/stores\/managed/, async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as {
      rows: { tills: { rotation: number; formerUntilMs: number | null }[] }[];
    };
    const [good, ended] = body.rows.flatMap(({ tills }) => tills);
    if (good) Object.assign(good, { rotation: 2, formerUntilMs: Date.now() + 50 * 3_600_000 });
    if (ended) Object.assign(ended, { rotation: 5, formerUntilMs: null });
    await route.fulfill({ json: body });
  });
  await page.goto(`${ctx.url}/admin/store-qr`);
  await shown(page, "まで使えます");
}

async function found(page: Page, ctx: ScreenContext): Promise<void> {
  await list(page, ctx);
  await page.getByLabel("お店の名前でさがす").fill("みなと");
  await page.getByRole("button", { name: "「みなと」でさがした分をまとめて受け取る" }).waitFor();
}

/** Every screen and state of the QRs of tills. */
export const screens: readonly Screen[] = [
  screen("list", list),
  screen("list-phone", list, { size: PHONE }),
  screen("list-dark", list, { dark: true }),
  screen("found", found),
  screen("found-phone", found, { size: PHONE }),
  screen("replaced", replaced),
  screen("replace", replacing),
  screen("replace-phone", replacing, { size: PHONE }),
  screen("replace-why", async (page, ctx) => {
    await replacing(page, ctx);
    await page.getByRole("dialog").getByRole("button", { name: "QRを替える" }).click();
    await shown(page, "理由を書いてください");
  }),
  screen("all-running", async (page, ctx) => {
    await page.route(/\/api\/store-qrs/, never);
    await list(page, ctx);
    await page.getByRole("button", { name: "すべてまとめて受け取る" }).click();
    await page.getByRole("progressbar").waitFor();
  }),
  screen(
    "all-trouble",
    async (page, ctx) => {
      await page.route(/\/api\/store-qrs/, failing);
      await list(page, ctx);
      await page.getByRole("button", { name: "すべてまとめて受け取る" }).click();
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("nothing-found", async (page, ctx) => {
    await list(page, ctx);
    await page.getByLabel("お店の名前でさがす").fill("ありえない名前");
    await shown(page, "レジがまだありません。");
  }),
];
