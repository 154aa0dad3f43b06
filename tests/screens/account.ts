/** One's own data, and leaving; at a phone's 390×844. */
import type { Page } from "playwright-core";
import { freshPhone, issueCodes, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };

/** A screen of somebody of its own, with money or without. */
function screen(
  name: string,
  money: boolean,
  open: (page: Page) => Promise<void>,
  more: Partial<Screen> & { readonly words?: string } = {},
): Screen {
  const { words = "退会する", ...rest } = more;
  return {
    name: `account-${name}`,
    size: PHONE,
    open: async (page: Page, ctx: ScreenContext) => {
      const resident = await signInResident(page.context(), ctx.url, freshPhone());
      if (money) {
        const [code = ""] = await issueCodes(await staffOf(ctx, "issuer-desk"), 1, 3_000);
        await resident.charge(code);
      }
      await page.goto(`${ctx.url}/wallet/account`);
      await shown(page, words);
      await open(page);
    },
    ...rest,
  };
}

const nothing = async () => {};
const begin = async (page: Page) => {
  await page.getByRole("button", { name: "退会に進む" }).click();
  await shown(page, "もう一度、電話番号を確かめます");
};

export const screens: readonly Screen[] = [
  screen("page", false, nothing),
  screen("page-english", false, nothing, { locale: "en-US", words: "Close my account" }),
  screen("money", true, (page) => shown(page, "まだ3,000円使えます")),
  screen("money-dark", true, (page) => shown(page, "まだ3,000円使えます"), { dark: true }),
  screen("taking", true, async (page) => {
    await page.route(/\/journal/, never);
    await page.getByRole("button", { name: "ファイルを受け取る" }).click();
    await shown(page, "集めています");
  }),
  screen("taken", true, async (page) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "ファイルを受け取る" }).click();
    await download;
    await shown(page, "ファイルを受け取りました");
  }),
  screen(
    "error",
    false,
    async (page) => {
      await page.route(/\/api\/residents\/devices$/, failing);
      await page.getByRole("button", { name: "ファイルを受け取る" }).click();
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("sure", false, begin),
  screen("sure-money", true, async (page) => {
    await page
      .getByLabel(/使えなくなってもかまいません/)
      .first()
      .click();
    await begin(page);
  }),
];
