/** News and what wakes a phone: the question on the home screen, the settings in every state, the inbox (PSH-1, PSH-2, PSH-7). */
import type { Page } from "playwright-core";
import {
  freshOperation,
  freshPhone,
  issueCodes,
  payAtTill,
  type ResidentCalls,
  signInResident,
  storeQrPath,
} from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, failing, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
type Opening = Screen["open"];

/** What a browser says of itself, before the page asks. */
interface Browser {
  readonly permission?: NotificationPermission;
  /** Without a push service, as an old browser or an iPhone's page that isn't on the home screen. */
  readonly noPush?: boolean;
  readonly ios?: boolean;
  readonly installs?: boolean;
}

async function as(page: Page, browser: Browser): Promise<void> {
  await page.addInitScript((one) => {
    if (one.noPush) Reflect.deleteProperty(window, "PushManager");
    Object.defineProperty(Notification, "permission", { get: () => one.permission ?? "default" });
    if (one.ios) Object.defineProperty(navigator, "userAgent", { get: () => "iPhone OS 18_0 Safari" });
    if (one.installs)
      addEventListener("load", () => {
        const event = new Event("beforeinstallprompt", { cancelable: true });
        window.dispatchEvent(Object.assign(event, { prompt: async () => undefined }));
      });
  }, browser);
}

/** Somebody with money and some news; `paid` on this phone or not. */
function resident(
  name: string,
  browser: Browser,
  paid: boolean,
  open: Opening,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `push-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const { cookies, residentId } = await ctx.once<{ cookies: Cookies; residentId: string }>(
        "push",
        async () => {
          const context = await ctx.spare();
          const calls = await signInResident(context, ctx.url, freshPhone());
          const desk = await staffOf(ctx, "issuer-desk");
          for (const code of await issueCodes(desk, 2, 3_000)) await calls.charge(code);
          await somethingHappens(ctx, calls);
          const me = await calls.done<{ residentId: string }>("GET", "residents/me");
          return { cookies: await context.cookies(), residentId: me.residentId };
        },
      );
      await page.context().addCookies(cookies);
      await as(page, browser);
      await page.addInitScript(
        ([id, hasPaid]) => {
          localStorage.setItem(
            "tegata.wallet.resident",
            JSON.stringify({ residentId: id, phoneEnd: "0000" }),
          );
          if (hasPaid)
            localStorage.setItem("tegata.wallet.kept.has-paid", JSON.stringify({ atMs: 1, value: true }));
        },
        [residentId, paid] as const,
      );
      await open(page, ctx);
    },
    ...more,
  };
}

/** Two payments, one of them voided by the shop; a notice to everybody. */
async function somethingHappens(ctx: ScreenContext, resident: ResidentCalls): Promise<void> {
  const [clerk, office] = [await staffOf(ctx, "clerk"), await staffOf(ctx, "secretariat-admin")];
  const till = await storeQrPath(clerk, "喫茶 みなと");
  const { pay } = await payAtTill(resident, till, 780);
  const { receipt, handle } = await payAtTill(resident, till, 1_280);
  await clerk.done("POST", `counter/payments/${receipt.operationId}/void`, {
    operationId: freshOperation(receipt.operationId.slice(-8)),
    handle,
    storeId: till.split("/")[2],
  });
  const { noticeId } = await office.done<{ noticeId: string }>("POST", "notices", {
    ...{
      kind: "notice",
      category: null,
      title: "年末年始のご利用について",
      body: "お店の営業日をご確認ください。",
    },
    audiences: [{ kind: "residents", programmeId: pay.programmeId }],
    ...{ fromOn: null, untilOn: null },
  });
  await office.done("POST", `notices/${noticeId}/publish`);
}

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}${path}`);
    await shown(page, words);
  };
const home = (words: string) => at("/wallet/", words);
const settings = (words: string) => at("/wallet/notifications", words);

/** The same person, whose phone is subscribed as far as the screen is told. */
const subscribed: Opening = async (page, ctx) => {
  await page.route("**/api/residents/push", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...(await reply.json()), subscribed: true } });
  });
  await settings("通知を止める")(page, ctx);
};

export const screens: readonly Screen[] = [
  resident("ask", {}, true, home("お知らせを受け取りますか")),
  resident("ask-english-dark", {}, true, home("Shall we notify you?"), { locale: "en-US", dark: true }),
  resident("ask-not-before-paying", {}, false, home("5,220")),
  resident("ask-install", { permission: "denied", installs: true }, true, home("ホーム画面に追加しますか")),
  resident("ask-install-iphone", { noPush: true, ios: true }, true, home("ホーム画面に追加すると便利です")),
  resident("settings-off", {}, false, settings("通知を受け取る")),
  resident("settings-on", { permission: "granted" }, false, subscribed),
  resident("settings-blocked", { permission: "denied" }, false, settings("通知がブロックされています")),
  resident("settings-unsupported", { noPush: true }, false, settings("このブラウザは通知に対応していません")),
  resident("settings-iphone", { noPush: true, ios: true }, false, settings("ホーム画面に追加すると便利です")),
  resident(
    "settings-error",
    {},
    false,
    async (page, ctx) => {
      await page.route("**/api/residents/push", failing);
      await settings("混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  resident("inbox", {}, false, at("/wallet/notices", "戻ったお金")),
  resident("inbox-english-dark", {}, false, at("/wallet/notices", "Money back"), {
    locale: "en-US",
    dark: true,
  }),
];
