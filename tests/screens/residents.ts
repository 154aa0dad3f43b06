import type { BrowserContext, Page } from "playwright-core";
import type { Consents } from "../../schema/api/consents.ts";
import type { OpenPay } from "../../schema/api/wallets.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import {
  callsOf,
  freshPhone,
  issueCodes,
  newestSmsCode,
  type ResidentCalls,
  signInResident,
  staffClient,
} from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";

const PHONE = { width: 390, height: 844 };
const ASKING_PAY = "やまなみPay";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;

/** Somebody made once by `make`, whose screens these are. */
function somebody(name: string, make: (context: BrowserContext, ctx: ScreenContext) => Promise<unknown>) {
  const cookies = (ctx: ScreenContext): Promise<Cookies> =>
    ctx.once(`residents-${name}`, async () => {
      const context = await ctx.spare();
      await make(context, ctx);
      return context.cookies();
    });
  return (screen: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
    name: `residents-${screen}`,
    size: PHONE,
    open: async (page, ctx) => {
      await page.context().addCookies(await cookies(ctx));
      await opening(page, ctx);
    },
    ...more,
  });
}

/** Has just registered and accepted nothing yet. */
const newcomer = somebody("newcomer", async (context, ctx) => {
  const phone = freshPhone();
  const calls = callsOf(context, ctx.url);
  await calls.done("POST", "residents/verification", { phone });
  await calls.done("POST", "residents/session", { phone, code: await newestSmsCode(ctx.url, phone) });
});

/** Uses the Pay that asks something, and has answered. */
const holder = somebody("holder", async (context, ctx) => {
  const calls = await signInResident(context, ctx.url, freshPhone());
  const [code = ""] = await issueCodes(
    await staffClient(ctx.url, ctx.demo, "yamanami-issuer-desk"),
    1,
    2_000,
  );
  await calls.charge(code);
  const answers = { municipality: "990108", birthYear: 1948, sex: null };
  const path = `residents/pays/${await askingPay(calls)}/answers`;
  await context.request.put(`${ctx.url}/api/${path}`, { data: { answers }, headers: { origin: ctx.url } });
});

async function askingPay(calls: ResidentCalls): Promise<string> {
  const { rows } = await calls.done<{ rows: OpenPay[] }>("GET", "programmes/open");
  return rows.find((pay) => pay.payName === ASKING_PAY)?.programmeId ?? "";
}

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(ctx.url + path);
    await page.getByText(words).first().waitFor();
  };
const adding =
  (words: string): Opening =>
  async (page, ctx) => {
    const id = await askingPay(callsOf(page.context(), ctx.url));
    await at(`/wallet/add/${id}`, words)(page, ctx);
  };
const answering: Opening = async (page, ctx) => {
  const id = await askingPay(callsOf(page.context(), ctx.url));
  await at(`/wallet/pays/${id}/answers`, "お答えを直す")(page, ctx);
  await page.getByRole("button", { name: "答えを消す" }).waitFor();
};
const fail = (page: Page, path: string) =>
  page.route(`**/api/${path}`, (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "", title: "try-again", status: 503, code: "try-again" }),
    }),
  );
/** The reply as it will be once a newer version is asked for: publishing one would reach every other screen too. */
const newerVersion = (page: Page) =>
  page.route("**/api/residents/consents", async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as Consents;
    const due = body.due.map((text) => ({
      ...text,
      version: 2,
      again: true,
      needed: false,
      blocksFromMs: Date.now() + 30 * DAY_MS,
    }));
    await route.fulfill({ json: { ...body, due } });
  });

export const screens: readonly Screen[] = [
  newcomer("consent", at("/wallet/consent", "すべて読み、同意します")),
  newcomer("consent-open", async (page, ctx) => {
    await at("/wallet/consent", "すべて読み、同意します")(page, ctx);
    await page.locator("summary").first().click();
    await page.getByLabel("すべて読み、同意します").check();
  }),
  newcomer("consent-again", async (page, ctx) => {
    await newerVersion(page);
    await at("/wallet/consent", "文章が新しくなりました")(page, ctx);
  }),
  newcomer("consent-english", at("/wallet/consent", "I have read and accept"), { locale: "en-US" }),
  newcomer("consent-dark", at("/wallet/consent", "すべて読み、同意します"), { dark: true }),
  newcomer(
    "consent-error",
    async (page, ctx) => {
      await fail(page, "residents/consents");
      await at("/wallet/consent", "混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  newcomer("home-consent", async (page, ctx) => {
    // A phone that isn't known yet is led to the texts first; the second time it opens at home.
    await at("/wallet/", "すべて読み、同意します")(page, ctx);
    await at("/wallet/", "規約への同意をお願いします")(page, ctx);
  }),
  newcomer("add", adding("たずねる理由")),
  newcomer("add-english", adding("Why we ask"), { locale: "en-US" }),
  newcomer("add-year-wrong", async (page, ctx) => {
    await adding("たずねる理由")(page, ctx);
    await page.getByLabel("すべて読み、同意します").check();
    await page.getByLabel("生まれた年（西暦）").fill("25");
    await page.getByRole("button", { name: "同意して進む" }).click();
    await page.getByText("西暦を4けたで入れてください").waitFor();
  }),
  newcomer(
    "add-error",
    async (page, ctx) => {
      await fail(page, "residents/pays/*");
      await adding("混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  holder("consent-given", at("/wallet/consent", "同意した文章")),
  holder("answers", answering),
  holder("answers-dark", answering, { dark: true }),
];
