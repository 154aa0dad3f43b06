/** Issuing for a list of stays, at a desk's 1280×800. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Screen, ScreenContext } from "./screen.ts";
import { REFUSED_REQUEST } from "./screen.ts";
import { failing, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };

/** Writes a list with a row of each kind and sends it. */
async function sent(
  page: Page,
  ctx: ScreenContext,
  key: string,
  head = "予約番号,代表者,人数,泊数,チェックイン",
) {
  const rows = [
    `LST-${key}-1,サトウ ハナコ,2名,1,2026/12/01`,
    `LST-${key}-2,,0,1,2026/12/01`,
    `lst-${key}-1,サトウ ハナコ,2名,1,2026/12/01`,
    `LST-${key}-3,スズキ ジロウ,3,2,2026年12月1日`,
  ];
  const file = join(tmpdir(), `stays-${key}.csv`);
  writeFileSync(file, [head, ...rows, ""].join("\r\n"));
  await signedIn(page, ctx, "issuer-desk");
  await page.goto(`${ctx.url}/admin/issue-lists`);
  await page.getByLabel("CSVファイル").setInputFiles(file);
  await page.getByRole("button", { name: "この一覧を確かめる" }).click();
}

/** Issues for the good rows of a list that was checked. */
async function issued(page: Page) {
  await page.getByRole("button", { name: "5枚を発行する" }).click();
  await shown(page, "まとめて印刷する");
}

export const screens: Screen[] = [
  {
    name: "issue-lists",
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "issuer-desk");
      await page.goto(`${ctx.url}/admin/issue-lists`);
      await shown(page, "これまでの一覧");
      await page.getByLabel("CSVファイル").waitFor();
    },
  },
  {
    name: "issue-lists-error",
    size,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "issuer-desk");
      await page.route(/\/api\/issue-lists/, failing);
      await page.goto(`${ctx.url}/admin/issue-lists`);
      await page.getByRole("button", { name: "もう一度" }).first().waitFor();
    },
  },
  {
    name: "issue-lists-mapping",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "m", "ばんごう,だれ,なんにん,はく,いつ");
      await page.getByRole("button", { name: "この列で確かめる" }).click();
      await shown(page, "列を選んでください");
    },
  },
  {
    name: "issue-lists-checked",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "c");
      await shown(page, "1から200までの数で書いてください");
    },
  },
  {
    name: "issue-lists-done",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "d");
      await issued(page);
    },
  },
  {
    name: "issue-lists-hand-over",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "h");
      await issued(page);
      await page.getByRole("button", { name: "まとめてお渡し済みにする" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "issue-lists-handed-over",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "o");
      await issued(page);
      await page.getByRole("button", { name: "まとめてお渡し済みにする" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "お渡し済みにする" }).click();
      await shown(page, "2件をお渡し済みにしました。");
      await page.getByLabel("表示").selectOption({ label: "発行した" });
      await page
        .getByRole("cell", { name: /お渡し済み/ })
        .first()
        .waitFor();
    },
  },
  {
    name: "issue-lists-sheets",
    size,
    open: async (page, ctx) => {
      await sent(page, ctx, "s");
      await issued(page);
      await page.getByRole("link", { name: "まとめて印刷する" }).click();
      await page.getByRole("article", { name: "予約の仕切り" }).first().waitFor();
    },
  },
];
