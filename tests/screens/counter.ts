import type { Page } from "playwright-core";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import { READER_TEST } from "../../web/shared/scanner/reader-profile.ts";
import {
  callsOf,
  freshOperation,
  freshPhone,
  issueCodes,
  payAtTill,
  type ResidentCalls,
  signInResident,
  storeQrPath,
} from "../demo-people.ts";
import { OWN_FACE } from "./own-face.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { cookiesOf, staffOf } from "./steps.ts";

const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const STORE = "喫茶 みなと";
const QUIET_STORE = "丸八鮮魚店";
const PHONE_ONLY_STORE = "朝市の屋台 いそ";
const UNIT_STORE = "山並食堂 杉谷店";
const OUTSIDE_STORE = "遊技場 やまびこ";
/** Well formed and never issued. */
const UNKNOWN = `000000000000000000${chargeCodeCheckDigits("000000000000000000")}`;
/** Slower than any reader, so that it counts as a person's typing. */
const BY_HAND_MS = 130;

type Account = "clerk" | "other-clerk" | "yamanami-clerk";
interface World {
  /** Unused sheets of しおさいPay; each screen that spends one takes the next. */
  readonly sheets: string[];
  readonly unitSheets: string[];
  readonly charged: string;
  readonly resident: ResidentCalls;
  readonly till: string;
}

/** A resident who has paid here by phone, sheets to take, and one that was charged. */
function world(ctx: ScreenContext): Promise<World> {
  return ctx.once("counter-world", async () => {
    const [desk, unitDesk, clerk] = await Promise.all([
      staffOf(ctx, "issuer-desk"),
      staffOf(ctx, "yamanami-issuer-desk"),
      staffOf(ctx, "clerk"),
    ]);
    const [charged = "", forApp = "", ...sheets] = await issueCodes(desk, 30, 3000);
    const unitSheets = await issueCodes(unitDesk, 3, 2000);
    const resident = await signInResident(await ctx.spare(), ctx.url, freshPhone());
    for (const code of [charged, forApp]) await resident.charge(code);
    const till = await storeQrPath(clerk, STORE);
    for (const amount of [860, 1_280]) await payAtTill(resident, till, amount);
    return { sheets, unitSheets, charged, resident, till };
  });
}

/** Stands at the first till of a store, as choosing it once leaves the device. */
async function standAt(page: Page, ctx: ScreenContext, key: Account, storeName: string): Promise<void> {
  await page.context().addCookies(await cookiesOf(ctx, key));
  const me = await callsOf(page.context(), ctx.url).done<{
    staffId: string;
    stores: { name: string; tills: { tillId: string }[] }[];
  }>("GET", "staff/me");
  const store = me.stores.find((one) => one.name === storeName);
  if (!store) throw new Error(`${key} has no store ${storeName}`);
  const remembered = JSON.stringify({ staffId: me.staffId, store, tillId: store.tills[0]?.tillId });
  await page.addInitScript((text) => localStorage.setItem("tegata.counter.till", text), remembered);
}

/** Somebody of one's own with a coupon in their wallet: what one screen shows ends what another has shown. */
async function holder(ctx: ScreenContext, made: World): Promise<ResidentCalls> {
  const resident = await signInResident(await ctx.spare(), ctx.url, freshPhone());
  await resident.charge(made.sheets.pop() ?? "");
  return resident;
}

/** What a resident's wallet shows a shop. */
async function shownCode(resident: ResidentCalls): Promise<string> {
  const { wallets } = await resident.done<{ wallets: { idTail: string; pay: { programmeId: string } }[] }>(
    "GET",
    "wallets",
  );
  const [first] = wallets;
  const path = `wallets/${first?.pay.programmeId}/codes`;
  const { code } = await resident.done<{ code: string }>("POST", path, {
    operationId: freshOperation(first?.idTail ?? ""),
  });
  return code;
}

/** Types it at the till, looks it up, and waits for what the till says. */
async function appCode(
  page: Page,
  ctx: ScreenContext,
  code: string,
  words = "アプリのコード",
): Promise<void> {
  await page.goto(`${ctx.url}/counter/scan`);
  await page.getByRole("button", { name: "アプリの24けた" }).click();
  await page.keyboard.type(code, { delay: BY_HAND_MS });
  await page.getByRole("button", { name: "この番号を確かめる" }).click();
  await page.getByText(words).first().waitFor();
}

type Opening = (page: Page, ctx: ScreenContext, world: World) => Promise<void>;
interface More extends Partial<Screen> {
  readonly account?: Account;
  readonly store?: string;
}

