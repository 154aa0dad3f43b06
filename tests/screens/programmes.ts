/** The programme designer, the region's pages, and a face of a region's own wherever people meet it. */
import type { Page } from "playwright-core";
import type { Programme } from "../../schema/api/programmes.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import type { Wallets } from "../../schema/api/wallets.ts";
import { writeWav } from "../../schema/wav.ts";
import { issueCodes, signInResident } from "../demo-people.ts";
import { OLD_EMBLEM_FACE, OWN_FACE, wearOldEmblem } from "./own-face.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, failing, never, SHOWN_MS, shown, signedIn, staffOf } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1024, height: 768 };

const office = (ctx: ScreenContext) => ctx.once("programmes-office", () => staffOf(ctx, "secretariat-admin"));

/** The demo's own programme, which is open. */
const running = (ctx: ScreenContext) =>
  ctx.once("programmes-running", async () => {
    const { programmes } = await (await office(ctx)).done<StaffMe>("GET", "staff/me");
    return programmes[0]?.programmeId as string;
  });
/** A draft of its own for each screen that changes it; nobody but the designer sees drafts. */
const draft = async (ctx: ScreenContext, name: string, more: object = {}) => {
  const admin = await office(ctx);
  const copy = await admin.done<Programme>("POST", `programmes/${await running(ctx)}/copy`, { name });
  if (Object.keys(more).length === 0) return copy.programmeId;
  const { rows } = await admin.done<{ rows: { version: number; design: object }[] }>(
    "GET",
    `programmes/${copy.programmeId}/versions`,
  );
  await admin.done("POST", `programmes/${copy.programmeId}/versions`, {
    basedOn: rows[0]?.version,
    design: { ...rows[0]?.design, ...more },
  });
  return copy.programmeId;
};
const plainDraft = (ctx: ScreenContext) => ctx.once("programmes-draft", () => draft(ctx, "春の旅クーポン"));
/** A draft with its own face and something it lacks before it may be approved. */
const soldDraft = (ctx: ScreenContext) =>
  ctx.once("programmes-sold", () =>
    draft(ctx, "プレミアム商品券", {
      payName: "はなやぎPay",
      face: OWN_FACE,
      consideration: { kind: "paid", issuedBy: "other", registration: null },
      validity: { kind: "days", days: 300 },
    }),
  );
const approved = (ctx: ScreenContext) =>
  ctx.once("programmes-approved", async () => {
    const id = await draft(ctx, "秋の旅クーポン");
    await (await office(ctx)).done("POST", `programmes/${id}/state`, { to: "approved" });
    return id;
  });
