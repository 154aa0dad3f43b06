/** Closing, payout and statements: the secretariat's and a merchant's screens, at a desk's 1280×800. */
import type { Page } from "playwright-core";
import type {
  ClosingBody,
  ClosingLineBody,
  NextClosing,
  StatementBody,
  StoreTransfer,
} from "../../schema/api/closings.ts";
import type { Organisation } from "../../schema/api/organisations.ts";
import type { PayoutBody, PayoutItemBody, WaitingTransfers } from "../../schema/api/payouts.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { callsOf } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };

const json = (page: Page, url: RegExp, body: unknown) =>
  page.route(url, (route) =>
    route.request().method() === "GET" ? route.fulfill({ json: body }) : route.fallback(),
  );

function screen(
  name: string,
  as: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `payout-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}

/* A new system has sealed no date yet and so can close nothing: what it will answer later stands in for its answer. */

const ID = "c10s1ngaaaaa";
const PAYOUT = "payafaaaaaaa";
const AT = Date.UTC(2026, 10, 16, 2, 5);
const programmeOf = (ctx: ScreenContext) =>
  ctx.once("payout-programme", async () => {
    const context = await ctx.spare();
    const page = await context.newPage();
    await signedIn(page, ctx, "secretariat-admin");
    const me = await callsOf(context, ctx.url).done<StaffMe>("GET", "staff/me");
    return me.programmes[0]?.programmeId as string;
  });

const closing = (programmeId: string, more: Partial<ClosingBody> = {}) =>
  ({
    closingId: ID,
    programmeId,
    number: 3,
    from: "2026-11-01",
    to: "2026-11-15",
    payOn: "2026-12-01",
    state: "approved",
    stores: 412,
    payees: 409,
    payments: 38_204,
    paidYen: 96_418_300,
    reversedYen: 12_400,
    feeYen: 482_029,
    taxYen: 48_202,
    carriedInYen: -3_100,
    carriedOutYen: -2_812,
    payableYen: 95_875_381,
    confirmed: { name: "佐々木 事務", atMs: AT },
    approved: { name: "高橋 承認", atMs: AT + 1_600_000 },
    createdAtMs: AT - 600_000,
    ...more,
  }) as ClosingBody;

const line = (storeName: string, paidYen: number, more: Partial<ClosingLineBody> = {}) => {
  const feeYen = Math.trunc(paidYen / 200);
  const taxYen = Math.trunc(feeYen / 10);
  return {
    storeId: "st0re0000001",
    storeName,
    organisationId: "0rgan1sat10n",
    organisationName: `${storeName} 本社`,
    payeeKind: "organisation",
    payeeId: "0rgan1sat10n",
    payments: 40,
    paidYen,
    reversals: 0,
    reversedYen: 0,
    feeYen,
    taxYen,
    carriedInYen: 0,
    carriedOutYen: 0,
    payableYen: paidYen - feeYen - taxYen,
    state: "waiting",
    ...more,
  } as ClosingLineBody;
};
const LINES: readonly ClosingLineBody[] = [
  line("青浜みやげ館", 1_884_200),
  line("白岬温泉 湯の花", 1_512_600, { state: "settled" }),
  line("うどん処 つるや", 742_300, { state: "in-file" }),
  line("丸八鮮魚店", 215_206, { state: "returned" }),
  line("喫茶 みなと", 800, { state: "below-minimum", carriedOutYen: 796, payableYen: 0 }),
  line("体験工房 波", 2_400, {
    state: "negative",
    reversedYen: 5_600,
    feeYen: -16,
    taxYen: -1,
    carriedOutYen: -3_183,
    payableYen: 0,
  }),
];

const item = (payeeName: string, amountYen: number, more: Partial<PayoutItemBody> = {}) =>
  ({
    itemId: "1tem00000001",
    closingId: ID,
    from: "2026-11-01",
    to: "2026-11-15",
    payeeKind: "organisation",
    payeeId: "0rgan1sat10n",
    payeeName,
    attempt: 1,
    amountYen,
    state: "waiting",
    payoutId: null,
    line: null,
    returnReason: null,
    held: null,
    ...more,
  }) as PayoutItemBody;
const WAITING: WaitingTransfers = {
  ready: { count: 406, sumYen: 95_626_545 },
  held: { count: 2, sumYen: 300_530 },
  suggestedPayOn: "2026-12-01" as WaitingTransfers["suggestedPayOn"],
  rows: [
    item("丸八鮮魚店", 214_130, { held: "no-account" }),
    item("浜の駅 しらさき", 86_400, { held: "account-unchanged", attempt: 2 }),
  ],
};
const payout = (programmeId: string, more: Partial<PayoutBody> = {}) =>
  ({
    payoutId: PAYOUT,
    programmeId,
    number: 7,
    payOn: "2026-12-01",
    state: "made",
    items: 406,
    sumYen: 95_626_545,
    returned: { count: 0, sumYen: 0 },
    fileName: "furikomi-20261201-0007.txt",
    fileSha256: "3f2a".repeat(16),
    fileOptions: { lineEnd: "crlf", endMark: false, transferKind: "7", edi: false },
    downloaded: null,
    sentAtMs: null,
    settledAtMs: null,
    createdAtMs: AT,
    fundIdTail: "0badcafe",
    ...more,
  }) as PayoutBody;

const READY: NextClosing = {
  period: { from: "2026-11-16", to: "2026-11-30", payOn: "2026-12-14" } as NextClosing["period"],
  state: "ready",
  sealedThrough: "2026-11-30" as NextClosing["sealedThrough"],
};

/** Stands in for the system of some weeks later. */
async function later(
  page: Page,
  ctx: ScreenContext,
  parts: {
    readonly closing?: Partial<ClosingBody>;
    readonly payout?: Partial<PayoutBody>;
    readonly items?: readonly PayoutItemBody[];
  } = {},
): Promise<string> {
  const programmeId = await programmeOf(ctx);
  const own = closing(programmeId, parts.closing);
  const file = payout(programmeId, parts.payout);
  const page1 = (rows: readonly unknown[]) => ({ rows, next: null });
  await json(
    page,
    /\/api\/closings\?/,
    page1([own, closing(programmeId, { number: 2, from: "2026-10-16" as never, to: "2026-10-31" as never })]),
  );
  await json(page, /\/api\/closings\/[^/]+$/, own);
  await json(page, /\/api\/closings\/[^/]+\/lines/, page1(LINES));
  await json(page, /\/next-closing/, READY);
  await json(page, /\/waiting-transfers/, WAITING);
  await json(page, /\/expired-money/, {
    asOf: "2026-11-30",
    buckets: [{ expiresOn: "2026-11-28", expiredYen: 41_200, returnedYen: 1_000, dueYen: 40_200 }],
  });
  await json(page, /\/api\/payouts\?/, page1([file]));
  await json(page, /\/api\/payouts\/[^/]+$/, file);
  await json(
    page,
    /\/api\/payouts\/[^/]+\/items/,
    page1(
      parts.items ?? [
        item("青浜みやげ館", 1_873_837, { state: "in-file", line: 1 }),
        item("白岬温泉 湯の花", 1_504_281, { state: "in-file", line: 2 }),
        item("浜の駅 しらさき", 86_400, { state: "in-file", line: 3, attempt: 2 }),
      ],
    ),
  );
  return programmeId;
}
const closingPage = (ctx: ScreenContext) => `${ctx.url}/admin/closings/closing/${ID}`;
const payoutPage = (ctx: ScreenContext) => `${ctx.url}/admin/closings/payout/${PAYOUT}`;
const SENT_ITEMS = [
  item("青浜みやげ館", 1_873_837, { state: "sent", line: 1 }),
  item("白岬温泉 湯の花", 1_504_281, { state: "returned", line: 2, returnReason: "name-mismatch" }),
];

const closings: Screen[] = [
  screen("closings", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx);
    await page.goto(`${ctx.url}/admin/closings`);
    await shown(page, "集計できます");
    await shown(page, "第7号");
  }),
  screen("closings-new", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/closings`);
    await shown(page, "まだ締めがありません。");
    await shown(page, "まだ振込データがありません。");
  }),
  screen("closings-loading", "secretariat-admin", async (page, ctx) => {
    await page.route(/\/api\/(closings|payouts|programmes\/[^/]+\/)/, never);
    await page.goto(`${ctx.url}/admin/closings`);
    await shown(page, "これまでの締め");
  }),
  screen(
    "closings-trouble",
    "secretariat-admin",
    async (page, ctx) => {
      await page.route(/\/api\/(closings|payouts|programmes\/[^/]+\/)/, failing);
      await page.goto(`${ctx.url}/admin/closings`);
      await page.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("closings-viewer", "secretariat-viewer", async (page, ctx) => {
    await later(page, ctx);
    await page.goto(`${ctx.url}/admin/closings`);
    await shown(page, "第7号");
  }),
  screen("closing", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx);
    await page.goto(closingPage(ctx));
    await shown(page, "青浜みやげ館");
    await shown(page, "浜の駅 しらさき");
  }),
  screen("closing-english", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx);
    await page.goto(closingPage(ctx));
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Closing no. 3");
  }),
  screen("closing-calculating", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, { closing: { state: "calculating", confirmed: null, approved: null } });
    await page.goto(closingPage(ctx));
    await shown(page, "お店ごとに集計しています");
  }),
  screen("closing-review", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, { closing: { state: "review", confirmed: null, approved: null } });
    await page.goto(closingPage(ctx));
    await shown(page, "金額を確かめました");
    await shown(page, "青浜みやげ館");
  }),
  screen("closing-approve-asked", "secretariat-second", async (page, ctx) => {
    await later(page, ctx, { closing: { state: "confirmed", approved: null } });
    await page.goto(closingPage(ctx));
    await page.getByRole("button", { name: "承認する" }).click();
    await page.getByRole("dialog").waitFor();
  }),
  screen(
    "closing-same-person",
    "secretariat-admin",
    async (page, ctx) => {
      await later(page, ctx, { closing: { state: "confirmed", approved: null } });
      await page.route(/\/approve$/, (route) =>
        route.fulfill({
          status: 403,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "same-person", status: 403, code: "same-person" }),
        }),
      );
      await page.goto(closingPage(ctx));
      await page.getByRole("button", { name: "承認する" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "承認する" }).click();
      await shown(page, "別の人の承認がいります");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("closing-discard-asked", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, { closing: { state: "review", confirmed: null, approved: null } });
    await page.goto(closingPage(ctx));
    await page.getByRole("button", { name: "この締めを取りやめる" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "取りやめる" }).click();
    await shown(page, "理由を入れてください");
  }),
  screen(
    "closing-offline",
    "secretariat-admin",
    async (page, ctx) => {
      await later(page, ctx, { closing: { state: "review", confirmed: null, approved: null } });
      await page.goto(closingPage(ctx));
      await shown(page, "青浜みやげ館");
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "closing-not-found",
    "secretariat-admin",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/closings/closing/00000000000z`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

const files: Screen[] = [
  screen("file-made", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx);
    await page.goto(payoutPage(ctx));
    await shown(page, "ファイルを受け取る");
    await shown(page, "青浜みやげ館");
  }),
  screen("file-send-asked", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, { payout: { downloaded: { name: "佐々木 事務", atMs: AT } } });
    await page.goto(payoutPage(ctx));
    await page.getByRole("button", { name: "銀行に送りました" }).click();
    await page.getByRole("dialog").waitFor();
  }),
  screen(
    "file-send-unknown",
    "secretariat-admin",
    async (page, ctx) => {
      await later(page, ctx);
      await page.route(/\/send$/, (route) => route.abort());
      await page.goto(payoutPage(ctx));
      await page.getByRole("button", { name: "銀行に送りました" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "送りました" }).click();
      await shown(page, "まだわかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("file-sent", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, {
      payout: {
        state: "sent",
        sentAtMs: AT,
        downloaded: { name: "佐々木 事務", atMs: AT },
        returned: { count: 1, sumYen: 1_504_281 },
      },
      items: SENT_ITEMS,
    });
    await page.goto(payoutPage(ctx));
    await shown(page, "組戻しを記録");
  }),
  screen("file-return-asked", "secretariat-admin", async (page, ctx) => {
    await later(page, ctx, {
      payout: { state: "settled", sentAtMs: AT, settledAtMs: AT },
      items: SENT_ITEMS,
    });
    await page.goto(payoutPage(ctx));
    await page.getByRole("button", { name: "組戻しを記録" }).first().click();
    await page.getByRole("dialog").waitFor();
  }),
];

/** What a bank's file of four rows comes to: three transfers of ours, and one that is none. */
const RESULTS = {
  kind: "zengin",
  rows: [
    resultRow(2, "returns", { payeeName: "青浜みやげ館", amountYen: 1_873_837 }),
    resultRow(3, "returns", { payeeName: "白岬温泉 湯の花", amountYen: 1_504_281 }),
    resultRow(4, "already-returned", { payeeName: "浜の駅 しらさき", amountYen: 86_400 }),
    {
      ...resultRow(5, "amount-differs", { payeeName: "うどん処 つるや", amountYen: 738_218 }),
      amountYen: 738_000,
    },
    { ...resultRow(6, "not-found"), payoutNumber: null, line: null, numberEnd: "042", amountYen: 12_000 },
  ],
  returns: { count: 2, sumYen: 3_378_118 },
  fundIdTail: "0badcafe",
};
function resultRow(at: number, verdict: string, transfer?: { payeeName: string; amountYen: number }) {
  const ids = { itemId: `1tem0000000${at}`, payoutId: PAYOUT, payoutNumber: 7, line: at - 1 };
  return {
    at,
    payoutNumber: 7,
    line: at - 1,
    numberEnd: "321",
    amountYen: transfer?.amountYen ?? null,
    reason: null as string | null,
    reasonText: null as string | null,
    verdict,
    transfer: transfer ? { ...ids, ...transfer } : null,
  };
}
const answered = (page: Page, results: object) =>
  page.route(/\/transfer-results$/, (route) => route.fulfill({ json: results }));
/** Chooses a file and has it read. */
async function readResult(page: Page, ctx: ScreenContext, text = "7,1,解約"): Promise<void> {
  await page.goto(`${ctx.url}/admin/closings/results/${await programmeOf(ctx)}`);
  await page.locator("input[type=file]").setInputFiles({
    name: "furikomi-funo.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  await page.getByRole("button", { name: "読み込む" }).click();
}
const withReasons = (reasons: readonly (readonly [string | null, string | null])[]) => ({
  ...RESULTS,
  kind: "list",
  rows: RESULTS.rows.map((row, at) => ({
    ...row,
    reason: reasons[at]?.[0] ?? null,
    reasonText: reasons[at]?.[1] ?? null,
  })),
});
const REASONED = withReasons([
  ["account-closed", "口座解約"],
  ["name-mismatch", "受取人名相違"],
]);

const bankResults: Screen[] = [
  screen("results", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/closings/results/${await programmeOf(ctx)}`);
    await page.getByText("CSVで作るとき").click();
    await shown(page, "列の順");
  }),
  screen("results-phone", "secretariat-admin", async (page, ctx) => {
    await answered(page, REASONED);
    await page.setViewportSize({ width: 390, height: 844 });
    await readResult(page, ctx);
    await shown(page, "青浜みやげ館");
  }),
  screen(
    "results-unreadable",
    "secretariat-admin",
    async (page, ctx) => {
      await readResult(page, ctx, "振込データ,明細,理由");
      await shown(page, "結果として読めるものがありません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("results-read", "secretariat-admin", async (page, ctx) => {
    await answered(page, RESULTS);
    await readResult(page, ctx);
    await shown(page, "理由をすべて選んでください");
  }),
  screen("results-reasoned", "secretariat-admin", async (page, ctx) => {
    await answered(page, REASONED);
    await readResult(page, ctx);
    await shown(page, "2件の組戻しを記録する");
  }),
  screen("results-english", "secretariat-admin", async (page, ctx) => {
    await answered(page, REASONED);
    await readResult(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "What the file says");
  }),
  screen("results-nothing-new", "secretariat-admin", async (page, ctx) => {
    await answered(page, { ...RESULTS, rows: RESULTS.rows.slice(2, 3) });
    await readResult(page, ctx);
    await shown(page, "新しくもどすものは、ありません");
  }),
  screen("results-marked", "secretariat-admin", async (page, ctx) => {
    const programmeId = await programmeOf(ctx);
    await answered(page, REASONED);
    await page.route(/\/payout-items\/[^/]+\/return$/, (route) =>
      route.fulfill({
        json: {
          outcome: "done",
          operationId: route.request().postDataJSON().operationId,
          replayed: false,
          payout: payout(programmeId, { state: "sent" }),
        },
      }),
    );
    await readResult(page, ctx);
    await page.getByRole("button", { name: "2件の組戻しを記録する" }).click();
    await shown(page, "を原資にもどしました");
  }),
  screen(
    "results-lost",
    "secretariat-admin",
    async (page, ctx) => {
      await answered(page, REASONED);
      await page.route(/\/payout-items\/[^/]+\/return$/, (route) => route.abort());
      await readResult(page, ctx);
      await page.getByRole("button", { name: "2件の組戻しを記録する" }).click();
      await shown(page, "まだわかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
];

/** The form of a merchant's account with ゆうちょ chosen. */
async function yuchoForm(page: Page, ctx: ScreenContext): Promise<void> {
  await page.goto(`${ctx.url}/admin/statements`);
  await page.getByRole("link", { name: "振込先の口座" }).click();
  await page.getByLabel("銀行", { exact: false }).fill("9900");
  await page.getByRole("button", { name: "ゆうちょ" }).click();
  await shown(page, "通帳の5けた");
}

const settings: Screen[] = [
  screen("rule", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/closings/rule/${await programmeOf(ctx)}`);
    await shown(page, "第1版を使っています");
  }),
  screen("rule-wrong", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/closings/rule/${await programmeOf(ctx)}`);
    await page.getByLabel("手数料（%）").fill("0.555");
    await page.getByRole("button", { name: "保存する" }).click();
    await shown(page, "数字を確かめてください");
  }),
  screen("account", "merchant-head", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/statements`);
    await page.getByRole("link", { name: "振込先の口座" }).click();
    await shown(page, "いまの口座");
    await shown(page, "番号の終わり");
  }),
  screen("account-form", "merchant-head", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/statements`);
    await page.getByRole("link", { name: "振込先の口座" }).click();
    await page.getByLabel("銀行", { exact: false }).fill("てがた");
    await page.getByRole("button", { name: "てがた" }).click();
    await page.getByRole("button", { name: "浜名瀬" }).waitFor();
    await page.getByLabel("口座名義（カナ）").fill("カ）シオサイ商店");
    await shown(page, "「商」は銀行のデータに使えません");
  }),
  screen("account-yucho", "merchant-head", async (page, ctx) => {
    await yuchoForm(page, ctx);
    await page.getByLabel(/^記号/).fill("１４０３０");
    await page.getByLabel(/^番号/).fill("12345671");
    await shown(page, "1234567 になります");
    await page.getByText("1234567 になります").scrollIntoViewIfNeeded();
  }),
  screen("account-yucho-giro", "merchant-head", async (page, ctx) => {
    await yuchoForm(page, ctx);
    await page.getByLabel(/^記号/).fill("00160-0");
    await page.getByLabel(/^番号/).fill("100001");
    await shown(page, "当座　0100001");
    await page.getByText("0100001 になります").scrollIntoViewIfNeeded();
  }),
  screen("account-yucho-wrong", "merchant-head", async (page, ctx) => {
    await yuchoForm(page, ctx);
    await page.getByLabel(/^記号/).fill("24030");
    await page.getByLabel(/^番号/).fill("12345678");
    await shown(page, "1か0で始まり");
    await page.getByText("1で終わります").scrollIntoViewIfNeeded();
  }),
  screen("account-yucho-unknown", "merchant-head", async (page, ctx) => {
    await yuchoForm(page, ctx);
    // 158 is no branch of the directory.
    await page.getByLabel(/^記号/).fill("11550");
    await page.getByLabel(/^番号/).fill("12345671");
    await shown(page, "この記号の店は見つかりません");
  }),
  screen("account-yucho-branch", "merchant-head", async (page, ctx) => {
    await yuchoForm(page, ctx);
    await page.getByRole("button", { name: "店番・口座番号" }).click();
    await page.getByLabel("支店", { exact: false }).fill("408");
    await page.getByRole("button", { name: "四〇八" }).click();
    await page.getByLabel("口座の種類").selectOption("当座");
    await shown(page, "この種類の口座がありません");
  }),
  screen("account-none", "secretariat-admin", async (page, ctx) => {
    const id = await ctx.once("payout-without-account", async () => {
      const context = await ctx.spare();
      const spare = await context.newPage();
      await signedIn(spare, ctx, "secretariat-admin");
      const office = callsOf(context, ctx.url);
      const made = await office.done<Organisation>("POST", "organisations", {
        name: "口座のない店",
        kana: "コウザノナイミセ",
        kinds: ["merchant"],
      });
      return made.organisationId as string;
    });
    await page.goto(`${ctx.url}/admin/account/organisation/${id}`);
    await shown(page, "まだ口座がありません。");
    await page.getByRole("button", { name: "保存する" }).click();
    await shown(page, "銀行を選んでください");
  }),
];

