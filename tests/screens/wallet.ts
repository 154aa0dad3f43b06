import type { BrowserContext, Page } from "playwright-core";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import {
  freshOperation,
  freshPhone,
  issueCodes,
  payAtTill,
  signInResident,
  storeQrPath,
} from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing as busy, never, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const STORE = "喫茶 みなと";
/** A store of the region where its Pay can't be used (S1). */
const OUTSIDE_STORE = "磯部の直売所";
const UNIT_STORE = "山並食堂 杉谷店";
/** Well formed and never issued. */
const UNKNOWN = `000000000000000000${chargeCodeCheckDigits("000000000000000000")}`;

interface World {
  /** Unused sheets of しおさいPay; each screen that spends one takes the next. */
  readonly sheets: string[];
  readonly charged: string;
  readonly till: string;
  readonly unitTill: string;
  readonly programmeId: string;
  readonly cookies: Awaited<ReturnType<BrowserContext["cookies"]>>;
  readonly emptyCookies: Awaited<ReturnType<BrowserContext["cookies"]>>;
}

/** Two residents: one with two Pays and a short history, one who has just registered. */
async function world(ctx: ScreenContext): Promise<World> {
  return ctx.once("wallet-world", async () => {
    const [desk, unitDesk, clerk, unitClerk] = await Promise.all([
      staffOf(ctx, "issuer-desk"),
      staffOf(ctx, "yamanami-issuer-desk"),
      staffOf(ctx, "clerk"),
      staffOf(ctx, "yamanami-clerk"),
    ]);
    const codes = await issueCodes(desk, 8, 3000);
    const [unitCode = ""] = await issueCodes(unitDesk, 1, 2000);
    const till = await storeQrPath(clerk, STORE);
    const unitTill = await storeQrPath(unitClerk, UNIT_STORE);
    const holder = await ctx.spare();
    const resident = await signInResident(holder, ctx.url, freshPhone());
    const [first = "", second = "", ...sheets] = codes;
    for (const code of [first, second, unitCode]) await resident.charge(code);
    const { programmeId } = (await payAtTill(resident, till, 1_280)).pay;
    const newcomer = await ctx.spare();
    await signInResident(newcomer, ctx.url, freshPhone());
    return {
      sheets,
      charged: first,
      till,
      unitTill,
      programmeId,
      cookies: await holder.cookies(),
      emptyCookies: await newcomer.cookies(),
    };
  });
}

type Opening = (page: Page, ctx: ScreenContext, world: World) => Promise<void>;

/** A screen of somebody signed in. */
function own(name: string, opening: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `wallet-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const made = await world(ctx);
      await page.context().addCookies(made.cookies);
      await opening(page, ctx, made);
    },
    ...more,
  };
}

/** A screen of somebody whose use the secretariat has stopped (FRZ-1). */
function frozen(name: string, opening: Opening): Screen {
  return {
    name: `wallet-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const made = await world(ctx);
      const cookies = await ctx.once("wallet-frozen", async () => {
        const context = await ctx.spare();
        const resident = await signInResident(context, ctx.url, freshPhone());
        await resident.charge(made.sheets.shift() ?? "");
        const { residentId } = await resident.done<{ residentId: string }>("GET", "residents/me");
        const office = await staffOf(ctx, "secretariat-admin");
        await office.done("POST", "freezes", {
          kind: "resident",
          residentId,
          operationId: freshOperation("00000000"),
          frozen: true,
          reason: "紛失の届け出",
        });
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await opening(page, ctx, made);
    },
  };
}

/** A screen of nobody, or of somebody without any Pay. */
function bare(name: string, opening: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `wallet-${name}`,
    size: PHONE,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => opening(page, ctx, await world(ctx)),
    ...more,
  };
}

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(ctx.url + path);
    await page.getByText(words).first().waitFor();
  };

/** Holds back every reply of an endpoint. */
const hold = (page: Page, path: string) => page.route(`**/api/${path}`, () => {});
/** Fails every call of an endpoint as an overloaded system does. */
const fail = (page: Page, path: string) =>
  page.route(`**/api/${path}`, (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: "internal", status: 500, code: "internal" }),
    }),
  );
const failing = (endpoint: string, path: string, words: string): Opening => {
  return async (page, ctx, made) => {
    await fail(page, endpoint);
    await at(path, words)(page, ctx, made);
  };
};
const holding = (endpoint: string, path: string, words: string): Opening => {
  return async (page, ctx, made) => {
    await hold(page, endpoint);
    await at(path, words)(page, ctx, made);
  };
};

