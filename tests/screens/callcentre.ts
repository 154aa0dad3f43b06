/** The call centre, and notices with their inboxes, at a desk's 1280×800, on the counter and on a phone. */
import type { Page } from "playwright-core";
import type { HolderReply } from "../../schema/api/holders.ts";
import type { NoticeBody } from "../../schema/api/notices.ts";
import type { PaymentReply } from "../../schema/api/payments.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { callsOf, freshOperation, issueSheets, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { cookiesOf, failing, never, shown, signedIn, staffOf } from "./steps.ts";

const desk = { width: 1280, height: 800 };
const OFFICE = "secretariat-admin";
/** A resident of these screens alone. */
const PHONE = "09011112222";

async function office(ctx: ScreenContext) {
  const context = await ctx.spare();
  await context.addCookies(await cookiesOf(ctx, OFFICE));
  return callsOf(context, ctx.url);
}

/** What the screens of the call centre are about, made once through the API. */
interface Story {
  readonly couponId: string;
  readonly code: string;
  readonly payment: string;
  readonly receiptNumber: string;
  readonly storeName: string;
}

/** A coupon of 3,000 that was spent twice, once of it voided, with a guest's name behind it. */
function story(ctx: ScreenContext): Promise<Story> {
  return ctx.once("callcentre-story", async () => {
    const front = await staffOf(ctx, "issuer-desk");
    const { sheets } = await issueWithStay(front);
    const sheet = sheets[0];
    if (!sheet) throw new Error("no sheet");
    const clerk = await staffOf(ctx, "clerk");
    const me = await clerk.done<StaffMe>("GET", "staff/me");
    const { store, ...at } = await storeThatTakes(clerk, me.stores, sheet.code);
    const pay = async (amountYen: number) => {
      const { coupon } = await clerk.done<{ coupon: { idTail: string; handle: string } }>(
        "POST",
        "counter/inspect",
        { ...at, code: sheet.code },
      );
      return clerk.done<PaymentReply>("POST", "counter/payments", {
        operationId: freshOperation(coupon.idTail),
        handle: coupon.handle,
        ...at,
        amountYen,
      });
    };
    const wrong = await pay(2_530);
    await clerk.done("POST", `counter/payments/${wrong.receipt.operationId}/void`, {
      operationId: freshOperation(wrong.receipt.operationId.slice(-8)),
      handle: wrong.handle,
      storeId: at.storeId,
    });
    const paid = await pay(1_200);
    await settled(ctx, paid.receipt.operationId);
    return {
      couponId: sheet.couponId,
      code: sheet.code,
      payment: paid.receipt.operationId,
      receiptNumber: paid.receipt.receiptNumber,
      storeName: store.name,
    };
  });
}

/** The first of a clerk's stores that takes this coupon. */
async function storeThatTakes(clerk: Front, stores: StaffMe["stores"], code: string) {
  for (const store of stores) {
    const at = { storeId: store.storeId as string, tillId: store.tills[0]?.tillId as string };
    const seen = await clerk.done<{ verdict: { ok: boolean } }>("POST", "counter/inspect", { ...at, code });
    if (seen.verdict.ok) return { store, ...at };
  }
  throw new Error("no store takes the coupon");
}

type Front = Awaited<ReturnType<typeof staffOf>>;

async function issueWithStay(front: Front) {
  const { allotments } = await front.done<{
    allotments: { pay: { programmeId: string }; fundIdTail: string; branches: { branchId: string }[] }[];
  }>("GET", "issuers/me/allotment");
  const first = allotments[0];
  const { issue } = await front.done<{ issue: { issueId: string } }>("POST", "issues", {
    operationId: freshOperation(first?.fundIdTail ?? ""),
    programmeId: first?.pay.programmeId,
    branchId: first?.branches[0]?.branchId,
    coupons: 1,
    faceYen: 3_000,
    nights: 1,
    stayReference: "SG-261128-CC01",
    guestName: "サトウ ハナコ",
    checkInOn: "2026-11-28",
  });
  await front.done("POST", `issues/${issue.issueId}/activate`, {
    operationId: freshOperation(first?.fundIdTail ?? ""),
  });
  const { sheets } = await front.done<{ sheets: { code: string; couponId: string }[] }>(
    "GET",
    `issues/${issue.issueId}/sheets`,
  );
  return { sheets };
}