const statement = (to: string, more: Partial<ClosingLineBody>, transferYen: number | null) =>
  ({
    closingId: ID,
    payName: "しおさいPay",
    from: `${to.slice(0, 8)}01`,
    to,
    payOn: "2026-12-01",
    line: line("うどん処 つるや", 742_300, more),
    transferYen,
  }) as StatementBody;

const merchants: Screen[] = [
  screen("statements", "merchant-head", async (page, ctx) => {
    await json(page, /\/api\/statements/, {
      rows: [
        statement("2026-11-15", { state: "settled" }, 738_218),
        statement(
          "2026-10-15",
          { state: "negative", reversedYen: 800_000, carriedOutYen: -58_000, payableYen: 0 },
          null,
        ),
      ],
      next: null,
    });
    await page.goto(`${ctx.url}/admin/statements?by=store`);
    await shown(page, "振込済み");
  }),
  screen("store-transfers", "merchant-head", async (page, ctx) => {
    const transfer = (payOn: string, more: Partial<StoreTransfer>) => ({
      closingId: ID,
      payName: "しおさいPay",
      from: "2026-11-01",
      to: "2026-11-15",
      payOn,
      payeeKind: "organisation",
      payeeId: "0rganaaaaaaa",
      payeeName: "みなと商店",
      stores: 80,
      storesYen: 7_382_180,
      yen: 7_382_180,
      state: "settled",
      reference: "12-3",
      ...more,
    });
    await json(page, /\/api\/statements\/transfers/, {
      rows: [
        transfer("2026-12-01", { state: "waiting", reference: null }),
        transfer("2026-11-16", {
          payeeKind: "store",
          payeeName: "喫茶 みなと",
          stores: 1,
          state: "returned",
        }),
        transfer("2026-11-16", { storesYen: 512_300, stores: 6 }),
      ],
      next: null,
    });
    await page.goto(`${ctx.url}/admin/statements`);
    await shown(page, "振込済み");
  }),
  screen("statements-empty", "merchant-head", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/statements`);
    await shown(page, "まだお支払いがありません。");
  }),
  screen(
    "statements-trouble",
    "merchant-head",
    async (page, ctx) => {
      await page.route(/\/api\/statements/, failing);
      await page.goto(`${ctx.url}/admin/statements`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

/** Every screen and state of closing and payout. */
export const screens: readonly Screen[] = [...closings, ...files, ...bankResults, ...settings, ...merchants];
