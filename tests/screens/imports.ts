/** Bringing lists in: every stage of an import, at a desk's 1280×800. */
import type { Page } from "playwright-core";
import type { ImportBody } from "../../schema/api/imports.ts";
import { csvLine, encodeCsv } from "../../workers/reports/csv.ts";
import { callsOf } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { cookiesOf, failing, never, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };

const HEADINGS = ["加盟店名", "店舗名", "フリガナ", "所在地", "市町村", "業種コード", "使い方", "レジ数"];
const shop = (n: number): string[] => [
  "みなと商店",
  `みなと商店 ${n}番館`,
  `ﾐﾅﾄｼｮｳﾃﾝ${n}ﾊﾞﾝｶﾝ`,
  `白岬市港町${n}－${n}`,
  "白岬市",
  n % 2 === 0 ? "5891" : "M7611",
  n % 3 === 0 ? "アプリのみ" : "紙とアプリ",
  "1",
];
/** A list as it comes from somebody's spreadsheet: most of it good, some rows not. */
const ROWS: readonly (readonly string[])[] = [
  ...Array.from({ length: 60 }, (_, i) => shop(i + 1)),
  shop(61).with(2, "港の店"),
  shop(62).with(4, "990018"),
  shop(63).with(4, "別の市").with(5, "I7611"),
  shop(64).with(0, "どこかの会社"),
  shop(65).with(7, "たくさん"),
  shop(66).with(1, ""),
  shop(3),
];
const fileOf = (rows: readonly (readonly string[])[], headings: readonly string[] = HEADINGS) =>
  Buffer.from(encodeCsv([headings, ...rows].map((cells) => csvLine(cells)).join(""), "shift_jis"));