const regionId = async (ctx: ScreenContext) =>
  (await (await office(ctx)).done<StaffMe>("GET", "staff/me")).region.regionId;

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const step = (page: Page, name: string) => press(page, new RegExp(`^\\d\\. ${name}`));

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = "secretariat-admin", ...rest } = more;
  return {
    name: `programmes-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

const go = (page: Page, ctx: ScreenContext, path: string) => page.goto(`${ctx.url}/admin/${path}`);
/** The designer of a draft at one of its steps. */
const designing =
  (made: (ctx: ScreenContext) => Promise<string>, name: string, then?: (page: Page) => Promise<void>) =>
  async (page: Page, ctx: ScreenContext) => {
    await go(page, ctx, `programmes/${await made(ctx)}/design`);
    await step(page, name);
    await page.getByRole("heading", { level: 2, name }).waitFor({ timeout: SHOWN_MS });
    await then?.(page);
  };

const soundInput = (page: Page) => page.locator('input[type="file"][accept*="audio"]');
/** Chooses a tone of so many seconds; a short one goes the whole way: decoded, cut, sent, kept. */
async function chooseSound(page: Page, seconds: number): Promise<void> {
  const samples = Int16Array.from({ length: seconds * 8_000 }, (_, i) => (i % 16 < 8 ? 9_000 : -9_000));
  await soundInput(page).setInputFiles({
    name: "chime.wav",
    mimeType: "audio/wav",
    buffer: Buffer.from(writeWav({ channels: 1, rate: 8_000, samples })),
  });
  if (seconds <= 3) await page.getByRole("button", { name: "独自の音を外す" }).waitFor({ timeout: SHOWN_MS });
}

/** A wallet that holds a Pay with a face of its own, which its reply says. */
async function wearOwnFace(page: Page, ctx: ScreenContext): Promise<void> {
  const cookies = await ctx.once<Cookies>("programmes-resident", async () => {
    const context = await ctx.spare();
    const phone = `0901${String(Math.floor(Math.random() * 10_000_000)).padStart(7, "0")}`;
    const resident = await signInResident(context, ctx.url, phone);
    const [code = ""] = await issueCodes(await staffOf(ctx, "issuer-desk"), 1, 3000);
    await resident.charge(code);
    return context.cookies();
  });
  await page.context().addCookies(cookies);
  await page.route(/\/api\/wallets$/, async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as Wallets;
    const face = { ...OWN_FACE };
    const wallets = body.wallets.map((one) => ({
      ...one,
      pay: { ...one.pay, payName: "はなやぎPay", face },
    }));
    await route.fulfill({ response: reply, json: { ...body, wallets } });
  });
}

export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await Promise.all([plainDraft(ctx), soldDraft(ctx), approved(ctx)]);
    await go(page, ctx, "programmes");
    await shown(page, "プレミアム商品券");
  }),
  screen("list-waiting", async (page, ctx) => {
    await page.route(/\/api\/programmes\?/, never);
    await go(page, ctx, "programmes");
    await shown(page, "新しい事業を作る");
  }),
  screen(
    "list-failing",
    async (page, ctx) => {
      await page.route(/\/api\/programmes\?/, failing);
      await go(page, ctx, "programmes");
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "list-viewer",
    async (page, ctx) => {
      await plainDraft(ctx);
      await go(page, ctx, "programmes");
      await shown(page, "春の旅クーポン");
    },
    { as: "secretariat-viewer" },
  ),
  screen("new", async (page, ctx) => {
    await go(page, ctx, "programmes");
    await press(page, "新しい事業を作る");
    await page.getByRole("dialog").getByRole("button", { name: "新しい事業を作る" }).click();
    await shown(page, "入れてください");
  }),
  screen("help", async (page, ctx) => {
    await go(page, ctx, "programmes/help");
    await shown(page, "事務局が変えられること");
  }),

  screen("one-draft", async (page, ctx) => {
    await go(page, ctx, `programmes/${await plainDraft(ctx)}`);
    await shown(page, "最初の版です");
  }),
  screen("one-missing", async (page, ctx) => {
    await go(page, ctx, `programmes/${await soldDraft(ctx)}`);
    await shown(page, "足りないもの");
    await shown(page, "第2版");
  }),
  screen(
    "one-missing-dark",
    async (page, ctx) => {
      await go(page, ctx, `programmes/${await soldDraft(ctx)}`);
      await shown(page, "足りないもの");
    },
    { dark: true },
  ),
  screen("one-approved", async (page, ctx) => {
    await go(page, ctx, `programmes/${await approved(ctx)}`);
    await shown(page, "確かめておくこと");
  }),
  screen(
    "one-english",
    async (page, ctx) => {
      await go(page, ctx, `programmes/${await approved(ctx)}`);
      await press(page, "English");
      await shown(page, "Worth checking");
    },
    { locale: "en-GB" },
  ),
  screen(
    "one-viewer",
    async (page, ctx) => {
      await go(page, ctx, `programmes/${await running(ctx)}`);
      await shown(page, "この操作をする権限がありません");
    },
    { as: "secretariat-viewer" },
  ),
  screen("missing-leads-on", async (page, ctx) => {
    await go(page, ctx, `programmes/${await approved(ctx)}`);
    await page.getByRole("link", { name: "配分する" }).click();
    await shown(page, "発行事業者ごとの配分");
    await shown(page, "秋の旅クーポン");
  }),
  screen("move-reason", async (page, ctx) => {
    await go(page, ctx, `programmes/${await running(ctx)}`);
    await press(page, "発行を終える");
    await page.getByRole("dialog").getByRole("button", { name: "発行を終える" }).click();
    await shown(page, "理由を入れてください");
  }),
  screen("copy", async (page, ctx) => {
    await go(page, ctx, `programmes/${await running(ctx)}`);
    await press(page, "写して新しく作る");
    await shown(page, "もとの事業はそのままです");
  }),
  screen(
    "one-gone",
    async (page, ctx) => {
      await go(page, ctx, "programmes/000000000000");
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),

  screen("design-name", designing(plainDraft, "名前と見た目")),
  screen(
    "design-own-face",
    designing(soldDraft, "名前と見た目", async (page) => {
      // A picture of this very page is as good as any; it goes the whole way: canvas, upload, /pictures.
      const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } });
      await page.locator("input[type=file]").first().setInputFiles({
        name: "emblem.png",
        mimeType: "image/png",
        buffer,
      });
      await page.locator("fieldset img").first().waitFor({ timeout: SHOWN_MS });
    }),
  ),
  screen("design-old-emblem", async (page, ctx) => {
    type Versions = { rows: { design: { face: unknown } }[] };
    await wearOldEmblem<Versions>(page, /\/api\/programmes\/[0-9a-z]{12}\/versions/, (reply) => ({
      ...reply,
      rows: reply.rows.map((row) => ({ ...row, design: { ...row.design, face: OLD_EMBLEM_FACE } })),
    }));
    await designing(soldDraft, "名前と見た目", async (made) => {
      await made.getByText("PDFには出ません").scrollIntoViewIfNeeded();
    })(page, ctx);
  }),
  screen(
    "design-unreadable-face",
    designing(soldDraft, "名前と見た目", async (page) => {
      await page.locator("input[type=color]").first().fill("#e8a0c0");
      await shown(page, "白い文字が読みにくい色です");
    }),
  ),
  screen(
    "design-no-picture",
    designing(soldDraft, "名前と見た目", async (page) => {
      await page
        .locator("input[type=file]")
        .first()
        .setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
      await shown(page, "画像として使えません");
    }),
  ),
  screen(
    "design-own-sound",
    designing(soldDraft, "名前と見た目", async (page) => {
      await chooseSound(page, 1);
      await press(page, "独自の音を外す");
      await chooseSound(page, 2);
      await page.getByRole("button", { name: "独自の音を外す" }).scrollIntoViewIfNeeded();
    }),
  ),
  screen(
    "design-sound-too-long",
    designing(soldDraft, "名前と見た目", async (page) => {
      await chooseSound(page, 4);
      await shown(page, "長すぎます");
      await page.getByText("長すぎます").scrollIntoViewIfNeeded();
    }),
  ),
  screen(
    "design-no-sound",
    designing(soldDraft, "名前と見た目", async (page) => {
      await soundInput(page).setInputFiles({
        name: "x.mp3",
        mimeType: "audio/mpeg",
        buffer: Buffer.from("no sound"),
      });
      await shown(page, "音として使えません");
      await page.getByText("音として使えません").scrollIntoViewIfNeeded();
    }),
  ),
  screen("design-money", designing(plainDraft, "金額")),
  screen(
    "design-money-sold",
    designing(soldDraft, "金額", async (page) => {
      await page.getByLabel("支払いの単位").fill("なし");
      await shown(page, "1以上の数字を入れてください");
    }),
  ),
  screen("design-dates", designing(plainDraft, "期間と期限")),
  screen("design-desk", designing(plainDraft, "発行のしかた")),
  screen(
    "design-desk-asking",
    designing(plainDraft, "発行のしかた", async (page) => {
      await page.getByLabel("生まれた年").check();
      await shown(page, "理由のない質問はできません");
    }),
  ),
  screen(
    "design-scope",
    designing(plainDraft, "使える場所", async (page) => {
      await page.getByLabel("お店をさがす").fill("磯部");
      await press(page, "使えるお店に加える");
      await shown(page, "店のうち");
      await page.getByText("数えています").waitFor({ state: "detached", timeout: SHOWN_MS });
    }),
  ),
  screen(
    "design-scope-out",
    designing(plainDraft, "使える場所", async (page) => {
      await page.getByLabel("お店をさがす").fill("喫茶");
      await page.getByRole("listitem").getByRole("button", { name: "使えないお店にする" }).first().click();
      await page.getByLabel("お店をさがす").fill("丸八");
      await page
        .getByText(/\d+店のうち \d+店で/)
        .first()
        .waitFor({ timeout: SHOWN_MS });
      await page.getByText("数えています").waitFor({ state: "detached", timeout: SHOWN_MS });
    }),
  ),
  screen(
    "design-scope-nothing-found",
    designing(plainDraft, "使える場所", async (page) => {
      await page.getByLabel("お店をさがす").fill("どこにもない店");
      await shown(page, "お店が見つかりませんでした。");
    }),
  ),
  screen(
    "design-scope-failing",
    async (page, ctx) => {
      await page.route(/\/api\/programmes\/scope/, failing);
      await designing(plainDraft, "使える場所")(page, ctx);
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("design-signals", designing(plainDraft, "不正のしるし")),
  screen(
    "design-signals-wrong",
    designing(plainDraft, "不正のしるし", async (page) => {
      await page.getByLabel("1時間の回数").fill("0");
      await page.getByLabel("受け入れ人数を超える発行の知らせ").selectOption("off");
      await shown(page, "1から1,000までの数字を入れてください");
    }),
  ),
  screen("design-check-nothing", designing(plainDraft, "確認")),
  screen(
    "design-check-towns",
    designing(plainDraft, "使える場所", async (page) => {
      await press(page, "市町村を選ぶ");
      await page.getByRole("checkbox").first().uncheck();
      await step(page, "確認");
      // By their names, not by their codes.
      await page.locator("ins", { hasText: /[市町村]/ }).waitFor({ timeout: SHOWN_MS });
    }),
  ),
  screen("design-check-running", async (page, ctx) => {
    await designing(running, "名前と見た目", async () => {
      await page.getByLabel("事業名").fill("潮見県 旅クーポン（冬）");
      await step(page, "確認");
      await press(page, "保存する");
      await shown(page, "理由を入れてください");
    })(page, ctx);
  }),
  screen(
    "design-check-faults",
    designing(plainDraft, "名前と見た目", async (page) => {
      await page.getByLabel("アプリでの名前").fill("");
      await step(page, "確認");
      await shown(page, "「名前と見た目」を見てください");
    }),
  ),
  screen(
    "design-refused",
    async (page, ctx) => {
      const id = await draft(ctx, "直すところのある事業");
      await designing(
        async () => id,
        "金額",
        async () => {
          await page.getByLabel("支払いの単位").fill("700");
          await step(page, "確認");
          await press(page, "保存する");
          await shown(page, "「金額」を見てください");
          await step(page, "金額");
          await shown(page, "支払いの単位の倍数にしてください");
        },
      )(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "design-conflict",
    async (page, ctx) => {
      const id = await draft(ctx, "二人で直す事業");
      await designing(
        async () => id,
        "名前と見た目",
        async () => {
          const admin = await office(ctx);
          const { rows } = await admin.done<{ rows: { version: number; design: object }[] }>(
            "GET",
            `programmes/${id}/versions`,
          );
          await admin.done("POST", `programmes/${id}/versions`, {
            basedOn: rows[0]?.version,
            design: { ...rows[0]?.design, unitWord: "ポイント" },
          });
          await page.getByLabel("アプリでの名前").fill("べつのPay");
          await step(page, "確認");
          await press(page, "保存する");
          await shown(page, "ほかの人が先に変えました");
        },
      )(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "design-conflict-merged",
    async (page, ctx) => {
      const id = await draft(ctx, "二人で直した事業");
      await designing(
        async () => id,
        "名前と見た目",
        async () => {
          await page.route(
            /\/versions$/,
            (route) =>
              route.request().method() === "POST"
                ? route.fulfill({
                    status: 409,
                    contentType: "application/problem+json",
                    body: JSON.stringify({ type: "", title: "conflict", status: 409, code: "conflict" }),
                  })
                : route.continue(),
            { times: 1 },
          );
          await page.getByLabel("アプリでの名前").fill("べつのPay");
          await step(page, "確認");
          await press(page, "保存する");
          await press(page, "読み直す");
          await page.getByText("ほかの人が先に変えました").waitFor({ state: "detached", timeout: SHOWN_MS });
          await page.locator("ins", { hasText: "べつのPay" }).waitFor({ timeout: SHOWN_MS });
        },
      )(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("design-saved", async (page, ctx) => {
    const id = await draft(ctx, "保存する事業");
    await designing(
      async () => id,
      "名前と見た目",
      async () => {
        await page.getByLabel("アプリでの名前").fill("ほぞんPay");
        await step(page, "確認");
        await press(page, "保存する");
        await shown(page, "第2版");
      },
    )(page, ctx);
  }),

  screen("region", async (page, ctx) => {
    await go(page, ctx, "region");
    await shown(page, "公開中：第1版");
  }),
  screen("region-retention", async (page, ctx) => {
    await go(page, ctx, "region");
    await page.getByLabel("断った申し込み（日）").fill("29");
    await shown(page, "30から3,650までの数字");
    await page.getByText("30から3,650までの数字").scrollIntoViewIfNeeded();
  }),
  screen("region-retention-saved", async (page, ctx) => {
    await go(page, ctx, "region");
    await page.getByLabel("断った申し込み（日）").fill("３６５");
    await press(page, "日数を保存する");
    await shown(page, "保存しました。");
    await page.getByText("日数を保存する").scrollIntoViewIfNeeded();
  }),
  screen("region-legal", async (page, ctx) => {
    await go(page, ctx, "region?page=legal-notice");
    await page.getByRole("button", { name: "発行者の表示", pressed: true }).waitFor({ timeout: SHOWN_MS });
    await shown(page, "本文");
  }),
  screen("region-wrong", async (page, ctx) => {
    await go(page, ctx, "region");
    await page.getByLabel("電話番号").fill("12345");
    await press(page, "公開する");
    await shown(page, "のように入れてください");
  }),
  screen(
    "region-viewer",
    async (page, ctx) => {
      await go(page, ctx, "region");
      await shown(page, "見るだけの担当では、公開できません");
    },
    { as: "secretariat-viewer" },
  ),
  {
    name: "programmes-region-public",
    size: PHONE,
    open: async (page, ctx) => {
      await page.goto(`${ctx.url}/r/${await regionId(ctx)}`);
      await shown(page, "0990-000-000");
    },
  },
  {
    name: "programmes-region-unknown",
    size: PHONE,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => {
      await page.goto(`${ctx.url}/r/000000000000`);
      await shown(page, "もう一度");
    },
  },
  {
    name: "programmes-wallet-own-face",
    size: PHONE,
    open: async (page, ctx) => {
      await wearOwnFace(page, ctx);
      await page.goto(`${ctx.url}/wallet/`);
      await shown(page, "はなやぎPay");
    },
  },
  {
    name: "programmes-wallet-own-face-dark",
    size: PHONE,
    dark: true,
    open: async (page, ctx) => {
      await wearOwnFace(page, ctx);
      await page.goto(`${ctx.url}/wallet/`);
      await page.getByText("はなやぎPay").first().click();
      await shown(page, "のご案内");
    },
  },
  {
    name: "programmes-wallet-help",
    size: PHONE,
    open: async (page, ctx) => {
      await wearOwnFace(page, ctx);
      await page.goto(`${ctx.url}/wallet/help`);
      await shown(page, "0990-000-000");
      await page.mouse.wheel(0, 2_000);
    },
  },
  screen(
    "counter-help",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/counter/help`);
      await page.getByText("0990-000-000").scrollIntoViewIfNeeded();
    },
    { as: "clerk", size: TABLET },
  ),
];
