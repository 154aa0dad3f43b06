/** Fraud signals: the queue, a case of each rule and the decision, at a desk's 1280×800. */
import type { Page } from "playwright-core";
import type { CaseDetail, CaseEvidence, FraudCase } from "../../schema/api/cases.ts";
import type { RefusalRow } from "../../schema/api/refusals.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, SHOWN_MS, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };
const ADMIN = "secretariat-admin";

/* What a new system finds takes a day to happen: what it would answer then stands in for its answer. */

const AT = Date.UTC(2026, 10, 25, 4, 12);
const HOUR = 3_600_000;
const store = { storeId: "st0re0000001", name: "青浜みやげ館", town: "青浜町" } as CaseEvidence["store"];

const one = (caseId: string, more: Partial<FraudCase>) =>
  ({
    caseId,
    rule: "quick-spending",
    programmeId: "pr0gramme001",
    programmeName: "潮見県 旅クーポン",
    subject: { kind: "store", id: "st0re0000001", name: "青浜みやげ館" },
    other: null,
    date: "2026-11-25",
    level: "notice",
    measures: {},
    thresholds: { version: 1 },
    state: "open",
    outcome: null,
    version: 1,
    reopened: 0,
    foundAtMs: AT,
    openedAtMs: AT,
    updatedAtMs: AT,
    ...more,
  }) as FraudCase;

const CASES = {
  guesses: one("case00000001", {
    rule: "guesses",
    programmeId: null,
    programmeName: null,
    subject: { kind: "network", id: "a1b2", name: "203.0.113.*" },
    level: "serious",
    measures: { misses: 27, mostPerHour: 14, hours: 2 },
    thresholds: { perHour: 5 },
  }),
  quick: one("case00000002", {
    other: { kind: "organisation", id: "0rgan1sat10n", name: "白岬温泉旅館組合" },
    measures: { quick: 18, payments: 24, quickYen: 54_000 },
    thresholds: { version: 3, withinMinutes: 10, count: 10, sharePercent: 50 },
    openedAtMs: AT - HOUR,
  }),
  capacity: one("case00000003", {
    rule: "over-capacity",
    subject: { kind: "organisation", id: "0rgan1sat10n", name: "白岬温泉 湯の花 本館" },
    measures: { guests: 143, guestsPerDay: 60, issues: 31 },
    thresholds: { version: 3, percent: 100 },
    level: "serious",
    openedAtMs: AT - 2 * HOUR,
  }),
  swapped: one("case00000004", {
    rule: "swapped-tills",
    subject: { kind: "store", id: "st0re0000001", name: "青浜みやげ館" },
    other: { kind: "store", id: "st0re0000002", name: "うどん処 つるや" },
    date: "2026-11-24" as FraudCase["date"],
    level: "serious",
    measures: {
      lostToday: 3,
      lostUsualTenths: 412,
      gainedToday: 51,
      gainedUsualTenths: 127,
      exchanged: 1,
    },
    thresholds: { version: 3, fellPercent: 80, leastPayments: 10 },
    openedAtMs: AT - 3 * HOUR,
  }),
  velocity: one("case00000005", {
    rule: "wallet-velocity",
    subject: { kind: "resident", id: "res1dent0001", name: null },
    measures: { payments: 11, mostPayments: 9, mostYen: 38_400 },
    thresholds: { version: 3, withinMinutes: 10, payments: 8, yen: 50_000 },
    openedAtMs: AT - 4 * HOUR,
  }),
  voids: one("case00000006", {
    rule: "clerk-voids",
    subject: { kind: "staff", id: "staff0000001", name: "レジ 三番" },
    measures: { voids: 7, taken: 22, late: 4, voidedYen: 16_800 },
    thresholds: { version: 3, count: 5, sharePercent: 20, lateMinutes: 15, lateCount: 3 },
    openedAtMs: AT - 5 * HOUR,
    reopened: 1,
  }),
} as const;