async function office(ctx: ScreenContext, key = "secretariat-admin") {
  const context = await ctx.spare();
  await context.addCookies(await cookiesOf(ctx, key));
  const calls = callsOf(context, ctx.url);
  const upload = async (name: string, data: Buffer): Promise<ImportBody> => {
    const reply = await context.request.post(
      `${ctx.url}/api/imports?kind=stores&fileName=${encodeURIComponent(name)}`,
      { headers: { origin: ctx.url, "content-type": "text/csv" }, data },
    );
    return (await reply.json()) as ImportBody;
  };
  const until = async (one: ImportBody, state: ImportBody["state"]): Promise<ImportBody> => {
    for (let tries = 0; tries < 200; tries++) {
      const now = await calls.done<ImportBody>("GET", `imports/${one.importId}`);
      if (now.state === state) return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the import never came to be ${state}`);
  };
  const check = async (one: ImportBody, state: ImportBody["state"] = "ready") => {
    await calls.done("POST", `imports/${one.importId}/mapping`, { mapping: one.mapping });
    return until(one, state);
  };
  return { calls, upload, until, check };
}

/** A file that is in, its columns not yet chosen. */
const fresh = (ctx: ScreenContext) =>
  ctx.once("imports-fresh", async () => (await office(ctx)).upload("加盟店一覧_11月.csv", fileOf(ROWS)));
/** One whose heading nobody knows. */
const unknownHeading = (ctx: ScreenContext) =>
  ctx.once("imports-unknown", async () => {
    const headings = HEADINGS.with(2, "備考1").with(1, "のれん");
    return (await office(ctx)).upload("店のリスト.csv", fileOf(ROWS, headings));
  });
const unreadable = (ctx: ScreenContext) =>
  ctx.once("imports-unreadable", async () => {
    const { upload, check } = await office(ctx);
    const broken = Buffer.concat([fileOf(ROWS), Buffer.from('x,"y')]);
    return check(await upload("こわれた一覧.csv", broken), "unreadable");
  });
/** One that is brought in, and then the same list with differences, checked. */
const done = (ctx: ScreenContext) =>
  ctx.once("imports-done", async () => {
    const { calls, upload, until, check } = await office(ctx);
    const one = await check(await upload("加盟店一覧_10月.csv", fileOf(ROWS.slice(10))));
    await calls.done("POST", `imports/${one.importId}/apply`, { checks: one.checks });
    return until(one, "done");
  });
const ready = (ctx: ScreenContext) =>
  ctx.once("imports-ready", async () => {
    await done(ctx);
    const { upload, check } = await office(ctx);
    const rows = ROWS.map((cells, i) => (i === 20 || i === 21 ? cells.with(5, "M7671") : cells));
    return check(await upload("加盟店一覧_最新.csv", fileOf(rows)));
  });

/** The import as it is, but at a stage that passes too quickly, or too slowly, for a picture. */
const asIf = (page: Page, one: ImportBody, more: Partial<ImportBody>) =>
  page.route(new RegExp(`/api/imports/${one.importId}$`), (route) =>
    route.fulfill({ json: { ...one, ...more } }),
  );

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = "secretariat-admin", ...rest } = more;
  return {
    name: `imports-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

const goTo = (page: Page, ctx: ScreenContext, one?: ImportBody) =>
  page.goto(`${ctx.url}/admin/imports${one ? `/${one.importId}` : ""}`);
const choose = async (page: Page, name: string, buffer: Buffer) => {
  await page.getByLabel(/^CSVファイル/).setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "このファイルを読み取る" }).click();
};

const start: Screen[] = [
  screen("list", async (page, ctx) => {
    await ready(ctx);
    await goTo(page, ctx);
    await shown(page, "加盟店一覧_最新.csv");
  }),
  screen("list-loading", async (page, ctx) => {
    await page.route(/\/api\/imports\?/, never);
    await goTo(page, ctx);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "list-error",
    async (page, ctx) => {
      await page.route(/\/api\/imports\?/, failing);
      await goTo(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "list-empty",
    async (page, ctx) => {
      await goTo(page, ctx);
      await shown(page, "まだ取り込みがありません。");
    },
    { as: "yamanami-secretariat-admin" },
  ),
  screen(
    "list-offline",
    async (page, ctx) => {
      await goTo(page, ctx);
      await shown(page, "これまでの取り込み");
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("no-file", async (page, ctx) => {
    await goTo(page, ctx);
    await page.getByRole("button", { name: "事業者" }).click();
    await page.getByRole("button", { name: "このファイルを読み取る" }).click();
    await shown(page, "ファイルを選んでください");
  }),
  screen("sending", async (page, ctx) => {
    await page.route(/\/api\/imports\?kind/, never);
    await goTo(page, ctx);
    await choose(page, "一覧.csv", fileOf(ROWS));
    await page.locator("[aria-busy=true]").first().waitFor();
  }),
  screen(
    "refused",
    async (page, ctx) => {
      await goTo(page, ctx);
      await choose(page, "一覧.csv", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
      await shown(page, "CSVではないファイルです");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("list-english", async (page, ctx) => {
    await goTo(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Imports so far");
  }),
];

const onTheWay: Screen[] = [
  screen("mapping", async (page, ctx) => {
    await goTo(page, ctx, await fresh(ctx));
    await shown(page, "どの列が、どの項目ですか");
  }),
  screen("mapping-missing", async (page, ctx) => {
    await goTo(page, ctx, await unknownHeading(ctx));
    await page.getByRole("button", { name: "この列で確かめる" }).click();
    await page.getByRole("alert").first().waitFor();
  }),
  screen("checking", async (page, ctx) => {
    const one = await ready(ctx);
    await asIf(page, one, { state: "checking", rowsRead: 12_500 });
    await goTo(page, ctx, one);
    await shown(page, "内容を確かめています");
  }),
  screen("unreadable", async (page, ctx) => {
    await goTo(page, ctx, await unreadable(ctx));
    await shown(page, "閉じていません");
  }),
  screen("ready", async (page, ctx) => {
    await goTo(page, ctx, await ready(ctx));
    await shown(page, "確かめた結果");
    await shown(page, "カナで書いてください");
  }),
  screen("ready-repeats", async (page, ctx) => {
    await goTo(page, ctx, await ready(ctx));
    await page.getByText(/件を、ファイルの内容に書きかえる/).click();
    await page.getByLabel("表示").selectOption("duplicate");
    await shown(page, "はじめの行だけを登録します");
  }),
  screen("ready-changed", async (page, ctx) => {
    await goTo(page, ctx, await ready(ctx));
    await page.getByLabel("表示").selectOption("changed");
    await shown(page, "登録は「");
  }),
  screen("ready-english", async (page, ctx) => {
    await goTo(page, ctx, await ready(ctx));
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "write it in kana");
  }),
  screen("ready-nothing", async (page, ctx) => {
    const one = await ready(ctx);
    await asIf(page, one, { totals: { ...one.totals, new: 0, changed: 0 } });
    await goTo(page, ctx, one);
    await shown(page, "新しく登録するものはありません。");
  }),
  screen(
    "rows-error",
    async (page, ctx) => {
      await page.route(/\/api\/imports\/[0-9a-z]{12}\/rows/, failing);
      await goTo(page, ctx, await ready(ctx));
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "busy",
    async (page, ctx) => {
      await page.route(/\/apply$/, (route) =>
        route.fulfill({
          status: 409,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "import-busy", status: 409, code: "import-busy" }),
        }),
      );
      await goTo(page, ctx, await ready(ctx));
      await page.getByRole("button", { name: /件を取り込む/ }).click();
      await shown(page, "ほかの取り込みが、まだ途中です。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("applying", async (page, ctx) => {
    const one = await ready(ctx);
    await asIf(page, one, {
      state: "applying",
      totals: { ...one.totals, new: 9_950 },
      made: 4_500,
    });
    await goTo(page, ctx, one);
    await shown(page, "取り込んでいます");
  }),
  screen("one-loading", async (page, ctx) => {
    const one = await ready(ctx);
    await page.route(/\/api\/imports\/[0-9a-z]{12}$/, never);
    await goTo(page, ctx, one);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "one-missing",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/imports/000000000000`);
      await page.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
];

const ended: Screen[] = [
  // By hand from the file to the end, as a secretariat does it.
  screen("through", async (page, ctx) => {
    await done(ctx);
    await goTo(page, ctx);
    await page.getByRole("button", { name: "事業者" }).click();
    const list = [
      ["事業者名", "カナ", "種類"],
      ["磯部水産", "イソベスイサン", "加盟店"],
    ];
    const text = list.map((cells) => csvLine(cells)).join("");
    await choose(page, "事業者一覧.csv", Buffer.from(encodeCsv(text, "utf-8")));
    await page.getByRole("button", { name: "この列で確かめる" }).click();
    await page.getByRole("button", { name: "1件を取り込む" }).click();
    await shown(page, "取り込みました。登録 1件");
    await shown(page, "磯部水産");
  }),
  screen("done", async (page, ctx) => {
    await goTo(page, ctx, await done(ctx));
    await shown(page, "取り込みました。");
    await shown(page, "カナで書いてください");
  }),
  screen("undo-question", async (page, ctx) => {
    await goTo(page, ctx, await done(ctx));
    await page.getByRole("button", { name: "この取り込みを取り消す" }).click();
    await page.getByRole("button", { name: "取り消す", exact: true }).click();
    await shown(page, "理由を書いてください");
  }),
  screen("undo-begun", async (page, ctx) => {
    // Answered for the server: begun in earnest, it would keep the other screens from writing for ten minutes.
    const one = await done(ctx);
    await page.route(/\/undo$/, (route) => route.fulfill({ json: { ...one, state: "undoing" } }));
    await goTo(page, ctx, one);
    await page.getByRole("button", { name: "この取り込みを取り消す" }).click();
    await page.getByLabel("理由").fill("ちがう年の一覧でした");
    await page.getByRole("button", { name: "取り消す", exact: true }).click();
    await shown(page, "取り消しています");
  }),
  screen("undoing", async (page, ctx) => {
    const one = await done(ctx);
    await asIf(page, one, { state: "undoing", undoAtMs: one.createdAtMs });
    await goTo(page, ctx, one);
    await shown(page, "使われているものがないか確かめています");
  }),
  screen("undone", async (page, ctx) => {
    const one = await done(ctx);
    await asIf(page, one, { state: "undone", undoAtMs: one.createdAtMs });
    await goTo(page, ctx, one);
    await shown(page, "この取り込みは取り消しました");
  }),
  screen("erased", async (page, ctx) => {
    const one = await done(ctx);
    await asIf(page, one, { erasedAtMs: one.createdAtMs, samples: [] });
    await goTo(page, ctx, one);
    await shown(page, "登録されなかった行を消しました");
    await shown(page, "取り込みました。");
  }),
  screen("erased-unapplied", async (page, ctx) => {
    const one = await fresh(ctx);
    await asIf(page, one, { erasedAtMs: one.createdAtMs, samples: [] });
    await goTo(page, ctx, one);
    await shown(page, "登録されなかった行を消しました");
  }),
  screen("held", async (page, ctx) => {
    const one = await done(ctx);
    await asIf(page, one, { held: 1 });
    await page.route(/\/rows\?.*held=true/, async (route) => {
      // What the route answers for rows that were made, the first of them with a payment.
      const made = await route.fetch({ url: route.request().url().replace("held=true", "state=made") });
      const { rows } = await made.json();
      await route.fulfill({ json: { rows: [{ ...rows[0], hold: "payments" }], next: null } });
    });
    await goTo(page, ctx, one);
    await shown(page, "お支払いがあります");
  }),
];

/** Every stage of bringing a list in. */
export const screens: readonly Screen[] = [...start, ...onTheWay, ...ended];