/** The sheet in hand, as scanning leaves it. */
const inHand = (page: Page, code: string) =>
  page.addInitScript((text) => sessionStorage.setItem("tegata.scanned", text), code);

const offline = async (page: Page) => {
  await page.context().setOffline(true);
  await page.getByText("つながっていません").first().waitFor();
};

/** A payment that this phone has sent and knows no end of; where its page is. */
async function openPayment(page: Page): Promise<string> {
  const id = freshOperation("0a1b2c3d");
  const operation = {
    id,
    kind: "payment",
    handle: "none",
    amountYen: 1_280,
    unitWord: "円",
    party: STORE,
    startedAtMs: Date.now(),
  };
  await page.addInitScript(
    (text) => localStorage.setItem("tegata.operations.wallet", text),
    JSON.stringify([operation]),
  );
  return `/wallet/operations/${id}`;
}

const typed =
  (digits: string, till: (made: World) => string = (made) => made.till): Opening =>
  async (page, ctx, made) => {
    await page.goto(ctx.url + till(made).replace(/^\/s/, "/wallet/pay"));
    await page.locator(".key").first().waitFor();
    await page.keyboard.type(digits);
  };
const confirming =
  (digits: string, till?: (made: World) => string): Opening =>
  async (page, ctx, made) => {
    await typed(digits, till)(page, ctx, made);
    await page.getByRole("button", { name: "確認へ進む" }).click();
    await page.getByRole("heading", { name: "お支払いの確認" }).waitFor();
  };
const tapped =
  (digits: string): Opening =>
  async (page, ctx, made) => {
    await confirming(digits)(page, ctx, made);
    await page.getByRole("button", { name: /を支払う$/ }).click();
  };

const signInSteps: Opening = async (page, ctx) => {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByLabel("電話番号").fill(freshPhone());
  await page.getByRole("button", { name: "番号を送る" }).click();
  // The first step has a text box too.
  await page.getByText("6けたの番号を入れてください").waitFor();
};