/** Waits until searches find a payment: they go by the projection. */
async function settled(ctx: ScreenContext, operationId: string): Promise<void> {
  const calls = await office(ctx);
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await calls.done<{ rows: unknown[] }>("POST", "holders/search", {
      by: "operation",
      operationId,
    });
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error("the payment was not projected");
}

/** A fresh coupon of its own for a state that changes it; the id of its page. */
async function freshCoupon(ctx: ScreenContext): Promise<string> {
  const front = await staffOf(ctx, "issuer-desk");
  const { sheets } = await issueSheets(front, 1, 3_000, true);
  return sheets[0]?.couponId ?? "";
}

const frozenCoupon = (ctx: ScreenContext) =>
  ctx.once("callcentre-frozen", async () => {
    const couponId = await freshCoupon(ctx);
    const calls = await office(ctx);
    const found = await calls.done<HolderReply>("POST", "holders", { couponId });
    await calls.done("POST", "freezes", {
      kind: "coupon",
      couponId,
      operationId: freshOperation(found.kind === "coupon" ? found.coupon.idTail : ""),
      frozen: true,
      reason: "なくした・盗まれた",
    });
    return couponId;
  });

const cancelledCoupon = (ctx: ScreenContext) =>
  ctx.once("callcentre-cancelled", async () => {
    const couponId = await freshCoupon(ctx);
    const calls = await office(ctx);
    const found = await calls.done<HolderReply>("POST", "holders", { couponId });
    await calls.done("POST", `coupons/${couponId}/cancel`, {
      operationId: freshOperation(found.kind === "coupon" ? found.coupon.idTail : ""),
      reason: "金額のまちがい",
    });
    return couponId;
  });

/** A resident with one charge, and the id of their page. */
const resident = (ctx: ScreenContext) =>
  ctx.once("callcentre-resident", async () => {
    const context = await ctx.spare();
    const calls = await signInResident(context, ctx.url, PHONE);
    const front = await staffOf(ctx, "issuer-desk");
    const { sheets } = await issueSheets(front, 1, 3_000, true);
    await calls.charge(sheets[0]?.code ?? "");
    const { residentId } = await calls.done<{ residentId: string }>("GET", "residents/me");
    return { residentId, cookies: await context.cookies() };
  });

/* ---------- Notices ---------- */

const BODY =
  "12月の締めは28日、振込は翌年1月15日です。\n28日の営業が終わるまでに、レジの取り消しを済ませてください。\n\n手引きを添付しました。";

async function write(ctx: ScreenContext, more: Record<string, unknown> = {}): Promise<NoticeBody> {
  const calls = await office(ctx);
  const me = await calls.done<StaffMe>("GET", "staff/me");
  return calls.done<NoticeBody>("POST", "notices", {
    kind: "notice",
    category: null,
    title: "年末の精算について",
    body: BODY,
    audiences: [
      { kind: "merchants" },
      { kind: "issuers" },
      { kind: "residents", programmeId: me.programmes[0]?.programmeId },
    ],
    fromOn: null,
    untilOn: "2099-12-31",
    ...more,
  });
}

async function attached(ctx: ScreenContext, noticeId: string): Promise<void> {
  const context = await ctx.spare();
  await context.addCookies(await cookiesOf(ctx, OFFICE));
  const name = encodeURIComponent("年末の精算の手引き.pdf");
  await context.request.post(`${ctx.url}/api/notices/${noticeId}/attachments?name=${name}`, {
    headers: { origin: ctx.url, "content-type": "application/octet-stream" },
    data: Buffer.from(`%PDF-1.7\n${"0".repeat(40_000)}`),
  });
}

const notices = (ctx: ScreenContext) =>
  ctx.once("callcentre-notices", async () => {
    const calls = await office(ctx);
    const shown = await write(ctx);
    await attached(ctx, shown.noticeId);
    await calls.done("POST", `notices/${shown.noticeId}/publish`, {});
    const later = await write(ctx, { title: "新しい対象店について", fromOn: "2099-01-01" });
    await calls.done("POST", `notices/${later.noticeId}/publish`, {});
    const wrong = await write(ctx, { title: "受付時間の変更", untilOn: null });
    await calls.done("POST", `notices/${wrong.noticeId}/publish`, {});
    await calls.done("POST", `notices/${wrong.noticeId}/withdraw`, { reason: "日付のまちがい" });
    const draft = await write(ctx, { title: "来年度の募集" });
    const manual = await write(ctx, {
      kind: "document",
      category: "manual",
      title: "レジの手引き",
      untilOn: null,
    });
    await attached(ctx, manual.noticeId);
    await calls.done("POST", `notices/${manual.noticeId}/publish`, {});
    return { shown: shown.noticeId, draft: draft.noticeId };
  });

