/** What needs a second person, at a desk's 1280×800. */
import type { Page } from "playwright-core";
import type { FundOrWaiting } from "../../schema/api/programmes.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { freshOperation } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn, staffOf } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const FIRST = "secretariat-admin";
const SECOND = "secretariat-second";

/** A deposit that waits, one that was refused, an allotment that waits. */
function proposals(ctx: ScreenContext): Promise<void> {
  return ctx.once("approvals-proposals", async () => {
    const [first, second] = await Promise.all([staffOf(ctx, FIRST), staffOf(ctx, SECOND)]);
    const me = await first.done<StaffMe>("GET", "staff/me");
    const id = me.programmes[0]?.programmeId;
    const fund = await first.done<{ fundIdTail: string; allotted: { issuerId: string }[] }>(
      "GET",
      `programmes/${id}/fund`,
    );
    const propose = (route: string, body: object) =>
      first.done<FundOrWaiting>("POST", `programmes/${id}/${route}`, {
        operationId: freshOperation(fund.fundIdTail),
        ...body,
      });
    const refused = await propose("deposits", { amountYen: 900_000_000, note: "第9回交付" });
    if (refused.outcome === "waiting")
      await second.done("POST", `approvals/${refused.approvalId}/refuse`, {
        reason: "交付決定の通知がまだ届いていません",
      });
    const failed = await propose("allotments", {
      amountYen: 9_000_000_000,
      issuerId: fund.allotted[0]?.issuerId,
      note: "けたのまちがい",
    });
    if (failed.outcome === "waiting") await second.done("POST", `approvals/${failed.approvalId}/approve`);
    await propose("deposits", { amountYen: 120_000_000, note: "第3回交付 潮観第140号" });
    await propose("allotments", {
      amountYen: 30_000_000,
      issuerId: fund.allotted[0]?.issuerId,
      note: "年末年始の増枠 潮観第152号",
    });
  });
}

function screen(
  name: string,
  as: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `approvals-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}

const list = async (page: Page, ctx: ScreenContext) => {
  await proposals(ctx);
  await page.goto(`${ctx.url}/admin/approvals`);
  await page.getByRole("article").first().waitFor();
};

export const screens: readonly Screen[] = [
  screen("list", SECOND, list),
  screen("list-english", SECOND, async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("button", { name: "English" }).first().click();
    await shown(page, "Waiting for approval");
  }),
  screen("list-dark", SECOND, list, { dark: true }),
  screen("list-own", FIRST, list),
  screen("empty", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/approvals`);
    await shown(page, "承認を待っているものはありません");
  }),
  screen("loading", SECOND, async (page, ctx) => {
    await page.route(/\/api\/approvals\?only=open&limit=50/, never);
    await page.goto(`${ctx.url}/admin/approvals`);
    await shown(page, "承認を待っているもの");
  }),
  screen(
    "error",
    SECOND,
    async (page, ctx) => {
      await page.route(/\/api\/approvals\?only=open&limit=50/, failing);
      await page.goto(`${ctx.url}/admin/approvals`);
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("approve-asked", SECOND, async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("button", { name: "承認する" }).first().click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("refuse-without-reason", SECOND, async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("button", { name: "承認しない" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "承認しない" }).click();
    await shown(page, "理由を入れてください");
  }),
  screen("banner", SECOND, async (page, ctx) => {
    await proposals(ctx);
    await page.goto(`${ctx.url}/admin/notices`);
    await shown(page, "承認を待っている申請");
  }),
  screen("deposit-waits", FIRST, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/fund`);
    await page.getByRole("button", { name: "入金を記録する" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("金額").fill("1000");
    await dialog.getByLabel("書類の番号や理由").fill("第4回交付");
    await dialog.getByRole("button", { name: "確認へ" }).click();
    await dialog.getByRole("button", { name: /を入金する/ }).click();
    await shown(page, "承認待ちです");
  }),
];