export const screens: readonly Screen[] = [
  bare("sign-in", at("/wallet/", "電話番号ではじめる")),
  bare("sign-in-code", async (...args) => {
    await signInSteps(...args);
    await args[0].getByRole("textbox").fill("390");
  }),
  bare("sign-in-wrong", async (...args) => {
    const [page] = args;
    await signInSteps(...args);
    await page.getByRole("textbox").fill("000000");
    await page.getByRole("alert").waitFor();
  }),
  bare("sign-in-call", async (...args) => {
    const [page] = args;
    await page.clock.install();
    await signInSteps(...args);
    await page.clock.fastForward(31_000);
    await page.getByRole("button", { name: "もう一度送る" }).click();
    await page.getByText("新しい番号をお送りしました").waitFor();
    await page.clock.fastForward(31_000);
    await page.getByRole("button", { name: "電話で番号を聞く" }).waitFor();
  }),
  bare("sign-in-at-limit", async (...args) => {
    const [page] = args;
    await page.clock.install();
    await signInSteps(...args);
    await page.clock.fastForward(31_000);
    await page.getByRole("button", { name: "もう一度送る" }).click();
    await page.getByText("新しい番号をお送りしました").waitFor();
    await page.clock.fastForward(31_000);
    await page.getByRole("button", { name: "電話で番号を聞く" }).click();
    await page.getByText("3回お送りしました").waitFor();
    await page.clock.fastForward(10_000);
  }),
  bare("sign-in-stopped", async (page, ctx) => {
    await page.route("**/api/residents/verification", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "", title: "", status: 503, code: "messages-stopped" }),
      }),
    );
    await page.goto(`${ctx.url}/wallet/`);
    await page.getByLabel("電話番号").fill(freshPhone());
    await page.getByRole("button", { name: "番号を送る" }).click();
    await page.getByText("いま、番号をお送りできません").waitFor();
  }),
  bare("sign-in-not-mobile", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/`);
    await page.getByLabel("電話番号").fill("0312345678");
    await page.getByRole("button", { name: "番号を送る" }).click();
    await page.getByRole("alert").waitFor();
  }),
  own("home", at("/wallet/", "しおさいPay")),
  own("home-dark", at("/wallet/", "しおさいPay"), { dark: true }),
  own("home-english", at("/wallet/", "Scan a QR"), { locale: "en-US" }),
  own("home-loading", holding("wallets", "/wallet/", "QRを読み取る")),
  own("home-error", failing("wallets", "/wallet/", "こちらで問題が起きました"), { allow: REFUSED_REQUEST }),
  own(
    "home-offline",
    async (...args) => {
      await at("/wallet/", "しおさいPay")(...args);
      await offline(args[0]);
    },
    { allow: REFUSED_REQUEST },
  ),
  bare(
    "home-empty",
    async (page, ctx, made) => {
      await page.context().addCookies(made.emptyCookies);
      await at("/wallet/", "まだPayがありません")(page, ctx, made);
    },
    { allow: /^$/ },
  ),
  frozen("home-frozen", at("/wallet/", "利用を止めています")),
  frozen("pay-frozen", async (page, ctx, made) => {
    await page.goto(ctx.url + made.till.replace(/^\/s/, "/wallet/pay"));
    await page.getByText("使えるPayをお持ちではありません").waitFor();
  }),
  own("pay-page", async (page, ctx, made) => {
    await at(`/wallet/pays/${made.programmeId}`, "期限ごとの残高")(page, ctx, made);
  }),
  own("code", async (page, ctx, made) => {
    await at(`/wallet/code/${made.programmeId}`, "新しいコードまで")(page, ctx, made);
  }),
  own(
    "code-dark",
    async (page, ctx, made) => {
      await at(`/wallet/code/${made.programmeId}`, "新しいコードまで")(page, ctx, made);
    },
    { dark: true },
  ),
  own(
    "code-english",
    async (page, ctx, made) => {
      await at(`/wallet/code/${made.programmeId}`, "Until the next code")(page, ctx, made);
    },
    { locale: "en-US" },
  ),
  own("code-making", async (page, ctx, made) => {
    await page.route(/\/codes$/, never);
    await at(`/wallet/code/${made.programmeId}`, "読み取ってもらってください")(page, ctx, made);
  }),
  own(
    "code-error",
    async (page, ctx, made) => {
      await page.route(/\/codes$/, busy);
      await at(`/wallet/code/${made.programmeId}`, "もう一度")(page, ctx, made);
    },
    { allow: REFUSED_REQUEST },
  ),
  own("code-refused", async (page, ctx, made) => {
    await page.route(
      /\/codes\/[^/]+$/,
      (route) => route.fulfill({ json: { state: "refused", serverNowMs: Date.now() } }),
      { times: 1 },
    );
    await at(`/wallet/code/${made.programmeId}`, "受けつけられませんでした")(page, ctx, made);
  }),
  frozen("code-frozen", async (page, ctx, made) => {
    await at(`/wallet/code/${made.programmeId}`, "止")(page, ctx, made);
  }),
  own("scan", at("/wallet/scan", "QRを四角の中に")),
  own("type-wrong", async (...args) => {
    await at("/wallet/type", "20けたの番号")(...args);
    await args[0].keyboard.type("12345678901234567800");
    await args[0].getByRole("alert").waitFor();
  }),
  own("charge", async (page, ctx, made) => {
    await inHand(page, made.sheets[0] ?? "");
    await at("/wallet/charge", "チャージする金額")(page, ctx, made);
  }),
  own("charge-loading", async (page, ctx, made) => {
    await inHand(page, made.sheets[0] ?? "");
    await holding("charges/inspect", "/wallet/charge", "確かめています")(page, ctx, made);
  }),
  own("charge-refused", async (page, ctx, made) => {
    await inHand(page, made.charged);
    await at("/wallet/charge", "チャージできません")(page, ctx, made);
  }),
  own(
    "charge-unknown",
    async (page, ctx, made) => {
      await inHand(page, UNKNOWN);
      await at("/wallet/charge", "見つかりません")(page, ctx, made);
    },
    { allow: REFUSED_REQUEST },
  ),
  own("charge-empty", at("/wallet/charge", "もう一度読み取る")),
  own("charge-done", async (page, ctx, made) => {
    await inHand(page, made.sheets.pop() ?? "");
    await page.goto(`${ctx.url}/wallet/charge`);
    await page.getByRole("button", { name: /をチャージする$/ }).click();
    await page.getByText("受け取りました").waitFor();
  }),
  own("pay-amount", typed("1280")),
  own("pay-amount-english", typed("1280"), { locale: "en-US" }),
  own(
    "pay-amount-unit",
    typed("1640", (made) => made.unitTill),
  ),
  own("pay-over-balance", typed("99999")),
  own("pay-loading", async (page, ctx, made) => {
    await hold(page, "payments/inspect");
    await page.goto(ctx.url + made.till.replace(/^\/s/, "/wallet/pay"));
    await page.getByText("お店を確かめています").waitFor();
  }),
  own(
    "pay-altered-qr",
    async (page, ctx, made) => {
      const other = made.till.slice(0, -1) + (made.till.endsWith("A") ? "B" : "A");
      await page.goto(ctx.url + other.replace(/^\/s/, "/wallet/pay"));
      await page.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  own("pay-outside", async (page, ctx) => {
    const clerk = await staffOf(ctx, "clerk");
    const place = (await storeQrPath(clerk, OUTSIDE_STORE)).replace(/^\/s/, "/wallet/pay");
    await page.goto(ctx.url + place);
    await page.getByText("使えるPayをお持ちではありません").waitFor();
  }),
  own("pay-confirm", confirming("320")),
  own(
    "pay-confirm-unit",
    confirming("1640", (made) => made.unitTill),
  ),
  own("pay-sending", async (...args) => {
    await hold(args[0], "payments");
    await tapped("320")(...args);
    await args[0].getByText("終わるまで").waitFor();
  }),
  own(
    "pay-lost-reply",
    async (...args) => {
      await args[0].route("**/api/payments", (route) => route.abort());
      await hold(args[0], "operations/resolve");
      await tapped("320")(...args);
      await args[0].getByText("返事が遅れています").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  own("paid", async (...args) => {
    await tapped("120")(...args);
    await args[0].getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  }),
  own(
    "not-paid",
    async (...args) => {
      await args[0].route("**/api/payments", (route) => route.abort());
      await tapped("320")(...args);
      await args[0].getByText("お支払いは済んでいません").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  own("result-checking", async (page, ctx) => {
    await hold(page, "operations/resolve");
    await page.goto(ctx.url + (await openPayment(page)));
    await page.getByText("どうなったか、確かめています").waitFor();
  }),
  own("result-unknown", async (page, ctx) => {
    // Its clock runs by hand: the system is asked for most of a minute before the answer is "not known yet".
    await page.clock.install();
    await page.route("**/api/operations/resolve", (route) =>
      route.fulfill({ json: { outcome: "unknown", code: "try-again", serverNowMs: Date.now() } }),
    );
    await page.goto(ctx.url + (await openPayment(page)));
    const words = page.getByText("まだわかりません");
    for (let i = 0; i < 60 && (await words.count()) === 0; i++) await page.clock.runFor(1_000);
    await words.waitFor();
    await page.clock.resume();
  }),
  own("settings", at("/wallet/settings", "画面の明るさ")),
  own("settings-english", at("/wallet/settings", "Text size"), { locale: "en-US" }),
  own("sign-out", async (...args) => {
    await at("/wallet/settings", "画面の明るさ")(...args);
    await args[0].getByRole("button", { name: "ログアウトする" }).click();
    await args[0].getByRole("dialog").waitFor();
  }),
  own("help", async (...args) => {
    await at("/wallet/help", "支払えたかどうか")(...args);
    await args[0].locator("summary").first().click();
  }),
  bare("coupon", async (page, ctx, made) => {
    await at(`/c/${made.sheets[0]}`, "残っている金額")(page, ctx, made);
  }),
  bare(
    "coupon-english",
    async (page, ctx, made) => {
      await at(`/c/${made.sheets[0]}`, "Remaining")(page, ctx, made);
    },
    { locale: "en-US" },
  ),
  bare("coupon-charged", async (page, ctx, made) => {
    await at(`/c/${made.charged}`, "アプリへ移しました")(page, ctx, made);
  }),
  bare("coupon-no-code", at("/c", "残高を見る")),
  bare("coupon-wrong-digit", async (page, ctx, made) => {
    const sheet = made.sheets[0] ?? "";
    const wrong = `${sheet.slice(0, 9)}${(Number(sheet[9]) + 1) % 10}${sheet.slice(10)}`;
    await at(`/c/${wrong}`, "番号のどこかがちがいます")(page, ctx, made);
  }),
  bare("coupon-unknown", at(`/c/${UNKNOWN}`, "見つかりません")),
  bare("store-qr", async (page, ctx, made) => at(made.till, "アプリで支払う")(page, ctx, made)),
  bare("not-found", at("/wallet/nowhere", "ページが見つかりません")),
];
