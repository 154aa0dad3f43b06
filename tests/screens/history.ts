/** The history of a Pay (HIS-1 to HIS-4): the list and what narrows it, a statement of each kind, the file. */
import type { Page } from "playwright-core";
import type { HistoryDetail, HistoryRow } from "../../schema/api/history.ts";
import {
  callsOf,
  freshOperation,
  freshPhone,
  issueCodes,
  payAtTill,
  signInResident,
  storeQrPath,
} from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, failing, never, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const SMALL_ANDROID = { width: 360, height: 740 };
const STORE = "喫茶 みなと";
const JOURNAL = /\/api\/wallets\/[^/]+\/journal/;
const DAY_MS = 86_400_000;

interface World {
  readonly programmeId: string;
  readonly cookies: Cookies;
  readonly newcomer: Cookies;
}
type Opening = (page: Page, ctx: ScreenContext, world: World) => Promise<void>;

/** Somebody who charged, paid three times, and got one payment back; and somebody who has just begun. */
async function world(ctx: ScreenContext): Promise<World> {
  return ctx.once("history-world", async () => {
    const [desk, clerk] = await Promise.all([staffOf(ctx, "issuer-desk"), staffOf(ctx, "clerk")]);
    const till = await storeQrPath(clerk, STORE);
    const context = await ctx.spare();
    const resident = await signInResident(context, ctx.url, freshPhone());
    for (const code of await issueCodes(desk, 2, 3_000)) await resident.charge(code);
    const first = await payAtTill(resident, till, 1_280);
    await payAtTill(resident, till, 3_300);
    const voided = await payAtTill(resident, till, 500);
    await clerk.done("POST", `counter/payments/${voided.receipt.operationId}/void`, {
      operationId: freshOperation(voided.receipt.operationId.slice(-8)),
      handle: voided.handle,
      storeId: voided.receipt.storeId,
    });
    const newcomer = await ctx.spare();
    await signInResident(newcomer, ctx.url, freshPhone());
    return {
      programmeId: first.pay.programmeId,
      cookies: await context.cookies(),
      newcomer: await newcomer.cookies(),
    };
  });
}