const row = (key: string, more: Partial<CaseEvidence>) =>
  ({
    key,
    kind: "payment",
    atMs: AT,
    holder: null,
    store: null,
    issueId: null,
    operationId: null,
    amountYen: null,
    minutes: null,
    count: null,
    usualTenths: null,
    ...more,
  }) as CaseEvidence;

const EVIDENCE: { readonly [K in keyof typeof CASES]: readonly CaseEvidence[] } = {
  guesses: [row("h1", { kind: "hour", count: 13 }), row("h2", { kind: "hour", atMs: AT + HOUR, count: 14 })],
  quick: [3, 4, 4, 6].map((minutes, n) =>
    row(`q${n}`, {
      atMs: AT + n * 40_000,
      store,
      minutes,
      amountYen: 3_000,
      issueId: "1ssue0000001",
      holder: { kind: "coupon", couponId: `pr0gramme001-${401 + n}` },
    }),
  ),
  capacity: [6, 4, 2].map((count, n) =>
    row(`i${n}`, {
      kind: "issue",
      atMs: AT + n * 600_000,
      count,
      amountYen: count * 3_000,
      issueId: `1ssue000000${n}`,
    }),
  ),
  swapped: [
    row("a", { kind: "store-day", store, count: 3, usualTenths: 412 }),
    row("b", {
      kind: "store-day",
      store: { storeId: "st0re0000002", name: "うどん処 つるや", town: "青浜町" } as CaseEvidence["store"],
      count: 51,
      usualTenths: 127,
    }),
  ],
  velocity: [0, 1, 2, 3].map((n) =>
    row(`v${n}`, {
      atMs: AT + n * 55_000,
      store,
      amountYen: 4_200,
      holder: { kind: "wallet", residentId: "res1dent0001", programmeId: "pr0gramme001" } as never,
    }),
  ),
  voids: [2, 21, 34].map((minutes, n) =>
    row(`d${n}`, {
      kind: "void",
      atMs: AT + n * 900_000,
      store,
      amountYen: 2_400,
      minutes,
      holder: { kind: "coupon", couponId: `pr0gramme001-${501 + n}` },
    }),
  ),
};

const REFUSALS: readonly RefusalRow[] = [
  { code: "forbidden", route: "GET /api/cases", times: 2, name: "フロント 一番" },
  { code: "store-not-found", route: "GET /api/stores/:id/managed", times: 14, name: "レジ 三番" },
  { code: "same-person", route: "POST /api/approvals/:id/approve", times: 1, name: "佐々木 事務" },
].map((row, at) => ({
  ...row,
  hourMs: AT - at * HOUR,
  lastAtMs: AT - at * HOUR,
  kind: "staff" as const,
  subject: `staff000000${at}`,
}));

const decided: CaseDetail["decisions"] = [
  {
    version: 1,
    outcome: "watch",
    reason: "店長に聞いたところ、閉店前にまとめて打ち直したとのこと。来週もう一度見る。",
    done: "",
    decidedAtMs: AT - 20 * HOUR,
    decidedByName: "佐々木 事務",
  },
];

