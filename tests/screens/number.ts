import type { Page } from "playwright-core";
import { freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, shown } from "./steps.ts";

const SIZE = { width: 390, height: 844 };
const NEXT = "080-1234-5678";

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;

const cookies = (ctx: ScreenContext): Promise<Cookies> =>
  ctx.once("number-owner", async () => {
    const context = await ctx.spare();
    await signInResident(context, ctx.url, freshPhone());
    return context.cookies();
  });
const owner = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `number-${name}`,
  size: SIZE,
  open: async (page, ctx) => {
    await page.context().addCookies(await cookies(ctx));
    await opening(page, ctx);
  },
  ...more,
});
const at =
  (words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/number`);
    await shown(page, words);
  };
const refusing = (page: Page, path: string, code: string, status: number) =>
  page.route(`**/api/residents/${path}`, (route) =>
    route.fulfill({
      status,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "", title: code, status, code }),
    }),
  );
/** What the server answers whoever asks for a code: no real SMS is asked for, so that the number's limit stays out of it. */
const sending = (page: Page) =>
  page.route("**/api/residents/number/verification", (route) =>
    route.fulfill({ json: { sent: true, validForMs: 600_000, nextInMs: 30_000, voice: true } }),
  );
const toCode: Opening = async (page, ctx) => {
  await sending(page);
  await at("新しい電話番号")(page, ctx);
  await page.getByLabel("新しい電話番号").fill(NEXT);
  await page.getByRole("button", { name: "番号を送る" }).click();
  await shown(page, "6けたの番号を入れてください");
};
const entered: Opening = async (page, ctx) => {
  await toCode(page, ctx);
  await page.getByRole("textbox").pressSequentially("123456");
  await page.getByRole("button", { name: "番号を変える" }).click();
};

export const screens: readonly Screen[] = [
  owner("new", at("新しい電話番号")),
  owner("new-dark", at("新しい電話番号"), { dark: true }),
  owner("new-english", at("New phone number"), { locale: "en-US" }),
  owner(
    "own-first",
    async (page, ctx) => {
      await refusing(page, "number/verification", "code-needed", 403);
      await at("新しい電話番号")(page, ctx);
      await page.getByLabel("新しい電話番号").fill(NEXT);
      await page.getByRole("button", { name: "番号を送る" }).click();
      await shown(page, "いまの番号を確かめます");
    },
    { allow: REFUSED_REQUEST },
  ),
  owner("code", toCode),
  owner(
    "in-use",
    async (page, ctx) => {
      await refusing(page, "number", "number-in-use", 409);
      await entered(page, ctx);
      await shown(page, "この番号は、別のウォレットで使われています");
    },
    { allow: REFUSED_REQUEST },
  ),
  owner("done", async (page, ctx) => {
    await page.route("**/api/residents/number", (route) => route.fulfill({ json: {} }));
    await entered(page, ctx);
    await shown(page, "電話番号が変わりました");
  }),
];