/** A screen at a till. */
function till(name: string, opening: Opening, more: More = {}): Screen {
  const { account = "clerk", store = STORE, ...rest } = more;
  return {
    name: `counter-${name}`,
    size: TABLET,
    open: async (page, ctx) => {
      const made = await world(ctx);
      await standAt(page, ctx, account, store);
      await opening(page, ctx, made);
    },
    ...rest,
  };
}

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/counter/${path}`);
    await page.getByText(words).first().waitFor();
  };

/** On the page where a reader is learnt, keys as one would send them. */
const reading =
  (text: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/counter/settings/reader`);
    await page.getByText("読み取るのを待っています").waitFor();
    await page.evaluate((keys) => {
      for (const key of keys)
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, Array.from(text));
    await page.getByText(words).first().waitFor();
  };

/** Holds back every reply of an endpoint. */
const hold = (page: Page, path: string) => page.route(`**/api/${path}`, () => {});
/** Answers every call of an endpoint with a problem. */
const refuse = (page: Page, path: string, code: string, status: number, more: object = {}) =>
  page.route(`**/api/${path}`, (route) =>
    route.fulfill({
      status,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: code, status, code, ...more }),
    }),
  );
const HOME_CALLS = ["counter/payments?*", "counter/summary?*", "counter/day?*"];

const typed =
  (code: string | ((made: World) => string)): Opening =>
  async (page, ctx, made) => {
    await page.goto(`${ctx.url}/counter/scan`);
    await page.locator(".groups").waitFor();
    const digits = typeof code === "string" ? code : code(made);
    await page.keyboard.type(digits, { delay: BY_HAND_MS });
  };
const lookedUp =
  (code: string | ((made: World) => string)): Opening =>
  async (...args) => {
    await typed(code)(...args);
    await args[0].getByRole("button", { name: "この番号を確かめる" }).click();
  };
const priced =
  (price: string, code: (made: World) => string = (made) => made.sheets[0] ?? ""): Opening =>
  async (...args) => {
    await lookedUp(code)(...args);
    const [page] = args;
    await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
    await page.keyboard.type(price, { delay: BY_HAND_MS });
  };
const pressed =
  (price: string, code?: (made: World) => string): Opening =>
  async (...args) => {
    await priced(price, code)(...args);
    await args[0].getByRole("button", { name: /を受け取る$/ }).click();
  };
/** Puts a face of the region's own on whatever Pay the till is told of. */
const inOwnFace =
  (opening: Opening): Opening =>
  async (...args) => {
    await args[0].route(/\/api\/counter\/(inspect|payments|qr)(\?storeId=\w+)?$/, async (route) => {
      const reply = await route.fetch();
      const body = (await reply.text()).replaceAll('"face":"shiosai"', `"face":${JSON.stringify(OWN_FACE)}`);
      await route.fulfill({ response: reply, body });
    });
    await opening(...args);
  };
const taken = (price: string): Opening => {
  return async (...args) => {
    await pressed(price, (made) => made.sheets.pop() ?? "")(...args);
    await args[0].getByRole("heading", { name: "受け取りました" }).waitFor();
  };
};
/** Of a sale of 5,000 a first coupon has paid 3,000; the second is a dead one. */
const deadCoupon: Opening = async (...args) => {
  await taken("5000")(...args);
  await args[0].getByRole("button", { name: "2,000円を別のクーポンで" }).click();
  await args[0].getByRole("heading", { name: "クーポンを読み取る" }).waitFor();
  await lookedUp((made) => made.charged)(...args);
  await args[0].getByRole("heading", { name: "このクーポンは使えません" }).waitFor();
};
const voided: Opening = async (...args) => {
  await taken("700")(...args);
  await args[0].getByRole("button", { name: "取り消す" }).click();
  await args[0].getByRole("button", { name: "700円を取り消す" }).click();
  await args[0].getByRole("heading", { name: "取り消しました" }).waitFor();
};
/** The reply of the payment is lost after the system has done it. */
const lostReply = (page: Page) =>
  page.route("**/api/counter/payments", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
const offline = async (page: Page) => {
  await page.context().setOffline(true);
  await page.getByText("つながっていません").first().waitFor();
};

const arriving: Opening = async (page, ctx, made) => {
  await at("", "自動で届きます")(page, ctx, made);
  await page.locator(".digits").first().waitFor();
  await payAtTill(made.resident, made.till, 640);
  await page.getByText("いま届きました").first().waitFor();
};
const openPayment: Opening = async (page, ctx, made) => {
  await at("payments", "お支払いの記録")(page, ctx, made);
  await page.locator("a .digits").first().click();
  await page.getByRole("heading", { name: "お支払いの内容" }).waitFor();
};

function signIn(name: string, answer: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `counter-sign-in${name}`,
    size: TABLET,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => {
      const made = await world(ctx);
      await page.goto(`${ctx.url}/counter/`);
      await page.getByRole("heading", { name: "お店のレジにサインイン" }).waitFor();
      await answer(page, ctx, made);
    },
    ...more,
  };
}
const credentials = async (page: Page) => {
  await page.getByLabel("ID", { exact: true }).fill("minato-clerk");
  await page.getByLabel("パスワード", { exact: true }).fill("not-the-password");
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByRole("alert").first().waitFor();
};