/* ---------- Screens ---------- */

function screen(
  name: string,
  as: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `callcentre-${name}`,
    size: desk,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}

const go = async (page: Page, ctx: ScreenContext, path: string) =>
  void (await page.goto(`${ctx.url}/admin/${path}`));
const couponPage = async (page: Page, ctx: ScreenContext) => {
  await go(page, ctx, `holders/coupons/${(await story(ctx)).couponId}`);
  await shown(page, "これまでの動き");
  await shown(page, "紙で使用");
};
const press = (page: Page, name: string) => page.getByRole("button", { name }).first().click();
const receiptFields = async (page: Page, ctx: ScreenContext, number: string) => {
  await go(page, ctx, "holders");
  const { storeName } = await story(ctx);
  await page.getByLabel("お店", { exact: true }).fill(storeName);
  await page.getByLabel("お店を選ぶ").waitFor();
  await page.getByLabel("受付番号（4けた）").fill(number);
  await page.getByRole("button", { name: "調べる" }).last().click();
};

const finding: Screen[] = [
  screen("start", OFFICE, async (page, ctx) => {
    await go(page, ctx, "holders");
    await shown(page, "受付番号で調べる");
  }),
  screen("unreadable", OFFICE, async (page, ctx) => {
    await go(page, ctx, "holders");
    await page.getByRole("searchbox").fill("さとう");
    await press(page, "調べる");
    await page.getByRole("alert").waitFor();
  }),
  screen(
    "not-found",
    OFFICE,
    async (page, ctx) => {
      await go(page, ctx, "holders");
      await page.getByRole("searchbox").fill("999999999");
      await press(page, "調べる");
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("receipt-found", OFFICE, async (page, ctx) => {
    await receiptFields(page, ctx, (await story(ctx)).receiptNumber);
    await page.getByRole("link", { name: "開く" }).first().waitFor();
  }),
  screen("receipt-none", OFFICE, async (page, ctx) => {
    const number = String((Number((await story(ctx)).receiptNumber) + 1) % 10_000).padStart(4, "0");
    await receiptFields(page, ctx, number);
    await shown(page, "見つかりません。お店、日、番号を");
  }),
  screen("receipt-missing", OFFICE, async (page, ctx) => {
    await receiptFields(page, ctx, "12");
    await shown(page, "4けたの数字を入れてください");
  }),
];

const coupon: Screen[] = [
  screen("coupon", OFFICE, couponPage),
  screen("coupon-by-code", OFFICE, async (page, ctx) => {
    await go(page, ctx, "holders");
    await page.getByRole("searchbox").fill((await story(ctx)).code);
    await press(page, "調べる");
    await shown(page, "番号の終わり");
    await shown(page, "紙で使用");
  }),
  screen("coupon-loading", OFFICE, async (page, ctx) => {
    await page.route(/\/api\/holders$/, never);
    await go(page, ctx, `holders/coupons/${(await story(ctx)).couponId}`);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "coupon-error",
    OFFICE,
    async (page, ctx) => {
      await page.route(/\/api\/holders$/, failing);
      await go(page, ctx, `holders/coupons/${(await story(ctx)).couponId}`);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "coupon-story-error",
    OFFICE,
    async (page, ctx) => {
      await page.route(/timeline/, failing);
      await go(page, ctx, `holders/coupons/${(await story(ctx)).couponId}`);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("coupon-frozen", OFFICE, async (page, ctx) => {
    await go(page, ctx, `holders/coupons/${await frozenCoupon(ctx)}`);
    await shown(page, "停止を解除する");
    await shown(page, "お渡し");
  }),
  screen("coupon-cancelled", OFFICE, async (page, ctx) => {
    await go(page, ctx, `holders/coupons/${await cancelledCoupon(ctx)}`);
    await shown(page, "取り消し済みです");
    await shown(page, "お渡し");
  }),
  screen("coupon-stay-ask", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "お名前を表示する");
    await page.getByRole("button", { name: "表示する", exact: true }).click();
    await shown(page, "理由を書いてください");
  }),
  screen("coupon-stay-shown", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "お名前を表示する");
    await page.getByRole("dialog").getByLabel("理由").fill("本人の確認");
    await page.getByRole("button", { name: "表示する", exact: true }).click();
    await shown(page, "サトウ ハナコ");
    await shown(page, "お名前の表示");
  }),
  screen(
    "coupon-offline",
    OFFICE,
    async (page, ctx) => {
      await couponPage(page, ctx);
      await press(page, "一時止める");
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
];

const actions: Screen[] = [
  screen("stop", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "一時止める");
    await page.getByRole("dialog").waitFor();
  }),
  screen("stop-done", OFFICE, async (page, ctx) => {
    const couponId = await freshCoupon(ctx);
    await go(page, ctx, `holders/coupons/${couponId}`);
    await press(page, "一時止める");
    await page.getByRole("dialog").getByRole("button", { name: "一時止める" }).click();
    await shown(page, "止めました。");
  }),
  screen(
    "stop-unknown",
    OFFICE,
    async (page, ctx) => {
      await page.route(/\/api\/freezes/, (route) => route.abort());
      await couponPage(page, ctx);
      await press(page, "一時止める");
      await page.getByRole("dialog").getByRole("button", { name: "一時止める" }).click();
      await shown(page, "まだわかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("extend", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "期限をのばす");
    await page.getByRole("dialog").getByRole("button", { name: "期限をのばす" }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
  }),
  screen("extend-done", OFFICE, async (page, ctx) => {
    const couponId = await freshCoupon(ctx);
    const calls = await office(ctx);
    const found = await calls.done<HolderReply>("POST", "holders", { couponId });
    if (found.kind !== "coupon") throw new Error("no coupon");
    await go(page, ctx, `holders/coupons/${couponId}`);
    await press(page, "期限をのばす");
    await page.getByLabel("新しい期限").fill(found.programmeEndsOn);
    await page.getByRole("dialog").getByRole("button", { name: "期限をのばす" }).click();
    await shown(page, "まで、使えるようにしました。");
  }),
  screen("cancel", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "取り消す");
    await page.getByRole("dialog").waitFor();
  }),
  screen("replace-done", OFFICE, async (page, ctx) => {
    const couponId = await freshCoupon(ctx);
    await go(page, ctx, `holders/coupons/${couponId}`);
    await shown(page, "お渡し");
    for (const question of ["発行番号", "泊まった施設", "泊まった日"])
      await page.getByRole("checkbox", { name: question }).check();
    await press(page, "差しかえる");
    await page.getByRole("dialog").getByRole("button", { name: "差しかえる" }).click();
    await page.getByRole("link", { name: "新しい券を印刷する" }).waitFor();
  }),
  screen("replaced-sheet", OFFICE, async (page, ctx) => {
    const couponId = await freshCoupon(ctx);
    const calls = await office(ctx);
    const found = await calls.done<HolderReply>("POST", "holders", { couponId });
    const { newIssueId } = await calls.done<{ newIssueId: string }>("POST", `coupons/${couponId}/replace`, {
      operationId: freshOperation(found.kind === "coupon" ? found.coupon.idTail : ""),
      reason: "なくした・盗まれた",
    });
    await go(page, ctx, `issues/${newIssueId}/sheets`);
    await page.getByRole("button", { name: "印刷する" }).first().waitFor();
  }),
  screen("refund", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "返金する");
    await page.getByLabel("返す金額").fill("500");
    await shown(page, "お使いになれます。");
  }),
  screen("refund-wrong-amount", OFFICE, async (page, ctx) => {
    await couponPage(page, ctx);
    await press(page, "返金する");
    await page.getByLabel("返す金額").fill("5,000");
    await page.getByRole("dialog").getByRole("button", { name: "返金する" }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
  }),
  screen("refund-partly-expired", OFFICE, async (page, ctx) => {
    const { payment } = await story(ctx);
    await page.route(/refundable/, (route) =>
      route.fulfill({
        json: {
          payment,
          amountYen: 1_200,
          leftYen: 1_200,
          parts: [
            { amountYen: 500, expiresOn: "2099-12-31", expired: false },
            { amountYen: 700, expiresOn: "2026-10-31", expired: true },
          ],
          goesTo: "holder",
        },
      }),
    );
    await couponPage(page, ctx);
    await press(page, "返金する");
    await shown(page, "もどっても使えません");
  }),
  screen(
    "refund-error",
    OFFICE,
    async (page, ctx) => {
      await page.route(/refundable/, failing);
      await couponPage(page, ctx);
      await press(page, "返金する");
      await page.getByRole("dialog").getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

const residents: Screen[] = [
  screen("resident", OFFICE, async (page, ctx) => {
    await go(page, ctx, `holders/residents/${(await resident(ctx)).residentId}`);
    await shown(page, "紙クーポン");
  }),
  screen("resident-by-phone", OFFICE, async (page, ctx) => {
    await resident(ctx);
    await go(page, ctx, "holders");
    await page.getByRole("searchbox").fill("090-1111-2222");
    await press(page, "調べる");
    await shown(page, "紙クーポン");
  }),
  screen("resident-erasure", OFFICE, async (page, ctx) => {
    await go(page, ctx, `holders/residents/${(await resident(ctx)).residentId}`);
    await press(page, "情報の消去を受け付ける");
    await shown(page, "情報の消去を受け付けますか");
  }),
  screen("erasures", OFFICE, async (page, ctx) => {
    const asked = { residentId: "res1dent0001", askedAtMs: Date.UTC(2026, 10, 24, 2), endedAtMs: null };
    const done = { ...asked, residentId: "res1dent0002", endedAtMs: Date.UTC(2026, 10, 25, 6) };
    await page.route(/\/api\/erasures$/, (route) => route.fulfill({ json: { rows: [asked, done] } }));
    await go(page, ctx, "holders");
    await shown(page, "運営者が行います");
    await page.getByText("消去ずみ").scrollIntoViewIfNeeded();
  }),
  screen("resident-stop", OFFICE, async (page, ctx) => {
    await go(page, ctx, `holders/residents/${(await resident(ctx)).residentId}`);
    await press(page, "一時止める");
    await shown(page, "この利用者を止めますか");
  }),
];

const writing: Screen[] = [
  screen("notices", OFFICE, async (page, ctx) => {
    await notices(ctx);
    await go(page, ctx, "notices");
    await shown(page, "年末の精算について");
    await shown(page, "予定");
  }),
  screen("notices-viewer", "secretariat-viewer", async (page, ctx) => {
    await notices(ctx);
    await go(page, ctx, "notices?kind=document");
    await shown(page, "レジの手引き");
  }),
  screen("notices-loading", OFFICE, async (page, ctx) => {
    await page.route(/\/api\/notices\?/, never);
    await go(page, ctx, "notices");
    await page.locator(".grey-row").first().waitFor();
  }),
  screen("notices-empty", OFFICE, async (page, ctx) => {
    await page.route(/\/api\/notices\?/, (route) => route.fulfill({ json: { rows: [], next: null } }));
    await go(page, ctx, "notices");
    await shown(page, "お知らせはまだありません。");
  }),
  screen(
    "notices-error",
    OFFICE,
    async (page, ctx) => {
      await page.route(/\/api\/notices\?/, failing);
      await go(page, ctx, "notices");
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("notice-new", OFFICE, async (page, ctx) => {
    await go(page, ctx, "notices/new/notice");
    await press(page, "保存して確認する");
    await shown(page, "宛先を1つは選んでください");
  }),
  screen("document-new", OFFICE, async (page, ctx) => {
    await go(page, ctx, "notices/new/document");
    await page.getByLabel("分類").waitFor();
  }),
  screen("notice-edit", OFFICE, async (page, ctx) => {
    await go(page, ctx, `notices/${(await notices(ctx)).draft}/edit`);
    await page.getByLabel("題名").waitFor();
    await page.getByLabel("市町村の加盟店を足す").selectOption({ index: 1 });
    await page.getByLabel("題名").fill("来年度の募集について");
  }),
  screen(
    "notice-file-refused",
    OFFICE,
    async (page, ctx) => {
      await go(page, ctx, `notices/${(await notices(ctx)).draft}/edit`);
      await page.locator("input[type=file]").setInputFiles({
        name: "page.html",
        mimeType: "text/html",
        buffer: Buffer.from("<html></html>"),
      });
      await shown(page, "この形式は受け付けていません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("notice-file-added", OFFICE, async (page, ctx) => {
    await go(page, ctx, "notices/new/notice");
    await page.getByLabel("題名").fill("店舗QRの貼りかえ");
    await page.getByLabel("本文").fill("新しいQRを郵送しました。");
    await page.getByRole("checkbox", { name: "すべての加盟店" }).check();
    await page.locator("input[type=file]").setInputFiles({
      name: "貼りかえ.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n"),
    });
    await page.getByRole("button", { name: "貼りかえ.pdfをはずす" }).waitFor();
  }),
  screen("notice-draft", OFFICE, async (page, ctx) => {
    await go(page, ctx, `notices/${(await notices(ctx)).draft}`);
    await shown(page, "公開すると、直せません。");
  }),
  screen("notice-shown", OFFICE, async (page, ctx) => {
    await go(page, ctx, `notices/${(await notices(ctx)).shown}`);
    await shown(page, "読んだ人");
  }),
  screen("notice-withdraw", OFFICE, async (page, ctx) => {
    await go(page, ctx, `notices/${(await notices(ctx)).shown}`);
    await press(page, "取り下げる");
    await page.getByRole("dialog").getByRole("button", { name: "取り下げる" }).click();
    await shown(page, "理由を書いてください");
  }),
];

const reading: Screen[] = [
  screen("inbox", "issuer-desk", async (page, ctx) => {
    await notices(ctx);
    await go(page, ctx, "inbox");
    await page.getByText("年末の精算について").first().click();
    await shown(page, "手引きを添付しました。");
  }),
  screen("inbox-documents", "issuer-desk", async (page, ctx) => {
    await notices(ctx);
    await go(page, ctx, "inbox?kind=document");
    await shown(page, "レジの手引き");
  }),
  screen("inbox-empty", "issuer-desk", async (page, ctx) => {
    await page.route(/\/api\/inbox\?/, (route) =>
      route.fulfill({ json: { rows: [], next: null, unread: 0 } }),
    );
    await go(page, ctx, "inbox");
    await shown(page, "お知らせはありません。");
  }),
  screen(
    "inbox-error",
    "issuer-desk",
    async (page, ctx) => {
      await page.route(/\/api\/inbox\?/, failing);
      await go(page, ctx, "inbox");
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

/** At a till of the clerk's, as choosing it once leaves the device. */
async function atTill(page: Page, ctx: ScreenContext): Promise<void> {
  const me = await callsOf(page.context(), ctx.url).done<StaffMe>("GET", "staff/me");
  const store = me.stores[0];
  const remembered = JSON.stringify({ staffId: me.staffId, store, tillId: store?.tills[0]?.tillId });
  await page.addInitScript((text) => localStorage.setItem("tegata.counter.till", text), remembered);
  await page.goto(`${ctx.url}/counter/`);
}

const elsewhere: Screen[] = [
  screen(
    "strip",
    "clerk",
    async (page, ctx) => {
      await notices(ctx);
      await atTill(page, ctx);
      await shown(page, "年末の精算について");
    },
    { size: { width: 1180, height: 820 } },
  ),
  screen(
    "strip-open",
    "other-clerk",
    async (page, ctx) => {
      await notices(ctx);
      await atTill(page, ctx);
      await page.getByText("年末の精算について").first().click();
      await shown(page, "手引きを添付しました。");
    },
    { size: { width: 1180, height: 820 } },
  ),
  phone("wallet-home", async (page, ctx) => {
    await notices(ctx);
    await page.goto(`${ctx.url}/wallet/`);
    await page.getByRole("link", { name: /お知らせ/ }).waitFor();
    await shown(page, "しおさいPay");
  }),
  phone("wallet-notices", async (page, ctx) => {
    await notices(ctx);
    await page.goto(`${ctx.url}/wallet/notices`);
    await page.getByText("年末の精算について").first().click();
    await shown(page, "手引きを添付しました。");
  }),
  phone("wallet-notices-empty", async (page, ctx) => {
    await page.route(/\/api\/residents\/inbox/, (route) =>
      route.fulfill({ json: { rows: [], next: null, unread: 0 } }),
    );
    await page.goto(`${ctx.url}/wallet/notices`);
    await shown(page, "お知らせはありません。");
  }),
  phone(
    "wallet-notices-error",
    async (page, ctx) => {
      await page.route(/\/api\/residents\/inbox/, failing);
      await page.goto(`${ctx.url}/wallet/notices`);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

/** A screen of the resident's phone. */
function phone(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `callcentre-${name}`,
    size: { width: 390, height: 844 },
    open: async (page, ctx) => {
      await page.context().addCookies((await resident(ctx)).cookies);
      await open(page, ctx);
    },
    ...more,
  };
}

export const screens: readonly Screen[] = [
  ...finding,
  ...coupon,
  ...actions,
  ...residents,
  ...writing,
  ...reading,
  ...elsewhere,
];
