/** The fund's screens: book and forecast, statement, allotments, warnings, and the dialogs that move money. */
import type { Page } from "playwright-core";
import type { Forecast, IssuerShare, Statement, Threshold } from "../../schema/api/fund.ts";
import type { FundBody, FundOrWaiting } from "../../schema/api/programmes.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { freshOperation } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { caller, failing, never, shown, signedIn, staffOf } from "./steps.ts";

const size = { width: 1280, height: 900 };
const ADMIN = "secretariat-admin";
const HOTEL = "白岬グランドホテル";

function screen(
  name: string,
  as: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `fund-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}

/** What every screen is about, once: whose programme, its issuers, and a few entries to read. */
const ready = (ctx: ScreenContext) =>
  ctx.once("fund-ready", async () => {
    const office = await caller(ctx, ADMIN);
    const me = await office.done<StaffMe>("GET", "staff/me");
    const id = me.programmes[0]?.programmeId as string;
    const { fundIdTail } = await office.done<FundBody>("GET", `programmes/${id}/fund`);
    const { rows } = await office.done<{ rows: IssuerShare[] }>("GET", `programmes/${id}/issuers`);
    const issuer = rows.find((one) => one.name === HOTEL) as IssuerShare;
    const other = rows.find((one) => one.name !== HOTEL) as IssuerShare;
    const operation = () => freshOperation(fundIdTail);
    const second = await staffOf(ctx, "secretariat-second");
    /** Sends what waits for a second person, who approves it. */
    const send = async (route: string, body: object) => {
      const reply = await office.done<FundOrWaiting>("POST", `programmes/${id}/${route}`, {
        operationId: operation(),
        ...body,
      });
      if (reply.outcome === "waiting") await second.done("POST", `approvals/${reply.approvalId}/approve`);
    };
    await send("deposits", {
      amountYen: 50_000_000,
      note: "第2回交付 潮観第127号",
    });
    await send("moves", {
      fromIssuerId: issuer.issuerId,
      toIssuerId: other.issuerId,
      amountYen: 12_000_000,
      note: "閑散期のふりかえ",
    });
    await office.done("POST", `programmes/${id}/thresholds`, {
      issuerId: null,
      measure: "percent",
      below: 10,
      recipients: ["genshi@shiomi.example", "kacho@shiomi.example"],
    });
    // The projection has it all once the statement does.
    const today = businessDate(Date.now());
    for (let tries = 0; tries < 60; tries++) {
      const range = `from=${today}&to=${today}`;
      const page = await office.done<{ rows: unknown[] }>(
        "GET",
        `programmes/${id}/statement?account=allotted:${other.issuerId}&${range}`,
      );
      if (page.rows.length >= 2) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return { id, issuer, other };
  });
const go = async (page: Page, ctx: ScreenContext, rest = "") => {
  const { id } = await ready(ctx);
  await page.goto(`${ctx.url}/admin/fund/${id}${rest}`);
};

/** A screen as it is, while it loads, when reading fails, and in English. */
function reading(name: string, rest: string, api: RegExp, text: string, english: string): Screen[] {
  return [
    screen(name, ADMIN, async (page, ctx) => {
      await go(page, ctx, rest);
      await shown(page, text);
    }),
    screen(`${name}-loading`, ADMIN, async (page, ctx) => {
      await page.route(api, never);
      await go(page, ctx, rest);
      await page.locator(".grey-row").first().waitFor();
    }),
    screen(
      `${name}-error`,
      ADMIN,
      async (page, ctx) => {
        await page.route(api, failing);
        await go(page, ctx, rest);
        await page.getByRole("button", { name: "もう一度" }).first().waitFor();
      },
      { allow: REFUSED_REQUEST },
    ),
    screen(`${name}-english`, ADMIN, async (page, ctx) => {
      await go(page, ctx, rest);
      await page.getByRole("button", { name: "English" }).click();
      await shown(page, english);
    }),
    screen(`${name}-viewer`, "secretariat-viewer", async (page, ctx) => {
      await go(page, ctx, rest);
      await shown(page, text);
    }),
  ];
}

/** Four weeks as a season has them; a new system has no such past, so its answer is stood in for. */
function forecastOf(more: Partial<Forecast>): Forecast {
  const today = businessDate(Date.now());
  const week = [5_200_000, 4_900_000, 5_100_000, 5_600_000, 7_900_000, 11_800_000, 8_600_000];
  const days = Array.from({ length: 28 }, (_, at) => {
    const issuedYen = Math.round(((week[at % 7] as number) * (90 + at)) / 100);
    return { date: addDays(today, at - 28), issuedYen, usedYen: Math.round(issuedYen * 0.82) };
  });
  return {
    availableYen: 120_000_000,
    allottedYen: 118_800_000,
    days,
    runOut: {
      kind: "date",
      on: addDays(today, 33),
      earliestOn: addDays(today, 29),
      latestOn: addDays(today, 38),
      perDayYen: 7_012_500,
      weeks: 4,
    },
    endsOn: addDays(today, 109),
    horizonOn: addDays(today, 729),
    serverNowMs: Date.now(),
    ...more,
  };
}
const forecast = (name: string, more: Partial<Forecast>, text: string, looks: Partial<Screen> = {}) =>
  screen(
    `forecast-${name}`,
    "secretariat-viewer",
    async (page, ctx) => {
      await page.route(/\/forecast$/, (route) => route.fulfill({ json: forecastOf(more) }));
      await go(page, ctx);
      await shown(page, text);
    },
    looks,
  );

async function depositForm(page: Page, ctx: ScreenContext, amount: string, note: string): Promise<void> {
  await go(page, ctx);
  await page.getByRole("button", { name: "入金を記録する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("金額").fill(amount);
  await dialog.getByLabel("書類の番号や理由").fill(note);
}
const toConfirm = (page: Page) => page.getByRole("button", { name: "確認へ" }).click();

async function allotForm(page: Page, ctx: ScreenContext, what: string, amount: string): Promise<void> {
  await go(page, ctx, "/allotments");
  await page.getByRole("button", { name: `${HOTEL}の配分を変える` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: what }).click();
  await dialog.getByLabel("金額").fill(amount);
  await dialog.getByLabel("書類の番号や理由").fill("繁忙期の見直し");
}

/** A fund out of which stores were paid: a new system has closed nothing yet, so its answer is stood in for. */
async function withFees(page: Page, ctx: ScreenContext): Promise<void> {
  const { id } = await ready(ctx);
  await page.route(new RegExp(`/api/programmes/${id}/fund$`), async (route) => {
    const reply = await route.fetch();
    const now = (await reply.json()) as FundBody;
    const [paidOutYen, feesYen, feesHeldYen] = [95_875_381, 530_231, 180_231];
    const cashYen = now.cashYen - paidOutYen - (feesYen - feesHeldYen);
    await route.fulfill({ response: reply, json: { ...now, cashYen, paidOutYen, feesYen, feesHeldYen } });
  });
  await go(page, ctx);
  await shown(page, "事務局の手数料");
}

const book: Screen[] = [
  screen("fees", ADMIN, async (page, ctx) => {
    await withFees(page, ctx);
    await shown(page, "入金と合っています");
  }),
  screen("fees-phone", ADMIN, withFees, { size: { width: 390, height: 844 } }),
  screen("fees-viewer", "secretariat-viewer", withFees),
  screen("fees-too-much", ADMIN, async (page, ctx) => {
    await withFees(page, ctx);
    await page.getByRole("button", { name: "引き出した" }).click();
    await page.getByRole("dialog").getByLabel("金額").fill("180232");
    await toConfirm(page);
    await shown(page, "180,231円より多くは");
  }),
  screen("fees-confirm", ADMIN, async (page, ctx) => {
    await withFees(page, ctx);
    await page.getByRole("button", { name: "もどした" }).click();
    await page.getByRole("dialog").getByLabel("金額").fill("20000");
    await page.getByRole("dialog").getByLabel("書類の番号や理由").fill("引き出しの誤り");
    await toConfirm(page);
    await shown(page, "20,000円を記録する");
  }),
  ...reading(
    "book",
    "",
    /\/api\/programmes\/[0-9a-z]{12}\/fund$/,
    "入金と合っています",
    "Equals the deposits",
  ),
  screen(
    "book-offline",
    ADMIN,
    async (page, ctx) => {
      await go(page, ctx);
      await shown(page, "入金と合っています");
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  forecast("early", {}, "日早い見込みです"),
  forecast("dark", {}, "日早い見込みです", { dark: true }),
  forecast(
    "enough",
    { runOut: { kind: "date", on: null, earliestOn: null, latestOn: null, perDayYen: 210_000, weeks: 2 } },
    "まで足りる見込みです",
  ),
  forecast("empty", { runOut: { kind: "empty" }, availableYen: 0, allottedYen: 0 }, "もうありません"),
  forecast("quiet", { runOut: { kind: "none", why: "nothing-issued" } }, "最近は発行がない"),
  screen("forecast-how", "secretariat-viewer", async (page, ctx) => {
    await page.route(/\/forecast$/, (route) => route.fulfill({ json: forecastOf({}) }));
    await go(page, ctx);
    await page.getByText("計算のしかた").click();
    await page.getByText("数字で見る").click();
    await shown(page, "祝日、季節");
  }),
];

const moving: Screen[] = [
  screen("deposit", ADMIN, async (page, ctx) => {
    await depositForm(page, ctx, "1億2,000万", "第3回交付 潮観第140号");
    await shown(page, "と読みました");
  }),
  screen("deposit-missing", ADMIN, async (page, ctx) => {
    await depositForm(page, ctx, "たくさん", "");
    await toConfirm(page);
    await page.getByRole("alert").first().waitFor();
  }),
  screen("deposit-confirm", ADMIN, async (page, ctx) => {
    await depositForm(page, ctx, "1億2,000万", "第3回交付 潮観第140号");
    await toConfirm(page);
    await shown(page, "この内容でよろしいですか。");
  }),
  // The region whose one person needs no second.
  screen("deposit-done", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/fund`);
    await page.getByRole("button", { name: "入金を記録する" }).click();
    await page.getByLabel("金額").fill("30,000");
    await page.getByLabel("書類の番号や理由").fill("端数の入金");
    await toConfirm(page);
    await page.getByRole("button", { name: /30,000.*を入金する/ }).click();
    await shown(page, "の入金を記録しました。");
  }),
  screen(
    "deposit-unknown",
    ADMIN,
    async (page, ctx) => {
      await depositForm(page, ctx, "30,000", "返事の来ない入金");
      await page.route(/\/deposits$/, (route) => route.abort());
      await toConfirm(page);
      await page.getByRole("button", { name: "30,000円を入金する" }).click();
      await shown(page, "まだわかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "deposit-left-open",
    ADMIN,
    async (page, ctx) => {
      await depositForm(page, ctx, "10,000", "返事の来ない入金");
      await page.route(/\/deposits$/, (route) => route.abort());
      await toConfirm(page);
      await page.getByRole("button", { name: "10,000円を入金する" }).click();
      await shown(page, "まだわかりません。");
      await page.getByRole("button", { name: "とじる" }).click();
      await shown(page, "結果を、まだたしかめていません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "deposit-found",
    ADMIN,
    async (page, ctx) => {
      await depositForm(page, ctx, "20,000", "あとで確かめる入金");
      await page.route(/\/deposits$/, (route) => route.abort());
      await toConfirm(page);
      await page.getByRole("button", { name: "20,000円を入金する" }).click();
      await shown(page, "まだわかりません。");
      await page.unroute(/\/deposits$/);
      await page.reload();
      await page.getByRole("button", { name: "結果をたしかめる" }).click();
      await shown(page, "入金の記録は、承認待ちです。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("allot", ADMIN, async (page, ctx) => {
    await allotForm(page, ctx, "配分する", "5,000万");
    await shown(page, "このあと");
  }),
  screen("allot-too-much", ADMIN, async (page, ctx) => {
    await allotForm(page, ctx, "返してもらう", "90億");
    await page.getByRole("alert").first().waitFor();
  }),
  screen("allot-back-done", ADMIN, async (page, ctx) => {
    await allotForm(page, ctx, "返してもらう", "1,000");
    await toConfirm(page);
    await page.getByRole("button", { name: "1,000円を返してもらう" }).click();
    await shown(page, "1,000円の配分を変えました。");
  }),
  screen("move-missing", ADMIN, async (page, ctx) => {
    await allotForm(page, ctx, "ほかへ移す", "1,000");
    await toConfirm(page);
    await shown(page, "移す先を選んでください");
  }),
  screen("move-confirm", ADMIN, async (page, ctx) => {
    const { other } = await ready(ctx);
    await allotForm(page, ctx, "ほかへ移す", "2,000万");
    await page.getByLabel("移す先").selectOption(other.issuerId);
    await toConfirm(page);
    await page.getByRole("button", { name: "20,000,000円を移す" }).waitFor();
  }),
];

const statement: Screen[] = [
  ...reading(
    "statement",
    "/statement",
    /\/api\/programmes\/[0-9a-z]{12}\/statement/,
    "第2回交付",
    "Closing balance",
  ),
  screen("statement-share", ADMIN, async (page, ctx) => {
    const { other } = await ready(ctx);
    await go(page, ctx, `/statement?account=allotted:${other.issuerId}`);
    await shown(page, "閑散期のふりかえ");
  }),
  screen("statement-on-its-way", ADMIN, async (page, ctx) => {
    // The projection is some seconds behind the book.
    await page.route(/\/api\/.*\/statement/, async (route) => {
      const reply = await route.fetch();
      const now = (await reply.json()) as Statement;
      await route.fulfill({
        response: reply,
        json: { ...now, rows: now.rows.slice(0, -1), closingYen: now.closingYen - 1, inYen: now.inYen - 1 },
      });
    });
    await go(page, ctx, "/statement");
    await shown(page, "いま届いている途中の記録があります。");
  }),
  screen("statement-empty", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/statement?account=returned");
    await shown(page, "この期間の動きはありません。");
  }),
  screen("statement-wrong-days", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/statement?from=2026-12-02&to=2026-12-01");
    await page.getByRole("alert").first().waitFor();
  }),
  screen("statement-file", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/statement");
    await page.getByRole("button", { name: "CSVを作る" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "作る" }).waitFor();
  }),
  screen("statement-file-asked", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/statement");
    await page.getByRole("button", { name: "CSVを作る" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "作る" }).click();
    await shown(page, "CSVを作っています。");
  }),
  screen("statement-report", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/statement");
    await page.getByRole("button", { name: "CSVを作る" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "作る" }).click();
    await page.getByRole("link", { name: "帳票・CSVの画面へ" }).click();
    await shown(page, "原資の明細（未配分）");
  }),
];