/** The queue and everything of one case, as a system of some days would answer. */
async function answers(page: Page, rows: readonly FraudCase[] = Object.values(CASES)): Promise<void> {
  await page.route(/\/api\/cases\?/, (route) => route.fulfill({ json: { rows, next: null } }));
  await page.route(/\/api\/cases\/case\d+$/, (route) => {
    const id = /case\d+$/.exec(new URL(route.request().url()).pathname)?.[0];
    const found = Object.values(CASES).find((each) => each.caseId === id);
    return route.fulfill({ json: { case: found, decisions: found?.reopened ? decided : [] } });
  });
  await page.route(/\/api\/cases\/case\d+\/evidence/, (route) => {
    const id = /case\d+/.exec(route.request().url())?.[0];
    const name = Object.entries(CASES).find(([, each]) => each.caseId === id)?.[0] as keyof typeof CASES;
    return route.fulfill({ json: { rows: EVIDENCE[name], next: null } });
  });
}

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `cases-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, ADMIN);
      await open(page, ctx);
    },
    ...more,
  };
}

const go = (page: Page, ctx: ScreenContext, path: string) => page.goto(`${ctx.url}/admin/${path}`);
const english = (page: Page) => page.getByRole("button", { name: "English" }).first().click();
const detail = (name: keyof typeof CASES, words: string, then?: (page: Page) => Promise<void>) =>
  screen(name, async (page, ctx) => {
    await answers(page);
    await go(page, ctx, `cases/${CASES[name].caseId}`);
    await shown(page, words);
    await then?.(page);
  });
const deciding = async (page: Page, ctx: ScreenContext) => {
  await answers(page);
  await go(page, ctx, `cases/${CASES.quick.caseId}`);
  await page.getByRole("button", { name: "この判断にする" }).waitFor({ timeout: SHOWN_MS });
};
const decide = (page: Page) => page.getByRole("button", { name: "この判断にする" }).click();

export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await answers(page);
    await go(page, ctx, "cases");
    await shown(page, "203.0.113.*");
  }),
  screen("list-english", async (page, ctx) => {
    await answers(page);
    await go(page, ctx, "cases");
    await english(page);
    await shown(page, "Network 203.0.113.*");
  }),
  screen("refusals", async (page, ctx) => {
    await answers(page, []);
    await page.route(/\/api\/refusals\?/, (route) => route.fulfill({ json: { rows: REFUSALS, next: null } }));
    await go(page, ctx, "cases");
    await page.getByRole("heading", { name: "ことわった操作" }).scrollIntoViewIfNeeded();
    await shown(page, "GET /api/stores/:id/managed");
  }),
  screen("swapped-english", async (page, ctx) => {
    await answers(page);
    await go(page, ctx, `cases/${CASES.swapped.caseId}`);
    await english(page);
    await shown(page, "just changed places");
  }),
  // The system's own answer: nothing was found yet.
  screen("empty", async (page, ctx) => {
    await go(page, ctx, "cases");
    await shown(page, "確認の必要な動きはありません");
  }),
  screen("nothing-fits", async (page, ctx) => {
    await answers(page, []);
    await go(page, ctx, "cases");
    await page.getByLabel("重さ").selectOption("serious");
    await shown(page, "この条件に合うものはありません");
  }),
  screen("loading", async (page, ctx) => {
    await page.route(/\/api\/cases\?/, never);
    await go(page, ctx, "cases");
    await page.getByRole("status").first().waitFor({ timeout: SHOWN_MS });
  }),
  screen(
    "failed",
    async (page, ctx) => {
      await page.route(/\/api\/cases\?/, failing);
      await go(page, ctx, "cases");
      await page.getByRole("button", { name: "もう一度" }).first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("recipients-wrong", async (page, ctx) => {
    await go(page, ctx, "cases");
    await page.getByLabel("あて先", { exact: true }).fill("kakari@example");
    await page.getByRole("button", { name: "あて先を決める" }).click();
    await shown(page, "正しいあて先ではありません");
  }),
  detail("guesses", "存在しないコード 14回"),
  detail("quick", "渡してから10分以内に18件"),
  detail("capacity", "143人分が発行されました"),
  detail("swapped", "ちょうど入れかわっています"),
  detail("velocity", "10分のうちに"),
  detail("voids", "これまでの判断"),
  screen("decision-missing", async (page, ctx) => {
    await deciding(page, ctx);
    await page.getByLabel("結果").selectOption("acted");
    await decide(page);
    await shown(page, "対応した内容を書いてください");
  }),
  screen(
    "decision-conflict",
    async (page, ctx) => {
      await deciding(page, ctx);
      await page.route(/\/decision$/, (route) =>
        route.fulfill({
          status: 409,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "conflict", status: 409, code: "conflict" }),
        }),
      );
      await page.getByLabel("結果").selectOption("unfounded");
      await page.getByLabel("理由").fill("組合の朝市で、その場で使われたことを写真で確かめた。");
      await decide(page);
      await shown(page, "もう一度読んでから判断してください");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "not-found",
    async (page, ctx) => {
      await go(page, ctx, "cases/case0000000z");
      await page.getByRole("alert").first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
];