function own(name: string, opening: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `history-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const made = await world(ctx);
      await page.context().addCookies(made.cookies);
      await opening(page, ctx, made);
    },
    ...more,
  };
}

const list =
  (query: string, words: string): Opening =>
  async (page, ctx, { programmeId }) => {
    await page.goto(`${ctx.url}/wallet/history?pay=${programmeId}${query}`);
    await shown(page, words);
  };

/** The statement of the newest entry of a kind. */
const statement =
  (kind: HistoryRow["kind"], words: string): Opening =>
  async (page, ctx, { programmeId }) => {
    const { rows } = await callsOf(page.context(), ctx.url).done<{ rows: HistoryRow[] }>(
      "GET",
      `wallets/${programmeId}/journal`,
    );
    const one = rows.find((row) => row.kind === kind && row.amountYen !== -500);
    await page.goto(`${ctx.url}/wallet/history/${programmeId}/${one?.operationId}`);
    await shown(page, words);
  };

/** As if somebody had paid every day, at stores with the longest names, and something had run out. */
const years = (page: Page) =>
  Promise.all([
    page.route(JOURNAL, async (route) => {
      const { rows } = (await (await route.fetch()).json()) as { rows: HistoryRow[] };
      const first = rows.find((row) => row.kind === "payment") as HistoryRow;
      const store = {
        ...first.store,
        name: "みなと通り商店街振興組合直営 お土産と地酒の店 しおさい本店 別館",
      };
      await route.fulfill({
        json: {
          rows: Array.from({ length: 30 }, (_, n) => ({
            ...first,
            operationId: first.operationId.replace(/^.{8}/, String(10_000_000 + n)),
            atMs: first.atMs - Math.floor(n / 3) * DAY_MS,
            amountYen: n % 4 === 1 ? -1_234_567 : -480 - n,
            store: n % 3 === 1 ? store : first.store,
            reversedYen: n === 1 ? 234_567 : 0,
          })),
          next: "more",
        },
      });
    }),
    ranOut(page),
  ]);

/** Something that was not used in time, as it is told after its last day. */
const ranOut = (page: Page) =>
  page.route("**/api/wallets", async (route) => {
    const body = await (await route.fetch()).json();
    const yesterday = new Date(Date.now() + 9 * 3_600_000 - DAY_MS).toISOString().slice(0, 10);
    for (const wallet of body.wallets)
      wallet.lots.push({ remainingYen: 700, expiresOn: yesterday, expired: true });
    await route.fulfill({ json: body });
  });

const file =
  (words: string): Opening =>
  async (page, ctx, { programmeId }) => {
    await page.goto(`${ctx.url}/wallet/history/file?pay=${programmeId}`);
    await shown(page, words);
  };

export const screens: readonly Screen[] = [
  own("list", list("", STORE)),
  own("list-dark", list("", STORE), { dark: true }),
  own("list-english", list("", "Receipt"), { locale: "en-US", size: SMALL_ANDROID }),
  own("list-lots", async (...args) => {
    await list("", STORE)(...args);
    await args[0].locator("summary").click();
    await shown(args[0], "期限");
  }),
  own("list-reversals", list("&kind=reversals&period=this-month", STORE)),
  own("list-own-dates", list("&period=own&from=2026-01-31&to=2026-01-01", "より前です")),
  own("list-filter-empty", list("&kind=payments&period=last-year", "この条件の履歴はありません")),
  own("list-store", async (page, ctx, made) => {
    await statement("payment", STORE)(page, ctx, made);
    await page.getByRole("link", { name: "このお店の履歴だけを見る" }).click();
    await shown(page, `${STORE}だけ`);
  }),
  own("list-many", async (page, ctx, made) => {
    await years(page);
    await list("", "別館")(page, ctx, made);
  }),
  own("list-loading", async (page, ctx, made) => {
    await page.route(JOURNAL, never);
    await list("", "証明にはなりません")(page, ctx, made);
  }),
  own(
    "list-error",
    async (page, ctx, made) => {
      await page.route(JOURNAL, failing);
      await list("", "もう一度")(page, ctx, made);
    },
    { allow: REFUSED_REQUEST },
  ),
  {
    name: "history-list-empty",
    size: PHONE,
    open: async (page, ctx) => {
      await page.context().addCookies((await world(ctx)).newcomer);
      await page.goto(`${ctx.url}/wallet/history`);
      await shown(page, "ここに履歴が出ます");
    },
  },
  own("payment", statement("payment", "領収書ではありません")),
  own("payment-dark", statement("payment", "領収書ではありません"), { dark: true }),
  own("payment-english", statement("payment", "Statement of use"), {
    locale: "en-US",
    size: SMALL_ANDROID,
  }),
  own("payment-printed", async (page, ...rest) => {
    await statement("payment", "領収書ではありません")(page, ...rest);
    await page.emulateMedia({ media: "print" });
  }),
  own("void", statement("void", "もとの支払い")),
  own("charge", statement("charge", "紙クーポン")),
  own("payment-long", async (page, ctx, made) => {
    await page.route(/\/journal\/[^?]/, async (route) => {
      const detail = (await (await route.fetch()).json()) as HistoryDetail;
      const organisation = "みなと通り商店街振興組合連合会直営事業部";
      const name = "みなと通り商店街振興組合直営 お土産と地酒の店 しおさい本店 別館";
      const parts = ["2026-11-30", "2026-12-15", "2026-12-31", "2027-03-31"].map((expiresOn) => ({
        expiresOn: expiresOn as never,
        amountYen: -308_642,
      }));
      const { row, shop } = detail;
      await route.fulfill({
        json: {
          ...detail,
          row: { ...row, amountYen: -1_234_568, store: { ...row.store, name } },
          shop: { ...shop, organisation, phone: "0990000001" },
          parts,
          reversals: [{ ...row, kind: "refund", amountYen: 300_000 }],
        },
      });
    });
    await statement("payment", "別館")(page, ctx, made);
  }),
  own("ended", async (page, ctx, made) => {
    await ranOut(page);
    await list("&kind=expired", "期限切れ")(page, ctx, made);
    await page.getByRole("link", { name: /期限切れ/ }).click();
    await shown(page, "あとから使えません");
  }),
  own("gone", statement("grant", "見つかりません"), { allow: REFUSED_REQUEST }),
  own("file", file("ファイルを受け取る")),
  own("file-english-dark", file("Get the file"), { locale: "en-US", size: SMALL_ANDROID, dark: true }),
  own(
    "file-too-long",
    async (page, ctx, made) => {
      await page.route(/history\.csv/, (route) =>
        route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "", status: 422, code: "history-too-long" }),
        }),
      );
      await file("ファイルを受け取る")(page, ctx, made);
      await page.getByRole("button", { name: "ファイルを受け取る" }).click();
      await shown(page, "期間を短くして");
    },
    { allow: REFUSED_REQUEST },
  ),
];
