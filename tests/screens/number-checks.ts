/** A lost number that the call centre changes (RES-12): at the desk, in the wallet, and behind the links of the two SMS. */
import type { Page } from "playwright-core";
import type { NumberCheck, NumberCheckState } from "../../schema/api/number-checks.ts";
import { freshPhone, issueSheets, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, shown, signedIn, staffOf } from "./steps.ts";

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const KEY = "0123456789abcdef".repeat(2);
const AT_MS = Date.UTC(2026, 10, 26, 1, 30);

const row = (n: number, state: NumberCheckState, more: Partial<NumberCheck> = {}) => ({
  checkId: `check000000${n}`,
  residentId: `res1dent000${n}`,
  checked: "licence",
  reason: "本庁舎の窓口で、本人が見せた",
  phoneEnd: `${5670 + n}`,
  state,
  proposed: { name: "高橋 一郎", atMs: AT_MS },
  approvedBy: state === "proposed" ? null : "佐藤 花",
  endedBy: null,
  untilMs: AT_MS + 24 * 3_600_000,
  mayApprove: false,
  ...more,
});
const ROWS = [
  row(1, "proposed", { mayApprove: true }),
  row(2, "proposed"),
  row(3, "approved", { checked: "two-papers" }),
  row(4, "waiting"),
  row(5, "done"),
  row(6, "withdrawn", { endedBy: { kind: "old-number", name: null } }),
  row(7, "lapsed"),
];

/** A resident with one charge. */
const resident = (ctx: ScreenContext) =>
  ctx.once("number-checks-resident", async () => {
    const context = await ctx.spare();
    const calls = await signInResident(context, ctx.url, freshPhone());
    const { sheets } = await issueSheets(await staffOf(ctx, "issuer-desk"), 1, 3_000, true);
    await calls.charge(sheets[0]?.code ?? "");
    const { residentId } = await calls.done<{ residentId: string }>("GET", "residents/me");
    return { residentId, cookies: await context.cookies() };
  });

const desk = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `number-checks-${name}`,
  size: DESK,
  open: async (page, ctx) => {
    await signedIn(page, ctx, "secretariat-admin");
    await opening(page, ctx);
  },
  ...more,
});
const listed: Opening = async (page, ctx) => {
  await page.route(/\/api\/number-checks/, (route) => route.fulfill({ json: { rows: ROWS } }));
  await page.goto(`${ctx.url}/admin/holders`);
  await shown(page, "前の番号から止めました");
  await page.getByRole("heading", { name: "電話番号の変更（本人の確認）" }).scrollIntoViewIfNeeded();
};
const pressed = async (page: Page, name: string) => page.getByRole("button", { name }).first().click();
const started: Opening = async (page, ctx) => {
  await page.goto(`${ctx.url}/admin/holders/residents/${(await resident(ctx)).residentId}`);
  await pressed(page, "番号の変更を受け付ける");
  await shown(page, "本人を確かめて、番号を変えますか");
};

const phone = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `number-checks-${name}`,
  size: PHONE,
  open: opening,
  ...more,
});
const home: Opening = async (page, ctx) => {
  await page.context().addCookies((await resident(ctx)).cookies);
  await page.route("**/api/residents/number/check", (route) =>
    route.request().method() === "GET"
      ? route.fulfill({ json: { waiting: { movesAtMs: AT_MS, phoneEnd: "5678" } } })
      : failing(route),
  );
  await page.goto(`${ctx.url}/wallet/`);
};
const link =
  (what: "confirm" | "stop", button: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/number/${what}#${KEY}`);
    await page.getByRole("button", { name: button }).waitFor();
  };
const YES = "はい、この番号に変えます";
const STOP = "自分ではないので、止める";

export const screens: readonly Screen[] = [
  desk("list", listed),
  desk("list-dark", listed, { dark: true }),
  desk("list-english", async (page, ctx) => {
    await listed(page, ctx);
    await page.getByRole("button", { name: "English" }).first().click();
    await shown(page, "Stopped from the old number");
    await page.getByRole("heading", { name: "Changes of number" }).scrollIntoViewIfNeeded();
  }),
  desk("empty", async (page, ctx) => {
    await page.route(/\/api\/number-checks/, (route) => route.fulfill({ json: { rows: [] } }));
    await page.goto(`${ctx.url}/admin/holders`);
    await shown(page, "いま、番号の変更はありません。");
  }),
  desk(
    "error",
    async (page, ctx) => {
      await page.route(/\/api\/number-checks/, failing);
      await page.goto(`${ctx.url}/admin/holders`);
      await page.getByRole("button", { name: "もう一度" }).first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  desk("approve", async (page, ctx) => {
    await listed(page, ctx);
    await pressed(page, "承認する");
    await shown(page, "この変更を承認しますか");
  }),
  desk("withdraw", async (page, ctx) => {
    await listed(page, ctx);
    await pressed(page, "取りやめる");
    await shown(page, "番号の変更を取りやめますか");
  }),
  desk("start", started),
  desk("started", async (page, ctx) => {
    await started(page, ctx);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("新しい番号").fill("080-1234-5678");
    await dialog.getByLabel("どのように確かめたか").fill("本庁舎の窓口で、本人が見せた");
    await dialog.getByRole("button", { name: "受け付ける" }).click();
    await shown(page, "ほかの人が承認します");
  }),
  desk(
    "start-no-mobile",
    async (page, ctx) => {
      await started(page, ctx);
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("新しい番号").fill("03-1234-5678");
      await dialog.getByLabel("どのように確かめたか").fill("窓口");
      await dialog.getByRole("button", { name: "受け付ける" }).click();
      await dialog.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  phone("wallet", async (page, ctx) => {
    await home(page, ctx);
    await shown(page, "電話番号が変わろうとしています");
  }),
  phone(
    "wallet-english",
    async (page, ctx) => {
      await home(page, ctx);
      await shown(page, "Your phone number is about to change");
    },
    { locale: "en-US" },
  ),
  phone(
    "wallet-fails",
    async (page, ctx) => {
      await home(page, ctx);
      await pressed(page, STOP);
      await shown(page, "混み合っています");
    },
    { allow: REFUSED_REQUEST },
  ),
  phone("confirm", link("confirm", YES)),
  phone("confirm-dark", link("confirm", YES), { dark: true }),
  phone("confirm-done", async (page, ctx) => {
    await page.route("**/api/number-checks/confirm", (route) =>
      route.fulfill({ json: { movesAtMs: AT_MS, phoneEnd: "5678" } }),
    );
    await link("confirm", YES)(page, ctx);
    await pressed(page, YES);
    await shown(page, "受け付けました");
  }),
  phone(
    "confirm-over",
    async (page, ctx) => {
      await link("confirm", YES)(page, ctx);
      await pressed(page, YES);
      await shown(page, "このリンクは、もう使えません");
    },
    { allow: REFUSED_REQUEST },
  ),
  phone("stop", link("stop", STOP)),
  phone("stop-done", async (page, ctx) => {
    await page.route("**/api/number-checks/stop", (route) => route.fulfill({ json: { stopped: true } }));
    await link("stop", STOP)(page, ctx);
    await pressed(page, STOP);
    await shown(page, "電話番号の変更を止めました");
  }),
];