export const screens: readonly Screen[] = [
  signIn("", async () => {}),
  signIn("-phone", async () => {}, { size: PHONE }),
  signIn("-wrong", credentials),
  signIn("-stopped", async (page) => {
    await refuse(page, "staff/session", "account-stopped", 403);
    await credentials(page);
  }),
  signIn("-throttled", async (page) => {
    await refuse(page, "staff/session", "too-many-requests", 429, { retryAfterMs: 30_000 });
    await credentials(page);
  }),
  signIn("-offline", offline),
  {
    name: "counter-till",
    size: TABLET,
    open: async (page, ctx) => {
      await page.context().addCookies(await cookiesOf(ctx, "clerk"));
      await at("", "お店とレジを選んでください")(page, ctx, await world(ctx));
    },
  },

  till("home", async (...args) => {
    await at("", "自動で届きます")(...args);
    await args[0].locator(".digits").first().waitFor();
  }),
  till("home-arrived", arriving),
  till("home-phone", arriving, { size: PHONE }),
  till("home-desk", at("", "きょうの合言葉"), { size: DESK }),
  till("home-dark", at("", "きょうの合言葉"), { dark: true }),
  till("home-english", async (page, ctx, made) => {
    await page.addInitScript(() => localStorage.setItem("tegata.locale", "en"));
    await at("", "Scan a coupon")(page, ctx, made);
  }),
  till("home-unit", at("", "きょうの合言葉"), { account: "yamanami-clerk", store: UNIT_STORE }),
  till("home-phone-only", at("", "アプリのお支払いだけ"), {
    account: "other-clerk",
    store: PHONE_ONLY_STORE,
  }),
  till("home-empty", at("", "まだアプリ払いがありません"), { store: QUIET_STORE }),
  till("home-loading", async (...args) => {
    for (const call of HOME_CALLS) await hold(args[0], call);
    await at("", "届いたアプリ払い")(...args);
  }),
  till(
    "home-error",
    async (...args) => {
      for (const call of HOME_CALLS) await refuse(args[0], call, "internal", 500);
      await at("", "こちらで問題が起きました")(...args);
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "home-offline",
    async (...args) => {
      await at("", "自動で届きます")(...args);
      await offline(args[0]);
    },
    { allow: REFUSED_REQUEST },
  ),

  till("scan", async (...args) => {
    await at("scan", "QRを四角の中に")(...args);
    await args[0].keyboard.type("48271590633820", { delay: BY_HAND_MS });
  }),
  till("scan-phone", at("scan", "QRを四角の中に"), { size: PHONE }),
  till("scan-no-camera", async (page, ctx, made) => {
    await page.addInitScript(() => {
      const none = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
      if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = none;
    });
    await at("scan", "許可がありません")(page, ctx, made);
  }),
  till("scan-check-digit", typed("12345678901234567800")),
  till("scan-looking-up", async (...args) => {
    await hold(args[0], "counter/inspect");
    await lookedUp((made) => made.sheets[0] ?? "")(...args);
    await args[0].getByText("確かめています").first().waitFor();
  }),
  till("scan-app-code", async (page, ctx, made) => {
    await at("scan", "アプリの24けた")(page, ctx, made);
    await page.getByRole("button", { name: "アプリの24けた" }).click();
    await page.keyboard.type("4827159063", { delay: BY_HAND_MS });
    await page.getByText("あと14けた").first().waitFor();
  }),
  till("app-confirm", async (page, ctx, made) => {
    await appCode(page, ctx, await shownCode(await holder(ctx, made)));
    await page.keyboard.type("680", { delay: BY_HAND_MS });
    await page.getByText("今回使う").first().waitFor();
  }),
  till("app-done", async (page, ctx, made) => {
    await appCode(page, ctx, await shownCode(await holder(ctx, made)));
    await page.keyboard.type("680", { delay: BY_HAND_MS });
    await page.getByRole("button", { name: /を受け取る$/ }).click();
    await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  }),
  till(
    "app-not-here",
    async (page, ctx, made) => {
      await appCode(page, ctx, await shownCode(await holder(ctx, made)));
    },
    { account: "other-clerk", store: "朝市の屋台 いそ" },
  ),
  till(
    "app-over",
    async (page, ctx, made) => {
      const resident = await holder(ctx, made);
      const [old] = [await shownCode(resident), await shownCode(resident)];
      await appCode(page, ctx, old, "コードを出しなおして");
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "scan-unknown",
    async (...args) => {
      await lookedUp(UNKNOWN)(...args);
      await args[0].getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "scan-offline",
    async (...args) => {
      await at("scan", "QRを四角の中に")(...args);
      await args[0].context().setOffline(true);
      await typedAgain(args[0], args[2].sheets[0] ?? "");
    },
    { allow: REFUSED_REQUEST },
  ),

  till("confirm", priced("5000")),
  till("confirm-empty", priced("")),
  till("confirm-phone", priced("5000"), { size: PHONE }),
  till(
    "confirm-unit",
    priced("1640", (made) => made.unitSheets[0] ?? ""),
    { account: "yamanami-clerk", store: UNIT_STORE },
  ),
  till(
    "confirm-below-unit",
    priced("340", (made) => made.unitSheets[0] ?? ""),
    { account: "yamanami-clerk", store: UNIT_STORE },
  ),
  till("confirm-sending", async (...args) => {
    await hold(args[0], "counter/payments");
    await pressed("1200")(...args);
    await args[0].getByText("受け取っています").waitFor();
  }),
  till(
    "confirm-not-taken",
    async (...args) => {
      await refuse(args[0], "counter/payments", "frozen", 409, { outcome: "not-done" });
      await pressed("1200")(...args);
      await args[0].getByText("お支払いは済んでいません").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  till("refused-charged", async (...args) => {
    await lookedUp((made) => made.charged)(...args);
    await args[0].getByRole("heading", { name: "このクーポンは使えません" }).waitFor();
  }),
  till(
    "refused-outside",
    async (...args) => {
      await lookedUp((made) => made.unitSheets[0] ?? "")(...args);
      await args[0].getByRole("heading", { name: "このクーポンは使えません" }).waitFor();
    },
    { account: "yamanami-clerk", store: OUTSIDE_STORE },
  ),
  till(
    "refused-phone-only",
    async (...args) => {
      await lookedUp((made) => made.sheets[0] ?? "")(...args);
      await args[0].getByRole("heading", { name: "このクーポンは使えません" }).waitFor();
    },
    { account: "other-clerk", store: PHONE_ONLY_STORE, size: PHONE },
  ),

  till("done", taken("5000")),
  till("done-phone", taken("1200"), { size: PHONE }),
  till("done-own-face", inOwnFace(taken("900"))),
  till("done-own-face-dark", inOwnFace(taken("400")), { dark: true }),
  till("done-own-face-voided", inOwnFace(voided), { size: PHONE }),
  till("done-void", async (...args) => {
    await taken("700")(...args);
    await args[0].getByRole("button", { name: "取り消す" }).click();
    await args[0].getByRole("dialog").waitFor();
  }),
  till("done-voided", voided),
  till("sale-refused", deadCoupon),
  till("sale-refused-phone", deadCoupon, { size: PHONE }),
  till("sale-done", async (...args) => {
    await deadCoupon(...args);
    await lookedUp((made) => made.sheets.pop() ?? "")(...args);
    await args[0].getByRole("button", { name: "2,000円を受け取る" }).click();
    await args[0].getByRole("heading", { name: "受け取りました" }).waitFor();
  }),

  till(
    "lost-reply",
    async (...args) => {
      await lostReply(args[0]);
      await hold(args[0], "operations/resolve");
      await pressed("500", (made) => made.sheets.pop() ?? "")(...args);
      await args[0].getByText("返事が届かなかったので").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "lost-reply-paid",
    async (...args) => {
      await lostReply(args[0]);
      await pressed("500", (made) => made.sheets.pop() ?? "")(...args);
      await args[0].getByRole("heading", { name: "お支払いは済んでいます" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "lost-reply-not-paid",
    async (...args) => {
      // The request itself never arrives.
      await args[0].route("**/api/counter/payments", (route) => route.abort("connectionreset"));
      await pressed("500")(...args);
      await args[0].getByText("お支払いは済んでいません").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "still-unknown",
    async (page, ctx, made) => {
      await leaveUnknown(page, ctx, made);
      await page.goto(`${ctx.url}/counter/`);
      await page.getByRole("link", { name: "結果を確かめる" }).first().click();
      await page.getByRole("button", { name: "もう一度たしかめる" }).waitFor({ timeout: 58_000 });
    },
    { allow: REFUSED_REQUEST },
  ),
  till(
    "home-unresolved",
    async (page, ctx, made) => {
      await leaveUnknown(page, ctx, made);
      await at("", "結果をまだ確かめていない")(page, ctx, made);
    },
    { allow: REFUSED_REQUEST },
  ),

  till("payments", async (...args) => {
    await at("payments", "お支払いの記録")(...args);
    await args[0].locator(".digits").first().waitFor();
  }),
  till(
    "payments-phone",
    async (...args) => {
      await at("payments", "お支払いの記録")(...args);
      await args[0].locator(".digits").first().waitFor();
    },
    { size: PHONE },
  ),
  till("payments-empty", at("payments", "まだありません"), { store: QUIET_STORE }),
  till("payments-loading", async (...args) => {
    await hold(args[0], "counter/payments?*");
    await at("payments", "お支払いの記録")(...args);
  }),
  till(
    "payments-error",
    async (...args) => {
      await refuse(args[0], "counter/payments?*", "internal", 500);
      await at("payments", "こちらで問題が起きました")(...args);
    },
    { allow: REFUSED_REQUEST },
  ),
  till("payment", openPayment),
  till("payment-too-late", async (...args) => {
    await args[0].route("**/api/counter/payments?*", async (route) => {
      const reply = await route.fetch();
      const body = (await reply.json()) as { rows: { voidableUntilMs: number | null }[] };
      for (const row of body.rows) row.voidableUntilMs = null;
      await route.fulfill({ json: body });
    });
    await openPayment(...args);
  }),
  till("payment-gone", at("payments/2026-11-01/01920000-0000-7000-8000-000000000000", "見つかりません")),

  till("qr", at("qr", "A4の紙に印刷")),
  till("qr-phone", at("qr", "A4の紙に印刷"), { size: PHONE }),
  till("qr-own-face", inOwnFace(at("qr", "A4の紙に印刷"))),
  till("qr-own-face-dark", inOwnFace(at("qr", "A4の紙に印刷")), { dark: true }),
  till("qr-phone-only-dark", at("qr", "A4の紙に印刷"), {
    dark: true,
    account: "other-clerk",
    store: PHONE_ONLY_STORE,
  }),
  till("qr-loading", async (...args) => {
    await hold(args[0], "counter/qr?*");
    await at("qr", "お店のQR")(...args);
  }),
  till(
    "qr-error",
    async (...args) => {
      await refuse(args[0], "counter/qr?*", "internal", 500);
      await at("qr", "こちらで問題が起きました")(...args);
    },
    { allow: REFUSED_REQUEST },
  ),
  till("settings", at("settings", "お支払いがすんだら")),
  till("settings-phone", at("settings", "お支払いがすんだら"), { size: PHONE }),
  till("reader", at("settings/reader", "読み取るのを待っています")),
  till("reader-learnt", reading(`#${READER_TEST}`, "おぼえました")),
  till("reader-fault", reading(READER_TEST.slice(9), "文字が足りません")),
  till("reader-phone", reading(READER_TEST, "おぼえました"), { size: PHONE }),
  till("password", at("settings/password", "15文字以上")),
  till("sessions", at("settings/sessions", "この端末")),
  till("help", async (...args) => {
    await at("help", "クーポンのQRが読み取れない")(...args);
    await args[0].locator("summary").first().click();
  }),
];

async function typedAgain(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code, { delay: BY_HAND_MS });
  await page.getByText("つながっていない").first().waitFor();
}

/** Reloads while a payment's end is not known: the device remembers it, and nobody answers. */
async function leaveUnknown(page: Page, ctx: ScreenContext, made: World): Promise<void> {
  await lostReply(page);
  await refuse(page, "operations/resolve", "try-again", 503);
  await pressed("300", () => made.sheets.pop() ?? "")(page, ctx, made);
  await page.getByText("返事が届かなかったので").waitFor();
}
