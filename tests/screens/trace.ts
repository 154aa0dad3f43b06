/** A suspicion traced back: where it begins, and a story, at a desk's 1280×800, on what the demo system really holds. */
import type { Page } from "playwright-core";
import type { Trace } from "../../schema/api/traces.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, SHOWN_MS, shown, signedIn, staffOf } from "./steps.ts";

const ADMIN = "secretariat-admin";

/** A story of a demo's clerk, who has signed in and taken payments. */
const traced = (ctx: ScreenContext, kind: string, value: string) =>
  ctx.once(`trace-${kind}`, async () => {
    const admin = await staffOf(ctx, ADMIN);
    const { traceId } = await admin.done<Trace>("POST", "traces", {
      kind,
      value,
      reason: "店からの問い合わせ",
    });
    return traceId;
  });
const login = (ctx: ScreenContext, key: string) =>
  ctx.demo.accounts.find((one) => one.key === key)?.signIn ?? "";

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `trace-${name}`,
    size: { width: 1280, height: 800 },
    open: async (page, ctx) => {
      await signedIn(page, ctx, ADMIN);
      await open(page, ctx);
    },
    ...more,
  };
}
const go = (page: Page, ctx: ScreenContext, path: string) => page.goto(`${ctx.url}/admin/${path}`);
const start = (page: Page) => page.getByRole("button", { name: "たどる", exact: true }).click();

export const screens: readonly Screen[] = [
  screen("start", async (page, ctx) => {
    await go(page, ctx, "trace");
    await shown(page, "見たことは、理由といっしょに記録されます");
  }),
  screen("start-missing", async (page, ctx) => {
    await go(page, ctx, "trace?kind=staff");
    await start(page);
    await shown(page, "理由を書いてください");
  }),
  screen(
    "start-nobody",
    async (page, ctx) => {
      await go(page, ctx, "trace");
      await page.getByLabel("どこから").selectOption("resident");
      await page.getByLabel("携帯電話の番号").fill("090-0000-0000");
      await page.getByLabel("見る理由").fill("本人からの電話");
      await start(page);
      await page.getByRole("alert").first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("staff", async (page, ctx) => {
    await go(page, ctx, `trace/${await traced(ctx, "staff", login(ctx, ADMIN))}`);
    await shown(page, "足どりを見た");
  }),
  screen("staff-english", async (page, ctx) => {
    await go(page, ctx, `trace/${await traced(ctx, "staff", login(ctx, ADMIN))}`);
    await page.getByRole("button", { name: "English" }).first().click();
    await shown(page, "Opened a trace");
  }),
  screen("store", async (page, ctx) => {
    await go(page, ctx, `trace/${await traced(ctx, "store", "丸八鮮魚店")}`);
    await page.getByRole("table").waitFor({ timeout: SHOWN_MS });
  }),
  screen("sign-ins", async (page, ctx) => {
    await go(page, ctx, `trace/${await traced(ctx, "staff", login(ctx, ADMIN))}`);
    await page.getByLabel("種類").selectOption("sign-in");
    await shown(page, "回線");
  }),
  screen("empty", async (page, ctx) => {
    await go(page, ctx, `trace/${await traced(ctx, "network", "203.0.113.200")}`);
    // That somebody looked is a line itself.
    await page.getByLabel("種類").selectOption("sign-in");
    await shown(page, "記録はありません");
  }),
  screen("loading", async (page, ctx) => {
    await page.route(/\/lines/, never);
    await go(page, ctx, `trace/${await traced(ctx, "staff", login(ctx, ADMIN))}`);
    await page.getByRole("status").first().waitFor({ timeout: SHOWN_MS });
  }),
  screen(
    "failed",
    async (page, ctx) => {
      await page.route(/\/lines/, failing);
      await go(page, ctx, `trace/${await traced(ctx, "staff", login(ctx, ADMIN))}`);
      await page.getByRole("button", { name: "もう一度" }).first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "over",
    async (page, ctx) => {
      await go(page, ctx, "trace/trace000000z");
      await page.getByRole("alert").first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
];
