/** What single organisations are charged: the list, one organisation's fee and its versions. */
import type { BrowserContext, Page, Route } from "playwright-core";
import type { OrganisationFee } from "../../schema/api/organisation-fees.ts";
import type { Organisation } from "../../schema/api/organisations.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { signInStaff, staffClient } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** The longest a screen waits here for what it shows. */
const SHOWN_MS = 20_000;

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

async function signedIn(page: Page, ctx: ScreenContext, key: string): Promise<void> {
  const cookies = await ctx.once<Cookies>(`fees-session-${key}`, async () => {
    const context = await ctx.spare();
    await signInStaff(context, ctx.url, ctx.demo, key);
    return context.cookies();
  });
  await page.context().addCookies(cookies);
}

const office = (ctx: ScreenContext) =>
  ctx.once("fees-office", () => staffClient(ctx.url, ctx.demo, "secretariat-admin"));
const programme = (ctx: ScreenContext) =>
  ctx.once("fees-programme", async () => {
    const { programmes } = await (await office(ctx)).done<StaffMe>("GET", "staff/me");
    return programmes[0]?.programmeId as string;
  });
/** The demo's merchants by kana. */
const merchants = (ctx: ScreenContext) =>
  ctx.once("fees-merchants", async () =>
    (await (await office(ctx)).all<Organisation>("organisations")).filter(
      (one) => one.kinds.includes("merchant") && one.parentId === null,
    ),
  );
/** One with a fee of its own now and another from a later day. */
const agreed = (ctx: ScreenContext) =>
  ctx.once("fees-agreed", async () => {
    const [admin, [one]] = [await office(ctx), await merchants(ctx)];
    const id = one?.organisationId as string;
    const path = `programmes/${await programme(ctx)}/fees/${id}`;
    const rate = { basisPoints: 25, fixedYen: 0 };
    const set = (basedOn: number, effectiveFrom: string, next: object | null, reason: string) =>
      admin.done<OrganisationFee>("POST", path, { basedOn, effectiveFrom, rate: next, reason });
    await set(0, "2026-04-01", rate, "商店会との協定による");
    await set(1, "2027-04-01", { basisPoints: 40, fixedYen: 110 }, "協定の更新（令和9年度から）");
    return id;
  });

const shown = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: SHOWN_MS });
const failing = (route: Route) =>
  route.fulfill({
    status: 503,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "", title: "try-again", status: 503, code: "try-again" }),
  });
const list = async (page: Page, ctx: ScreenContext) =>
  page.goto(`${ctx.url}/admin/closings/fees/${await programme(ctx)}`);
const one = async (page: Page, ctx: ScreenContext, id: string) =>
  page.goto(`${ctx.url}/admin/closings/fees/${await programme(ctx)}/${id}`);

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = "secretariat-admin", ...rest } = more;
  return {
    name: `fees-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await agreed(ctx);
    await list(page, ctx);
    await shown(page, "0.25%");
    await page.getByLabel("事業者をさがす").fill("みなと");
    await page.locator(".list__row").first().waitFor({ timeout: SHOWN_MS });
  }),
  screen("list-empty", async (page, ctx) => {
    await page.route(/\/fees\?/, (route) => route.fulfill({ json: { rows: [], next: null } }));
    await list(page, ctx);
    await shown(page, "まだありません");
  }),
  screen(
    "list-failing",
    async (page, ctx) => {
      await page.route(/\/fees\?/, failing);
      await list(page, ctx);
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("one", async (page, ctx) => {
    await one(page, ctx, await agreed(ctx));
    await shown(page, "この事業者だけの手数料です");
    await shown(page, "商店会との協定による");
  }),
  screen(
    "one-phone",
    async (page, ctx) => {
      await one(page, ctx, await agreed(ctx));
      await shown(page, "商店会との協定による");
    },
    { size: PHONE },
  ),
  screen(
    "one-dark",
    async (page, ctx) => {
      await one(page, ctx, await agreed(ctx));
      await shown(page, "商店会との協定による");
    },
    { dark: true },
  ),
  screen("one-english", async (page, ctx) => {
    await one(page, ctx, await agreed(ctx));
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "This organisation's own fee.");
  }),
  screen(
    "one-viewer",
    async (page, ctx) => {
      await one(page, ctx, await agreed(ctx));
      await shown(page, "商店会との協定による");
    },
    { as: "secretariat-viewer" },
  ),
  screen("one-wrong", async (page, ctx) => {
    await one(page, ctx, await agreed(ctx));
    await page.getByLabel("手数料（%）").fill("0.555");
    await page.getByLabel("使い始める日").fill("2026-05-01");
    await page.getByRole("button", { name: "保存する" }).click();
    await shown(page, "より前にはできません");
  }),
  screen("one-everybody", async (page, ctx) => {
    const [, second] = await merchants(ctx);
    await one(page, ctx, second?.organisationId as string);
    await page.getByRole("button", { name: "独自にしない" }).click();
    await shown(page, "本社に独自の手数料があれば");
  }),
  screen("one-saved", async (page, ctx) => {
    const [, , third] = await merchants(ctx);
    await one(page, ctx, third?.organisationId as string);
    await page.getByLabel("手数料（%）").fill("0");
    await page.getByLabel("使い始める日").fill("2026-01-01");
    await page.getByLabel("理由").fill("障害者就労施設のため免除");
    await page.getByRole("button", { name: "保存する" }).click();
    await shown(page, "この事業者だけの手数料です");
  }),
  screen(
    "one-overtaken",
    async (page, ctx) => {
      await page.route(/\/fees\/[^/?]+$/, (route) =>
        route.request().method() === "POST"
          ? route.fulfill({
              status: 409,
              contentType: "application/problem+json",
              body: JSON.stringify({ type: "", title: "conflict", status: 409, code: "conflict" }),
            })
          : route.continue(),
      );
      await one(page, ctx, await agreed(ctx));
      await page.getByLabel("理由").fill("協定による");
      await page.getByRole("button", { name: "保存する" }).click();
      await shown(page, "ほかの人の変更と重なりました");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "one-gone",
    async (page, ctx) => {
      await one(page, ctx, "000000000000");
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
];