const allotments: Screen[] = [
  ...reading(
    "allotments",
    "/allotments",
    /\/api\/programmes\/[0-9a-z]{12}\/issuers/,
    HOTEL,
    "Allotments by issuer",
  ),
  screen("allotments-empty", ADMIN, async (page, ctx) => {
    await page.route(/\/api\/.*\/issuers/, (route) => route.fulfill({ json: { rows: [], next: null } }));
    await go(page, ctx, "/allotments");
    await shown(page, "まだ発行事業者がありません。");
  }),
];

const thresholds: Screen[] = [
  ...reading(
    "thresholds",
    "/thresholds",
    /\/api\/programmes\/[0-9a-z]{12}\/thresholds/,
    "見守っています",
    "Watching",
  ),
  screen("thresholds-empty", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/fund`);
    await page.getByRole("link", { name: "残りが減ったら" }).click();
    await shown(page, "まだお知らせを決めていません。");
  }),
  // The sweep comes every five minutes; what it will have found stands in for its answer.
  screen("thresholds-crossed", ADMIN, async (page, ctx) => {
    await page.route(/\/api\/.*\/thresholds/, async (route) => {
      const reply = await route.fetch();
      const body = (await reply.json()) as { rows: Threshold[] };
      const rows = body.rows.map((one) => ({
        ...one,
        state: "crossed",
        crossedAtMs: Date.now(),
        mails: { sent: 1, queued: 0, failed: 1 },
      }));
      await route.fulfill({ response: reply, json: { ...body, rows } });
    });
    await go(page, ctx, "/thresholds");
    await shown(page, "下回っています");
  }),
  screen("thresholds-wrong", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/thresholds");
    await page.getByLabel("メールの宛先").fill("genshi@shiomi.example\nkakari");
    await page.getByLabel("割合（%）").fill("0");
    await page.getByRole("button", { name: "決める", exact: true }).click();
    await page.getByRole("alert").nth(1).waitFor();
  }),
  screen("thresholds-saved", ADMIN, async (page, ctx) => {
    const { issuer } = await ready(ctx);
    await go(page, ctx, "/thresholds");
    await page.getByLabel("何の残りですか").selectOption(issuer.issuerId);
    await page.getByRole("button", { name: "金額で" }).click();
    await page.getByLabel("金額", { exact: true }).fill("3,000万");
    await page.getByLabel("メールの宛先").fill("genshi@shiomi.example");
    await page.getByRole("button", { name: "決める", exact: true }).click();
    await shown(page, "お知らせを決めました。");
    await page.getByRole("cell", { name: "30,000,000円" }).first().waitFor();
  }),
  screen("thresholds-remove", ADMIN, async (page, ctx) => {
    await go(page, ctx, "/thresholds");
    await page
      .getByRole("button", { name: /お知らせを消す/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
  }),
];

/** Every screen and state of the fund's office. */
export const screens: readonly Screen[] = [...book, ...moving, ...statement, ...allotments, ...thresholds];
