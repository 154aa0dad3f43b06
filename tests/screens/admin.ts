/** The back offices' screens: issuer and secretariat, at a desk's 1280×800. */
import type { Page } from "playwright-core";
import type { Allotment, IssueBody, IssueReply, Sheets } from "../../schema/api/issues.ts";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { REPORT_KINDS } from "../../schema/report-columns.ts";
import { freshOperation } from "../demo-people.ts";
import { OLD_EMBLEM_FACE, wearOldEmblem } from "./own-face.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { caller, failing, never, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };
/** Issues coupons at the hotel's desk. */
async function issue(ctx: ScreenContext, coupons: number, reference: string): Promise<string> {
  const desk = await caller(ctx, "issuer-desk");
  const { allotments } = await desk.done<Allotment>("GET", "issuers/me/allotment");
  const first = allotments[0];
  const reply = await desk.done<IssueReply>("POST", "issues", {
    operationId: freshOperation(first?.fundIdTail ?? ""),
    programmeId: first?.pay.programmeId,
    branchId: first?.branches[0]?.branchId,
    coupons,
    faceYen: first?.facesYen.at(-1),
    nights: 2,
    stayReference: reference,
    guestName: "サトウ ハナコ",
  });
  return reply.issue.issueId;
}

const threeCoupons = (ctx: ScreenContext) => ctx.once("admin-issue-3", () => issue(ctx, 3, "SG-261128-0417"));
const fortyCoupons = (ctx: ScreenContext) =>
  ctx.once("admin-issue-40", () => issue(ctx, 40, "SG-261128-0900"));
const handedOver = (ctx: ScreenContext) =>
  ctx.once("admin-issue-active", async () => {
    const id = await issue(ctx, 2, "SG-261128-0501");
    const desk = await caller(ctx, "issuer-desk");
    const { fundIdTail } = await desk.done<{ fundIdTail: string }>("GET", `issues/${id}`);
    await desk.done("POST", `issues/${id}/activate`, { operationId: freshOperation(fundIdTail) });
    return id;
  });
const report = (ctx: ScreenContext) =>
  ctx.once("admin-report", async () => {
    await handedOver(ctx);
    const office = await caller(ctx, "secretariat-admin");
    const me = await office.done<StaffMe>("GET", "staff/me");
    const made = await office.done<{ reportId: string }>("POST", "reports", {
      programmeId: me.programmes[0]?.programmeId,
      kind: "transactions",
      from: "2026-01-01",
      to: "2026-12-31",
    });
    for (let tries = 0; tries < 100; tries++) {
      const now = await office.done<{ state: string }>("GET", `reports/${made.reportId}`);
      if (now.state === "done") break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return made.reportId;
  });

/** A date that a report can be as of. */
const SEALED = "2026-10-31";
const verification = (page: Page, audit: { readonly holds: boolean; readonly hoursAgo: number }) =>
  page.route(/\/api\/verification/, (route) => {
    const serverNowMs = Date.now();
    const lastAudit = { holds: audit.holds, endedAtMs: serverNowMs - audit.hoursAgo * 3_600_000 };
    return route.fulfill({ json: { lastAudit, sealedThrough: SEALED, serverNowMs } });
  });

/** One screen; `as` signs a demo account in first. */
function screen(
  name: string,
  as: string | null,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `admin-${name}`,
    size,
    open: async (page, ctx) => {
      if (as !== null) await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...more,
  };
}

/** A list or a figure: as it is, while it loads, and when reading it fails. */
function reading(
  name: string,
  as: string,
  path: (ctx: ScreenContext) => Promise<string>,
  api: RegExp,
  text: string,
): Screen[] {
  const go = async (page: Page, ctx: ScreenContext) =>
    void (await page.goto(`${ctx.url}/admin/${await path(ctx)}`));
  return [
    screen(name, as, async (page, ctx) => {
      await go(page, ctx);
      await shown(page, text);
    }),
    screen(`${name}-loading`, as, async (page, ctx) => {
      await page.route(api, never);
      await go(page, ctx);
      await page.getByRole("heading", { level: 1 }).and(page.locator(":not(.hidden-text)")).waitFor();
      await page.locator(".grey-row").first().waitFor();
    }),
    screen(
      `${name}-error`,
      as,
      async (page, ctx) => {
        await page.route(api, failing);
        await go(page, ctx);
        await page.getByRole("button", { name: "もう一度" }).first().waitFor();
      },
      { allow: REFUSED_REQUEST },
    ),
  ];
}

/** The desk's form, filled for so many guests. */
async function desk(page: Page, ctx: ScreenContext, guests: string, reference = "SG-261128-0777") {
  await page.goto(`${ctx.url}/admin/issue`);
  await page.getByLabel("予約番号").fill(reference);
  await page.getByRole("textbox", { name: "人数" }).fill(guests);
}
const issueButton = (page: Page) => page.getByRole("button", { name: /発行して印刷/ });

const signIn: Screen[] = [
  screen(
    "signin",
    null,
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/`);
      await page.getByLabel("パスワード").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "signin-refused",
    null,
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/`);
      await page.getByLabel("ID").fill("nobody");
      await page.getByLabel("パスワード").fill("not-a-password");
      await page.getByRole("button", { name: "サインイン" }).click();
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "signin-offline",
    null,
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/`);
      await page.getByLabel("ID").waitFor();
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "start-error",
    null,
    async (page, ctx) => {
      await page.route(/\/api\/staff\/me/, failing);
      await page.goto(`${ctx.url}/admin/`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "first-password",
    null,
    async (page, ctx) => {
      const account = await ctx.once("admin-new-staff", async () => {
        const office = await caller(ctx, "secretariat-admin");
        const me = await office.done<StaffMe>("GET", "staff/me");
        return office.done<CreatedStaff>("POST", "staff", {
          name: "新しい 担当",
          memberships: [{ organisationId: me.memberships[0]?.organisationId, role: "secretariat-viewer" }],
        });
      });
      await page.goto(`${ctx.url}/admin/`);
      await page.getByLabel("ID").fill(account.account.loginId);
      await page.getByLabel("パスワード").fill(account.firstPassword ?? "");
      await page.getByRole("button", { name: "サインイン" }).click();
      await page.getByLabel("いまのパスワード").fill(account.firstPassword ?? "");
      await page.getByRole("textbox", { name: "新しいパスワード" }).fill("short");
      await page.getByRole("button", { name: "変更する" }).click();
      await page.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("no-office", "clerk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "レジの画面へ");
  }),
  screen("missing", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/nowhere`);
    await shown(page, "この画面はありません。");
  }),
];

const issuing: Screen[] = [
  ...reading("issue", "issuer-desk", async () => "issue", /\/api\/issuers\/me\/allotment/, "印刷の見本"),
  screen("issue-filled", "issuer-desk", async (page, ctx) => {
    await desk(page, ctx, "3");
    await page.getByRole("button", { name: "3枚を発行して印刷" }).waitFor();
  }),
  screen("issue-head", "issuer-head", async (page, ctx) => {
    await desk(page, ctx, "2");
    await page.getByLabel("発行する場所").waitFor();
  }),
  screen("issue-fresh-reference", "issuer-desk", async (page, ctx) => {
    await desk(page, ctx, "3", "SG-261128-9999");
    await shown(page, "まだ発行していません");
  }),
  screen("issues-day", "issuer-head", async (page, ctx) => {
    await Promise.all([threeCoupons(ctx), fortyCoupons(ctx), handedOver(ctx)]);
    await page.goto(`${ctx.url}/admin/issues`);
    await page.getByRole("button", { name: "きょう" }).click();
    await shown(page, "合計");
  }),
  screen("issues-found", "issuer-desk", async (page, ctx) => {
    await threeCoupons(ctx);
    await page.goto(`${ctx.url}/admin/issues`);
    await page.getByLabel("発行をさがす").fill("sg 261128 0417".replaceAll(" ", "-"));
    await page.getByRole("button", { name: "さがす" }).click();
    await page.getByRole("list", { name: "見つかった発行" }).waitFor();
  }),
  screen("issue-same-reference", "issuer-desk", async (page, ctx) => {
    await threeCoupons(ctx);
    await desk(page, ctx, "3", "SG-261128-0417");
    await shown(page, "この予約番号には");
    await page.getByRole("button", { name: "3枚を発行して印刷" }).click();
    await shown(page, "理由がいります");
  }),
  screen("issue-refused", "issuer-desk", async (page, ctx) => {
    await desk(page, ctx, "100000");
    await shown(page, "を超えています");
  }),
  screen("issue-caps", "issuer-desk", async (page, ctx) => {
    // Every cap there is; the demo's programme sets one of them.
    await page.route(/\/api\/issuers\/me\/allotment/, async (route) => {
      const reply = await route.fetch();
      const body = (await reply.json()) as Allotment;
      const caps = [
        { cap: "branch-day", capYen: 600_000, issuedYen: 188_000 },
        { cap: "issuer-day", capYen: 1_500_000, issuedYen: 402_000 },
        { cap: "branch", capYen: 9_000_000, issuedYen: 8_994_000 },
        { cap: "programme", capYen: 120_000_000, issuedYen: 70_310_000 },
      ];
      await route.fulfill({
        response: reply,
        json: {
          ...body,
          allotments: body.allotments.map((one) => ({
            ...one,
            branches: one.branches.map((branch) => ({ ...branch, caps })),
          })),
        },
      });
    });
    await desk(page, ctx, "3");
    await shown(page, "「この場所・期間の全体」の残り");
  }),
  screen(
    "issue-refused-by-fund",
    "issuer-desk",
    async (page, ctx) => {
      // The desk's own figures may be seconds old; what the fund says is said, and nothing was issued.
      await page.route(/\/api\/issuers\/me\/allotment/, async (route) => {
        const reply = await route.fetch();
        const body = (await reply.json()) as Allotment;
        await route.fulfill({
          response: reply,
          json: {
            ...body,
            allotments: body.allotments.map((one) => ({
              ...one,
              branches: one.branches.map((branch) => ({ ...branch, caps: [] })),
            })),
          },
        });
      });
      await desk(page, ctx, "700");
      await issueButton(page).click();
      await shown(page, "発行は済んでいません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "issue-offline",
    "issuer-desk",
    async (page, ctx) => {
      await desk(page, ctx, "3");
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "issue-unknown",
    "issuer-desk",
    async (page, ctx) => {
      await desk(page, ctx, "3");
      await page.route(/\/api\/issues$/, (route) =>
        route.request().method() === "POST" ? route.abort() : route.fallback(),
      );
      await issueButton(page).click();
      await shown(page, "まだわかりません。");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "issue-open-operation",
    "issuer-desk",
    async (page, ctx) => {
      await desk(page, ctx, "3");
      await page.route(/\/api\/issues$/, (route) =>
        route.request().method() === "POST" ? route.abort() : route.fallback(),
      );
      await issueButton(page).click();
      await shown(page, "まだわかりません。");
      await page.reload();
      await shown(page, "結果を、まだたしかめていません。");
      await shown(page, "印刷の見本");
    },
    { allow: REFUSED_REQUEST },
  ),
  ...reading(
    "issues",
    "issuer-desk",
    async (ctx) => {
      await threeCoupons(ctx);
      await handedOver(ctx);
      return "issues";
    },
    /\/api\/issues\?/,
    "お渡し済み",
  ),
  screen("issues-empty", "yamanami-issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues`);
    await shown(page, "まだ発行がありません。");
  }),
  ...reading(
    "issue-page",
    "issuer-desk",
    async (ctx) => `issues/${await handedOver(ctx)}`,
    /\/api\/issues\/[0-9a-z]{12}$/,
    "差しかえる",
  ),
  // Two hundred thousand are written in seconds: the picture is of a moment among them.
  screen("issue-page-writing", "issuer-desk", async (page, ctx) => {
    const id = await threeCoupons(ctx);
    const issue = await (await caller(ctx, "issuer-desk")).done<object>("GET", `issues/${id}`);
    const writing = { ...issue, state: "writing", count: 200_000, written: 82_000 };
    await page.route(new RegExp(`/api/issues/${id}$`), (route) => route.fulfill({ json: writing }));
    await page.goto(`${ctx.url}/admin/issues/${id}`);
    await shown(page, "作った枚数");
  }),
  screen(
    "issue-page-not-found",
    "yamanami-issuer-desk",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/issues/${await handedOver(ctx)}`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("cancel-dialog", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await handedOver(ctx)}`);
    await page.getByRole("button", { name: "取り消す" }).first().click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("replace-done", "issuer-desk", async (page, ctx) => {
    const id = await issue(ctx, 1, "SG-261128-0666");
    await page.goto(`${ctx.url}/admin/issues/${id}`);
    await page.getByRole("button", { name: "お渡ししました" }).click();
    await shown(page, "もう一度印刷する");
    await page.getByRole("button", { name: "差しかえる" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "差しかえる" }).click();
    await shown(page, "新しい券を印刷する");
  }),
];

const sheets: Screen[] = [
  ...reading(
    "sheets",
    "issuer-desk",
    async (ctx) => `issues/${await threeCoupons(ctx)}/sheets`,
    /\/api\/issues\/[0-9a-z]{12}\/sheets/,
    "お店でこの券を見せる",
  ),
  screen("sheets-no-call-centre", "issuer-desk", async (page, ctx) => {
    await page.route(/\/api\/issues\/[0-9a-z]{12}\/sheets/, async (route) => {
      const reply = await route.fetch();
      const body = (await reply.json()) as Sheets;
      await route.fulfill({ response: reply, json: { ...body, contact: null } });
    });
    await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}/sheets`);
    await page.getByText("残高の確認").first().scrollIntoViewIfNeeded();
  }),
  screen("sheets-foot", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}/sheets`);
    await shown(page, "0990-000-000");
    await page.getByText("残高の確認").first().scrollIntoViewIfNeeded();
  }),
  screen("sheets-a4-forty", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await fortyCoupons(ctx)}/sheets`);
    await page.getByRole("button", { name: "A4 4面" }).click();
    await page.locator(".page--a4-four").nth(9).waitFor();
  }),
  ...(
    [
      ["sheets-a4-one-korean", "A4 1面", "한국어", ".page--a4-one"],
      ["sheets-a4-two-chinese", "A4 2面", "简体中文", ".page--a4-two"],
      ["sheets-japanese-only", "A6", "日本語だけ", ".page--a6"],
    ] as const
  ).map(([name, paper, language, shownAs]) =>
    screen(name, "issuer-desk", async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}/sheets`);
      await page.getByRole("button", { name: paper, exact: true }).click();
      await page.getByRole("button", { name: language }).click();
      await page.locator(shownAs).first().waitFor();
    }),
  ),
  ...(["desk", "range"] as const).map((mode) =>
    screen(`hand-over-${mode}`, "issuer-desk", async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/hand-over`);
      if (mode === "range") await page.getByRole("button", { name: "続き番号でまとめて" }).click();
      await shown(page, mode === "range" ? "最初の1枚と最後の1枚を" : "その1枚がすぐに");
    }),
  ),
  screen("hand-over-done", "issuer-desk", async (page, ctx) => {
    const id = await issue(ctx, 3, "SG-261128-0997");
    const desk = await caller(ctx, "issuer-desk");
    const { sheets } = await desk.done<Sheets>("GET", `issues/${id}/sheets`);
    await page.goto(`${ctx.url}/admin/hand-over`);
    for (const text of [sheets[1]?.code ?? "", sheets[1]?.code ?? "", "https://example.com/"]) {
      await page.getByLabel("QRの読み取り、または番号20けた").fill(text);
      await page.getByRole("button", { name: "読み取る", exact: true }).click();
      await shown(
        page,
        text === "https://example.com/" ? "台紙のQRではありません" : "3枚のうち1枚を渡しました",
      );
    }
  }),
  screen("issue-page-some-handed-over", "issuer-desk", async (page, ctx) => {
    const id = await issue(ctx, 3, "SG-261128-0996");
    const desk = await caller(ctx, "issuer-desk");
    const { sheets, issue: made } = await desk.done<Sheets>("GET", `issues/${id}/sheets`);
    const serial = sheets[0]?.serial ?? 0;
    await desk.done("POST", `issues/${id}/hand-over`, {
      operationId: freshOperation(made.fundIdTail),
      fromSerial: serial,
      toSerial: serial,
    });
    await page.goto(`${ctx.url}/admin/issues/${id}`);
    await shown(page, "3枚のうち1枚");
  }),
  screen("printing-house-old-emblem", "issuer-desk", async (page, ctx) => {
    const id = await threeCoupons(ctx);
    await wearOldEmblem<IssueBody>(page, new RegExp(`/api/issues/${id}$`), (issue) => ({
      ...issue,
      pay: { ...issue.pay, face: OLD_EMBLEM_FACE },
    }));
    await page.goto(`${ctx.url}/admin/issues/${id}`);
    await page.getByRole("button", { name: "ファイルを作る" }).scrollIntoViewIfNeeded();
    await shown(page, "PDFには出せない形です");
  }),
  screen("printing-house-passphrase", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}`);
    await page.getByRole("button", { name: "ファイルを作る" }).click();
    await page.getByText("合言葉を書きとめました").scrollIntoViewIfNeeded({ timeout: 60_000 });
  }),
  ...(["running", "done", "failed"] as const).map((state) =>
    screen(`printing-house-${state}`, "issuer-desk", async (page, ctx) => {
      const made = {
        packageId: "7k3m9qxw2p4d",
        state,
        written: state === "done" ? 100_000 : 36_450,
        total: 100_000,
        file:
          state === "done"
            ? {
                name: "coupons.zip",
                bytes: 541_000_000,
                sha256: "0".repeat(64),
                keptUntilMs: Date.UTC(2027, 1, 26),
                gone: false,
              }
            : null,
        createdAtMs: Date.UTC(2026, 10, 28, 1),
        createdByName: "フロント 田中",
      };
      await page.route(/\/api\/issues\/[0-9a-z]{12}\/packages/, (route) =>
        route.fulfill({ json: { rows: [made], next: null } }),
      );
      await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}`);
      const said = { running: "台紙を作っています", done: "受け取る", failed: "作れませんでした" }[state];
      await page.getByText(said).last().scrollIntoViewIfNeeded({ timeout: 60_000 });
    }),
  ),
  screen("sheets-handed-over", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await handedOver(ctx)}/sheets`);
    await shown(page, "次の発行へ");
  }),
  screen("sheets-withdraw-asked", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await threeCoupons(ctx)}/sheets`);
    await page.getByRole("button", { name: "お渡しせずに取り下げる" }).click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("sheets-withdrawn", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await issue(ctx, 1, "SG-261128-0999")}/sheets`);
    await withdraw(page);
    await shown(page, "発行の画面へ");
  }),
  screen("issue-page-withdrawn", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issues/${await issue(ctx, 1, "SG-261128-0998")}`);
    await withdraw(page);
    await shown(page, "取り下げ済み");
  }),
];

/** Takes an issue back before its hand-over, as a desk does. */
async function withdraw(page: Page): Promise<void> {
  await page.getByRole("button", { name: "お渡しせずに取り下げる" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取り下げる" }).click();
  await shown(page, "お渡しせずに取り下げました");
}

/** The office as it is before any programme is approved. */
const withoutProgrammes = (page: Page) =>
  page.route(/\/api\/staff\/me$/, async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...((await reply.json()) as StaffMe), programmes: [] } });
  });
/** One screen of that office. */
function firstDay(name: string, place: string, text: string, as = "secretariat-admin"): Screen {
  return screen(name, as, async (page, ctx) => {
    await withoutProgrammes(page);
    await page.goto(`${ctx.url}/admin/${place}`);
    await shown(page, text);
  });
}

const secretariat: Screen[] = [
  firstDay("first-day", "figures", "はじめの準備"),
  screen("first-day-english", "secretariat-admin", async (page, ctx) => {
    await withoutProgrammes(page);
    await page.goto(`${ctx.url}/admin/figures`);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Getting ready");
  }),
  firstDay("first-day-viewer", "figures", "承認した事業が、まだありません。", "secretariat-viewer"),
  screen("figures-not-approved", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/figures/000000000000`);
    await shown(page, "まだ承認されていないか");
  }),
  screen("fund-not-approved", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/fund/000000000000`);
    await shown(page, "まだ承認されていないか");
  }),
  firstDay("first-day-fund", "fund", "承認した事業が、まだありません。"),
  firstDay("first-day-closings", "closings", "承認した事業が、まだありません。"),
  firstDay("first-day-reports", "reports", "承認した事業が、まだありません。"),
  ...reading(
    "figures",
    "secretariat-admin",
    async (ctx) => {
      await handedOver(ctx);
      return "figures";
    },
    /\/api\/programmes\/[0-9a-z]{12}\/figures/,
    "合っています",
  ),
  screen("figures-empty", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "まだ使われていません。");
  }),
  screen(
    "figures-offline",
    "secretariat-admin",
    async (page, ctx) => {
      // No network: the last figures stay, and the line says so.
      await page.routeWebSocket(/\/feed/, (socket) => socket.close());
      await page.goto(`${ctx.url}/admin/figures`);
      await shown(page, "合っています");
      await page.context().setOffline(true);
      await shown(page, "途切れています");
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("figures-viewer", "secretariat-viewer", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "合っています");
  }),
  screen("figures-english", "secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/figures`);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "It adds up");
  }),
  // A new system has sealed no date yet: what it will answer later stands in for its answer.
  screen("figures-verified", "secretariat-viewer", async (page, ctx) => {
    await verification(page, { holds: true, hoursAgo: 3 });
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "ちがいはありませんでした");
  }),
  screen("figures-difference", "secretariat-viewer", async (page, ctx) => {
    await verification(page, { holds: false, hoursAgo: 3 });
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "ちがいが見つかりました");
  }),
  screen("figures-not-verified", "secretariat-viewer", async (page, ctx) => {
    await verification(page, { holds: true, hoursAgo: 72 });
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "2日以上、確かめられていません");
  }),
  screen("issue-english", "issuer-desk", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/issue`);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Reservation number");
  }),
  ...reading(
    "reports",
    "secretariat-admin",
    async (ctx) => {
      await report(ctx);
      return "reports";
    },
    /\/api\/reports\?/,
    "ダウンロード",
  ),
  screen(
    "reports-as-of",
    "secretariat-admin",
    async (page, ctx) => {
      await report(ctx);
      await page.route(/\/api\/seals/, (route) =>
        route.fulfill({ json: { rows: [{ date: SEALED, sealedAtMs: 0 }], next: null } }),
      );
      await page.route(/\/api\/reports\?/, async (route) => {
        const body = await (await route.fetch()).json();
        await route.fulfill({
          json: { ...body, rows: body.rows.map((row: object) => ({ ...row, asOf: SEALED })) },
        });
      });
      await page.goto(`${ctx.url}/admin/reports/daily?from=${SEALED}&to=${SEALED}`);
      await page.getByLabel("どの時点の記録で見ますか").selectOption(SEALED);
      await page.getByText("照合用の値（SHA-256）").first().click();
      await shown(page, "の時点");
    },
    { allow: REFUSED_REQUEST },
  ),
  ...REPORT_KINDS.map((kind) =>
    screen(`report-${kind}`, "secretariat-admin", async (page, ctx) => {
      await report(ctx);
      await page.goto(`${ctx.url}/admin/reports/${kind}`);
      await page.getByRole("table").or(page.getByText("この期間には、ありません。")).first().waitFor();
      await page.locator(".grey-row").waitFor({ state: "detached" });
    }),
  ),
  screen("report-daily-english", "secretariat-admin", async (page, ctx) => {
    await report(ctx);
    await page.goto(`${ctx.url}/admin/reports/daily`);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Day by day");
    await page.getByRole("columnheader", { name: "Business date" }).waitFor();
  }),
  ...reading(
    "report-rows",
    "secretariat-admin",
    async () => "reports/stores",
    /\/api\/reports\/table/,
    "ファイルを作る",
  ),
  screen(
    "report-too-long",
    "secretariat-admin",
    async (page, ctx) => {
      await page.route(/\/api\/reports$/, (route) =>
        route.request().method() === "POST"
          ? route.fulfill({
              status: 422,
              contentType: "application/problem+json",
              json: { status: 422, code: "report-too-long-for-xlsx", outcome: "unknown" },
            })
          : route.fallback(),
      );
      await page.goto(`${ctx.url}/admin/reports/transactions`);
      await page.getByLabel("ファイルの種類").selectOption("xlsx");
      await page.getByRole("button", { name: "ファイルを作る" }).click();
      await shown(page, "行が多すぎて");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("reports-told", "secretariat-admin", async (page, ctx) => {
    await report(ctx);
    await page.route(/\/api\/reports\?/, async (route) => {
      const body = await (await route.fetch()).json();
      const cell = { line: 12, column: "store", what: "characters", characters: "🍜" };
      const told = { count: 23, cells: Array.from({ length: 20 }, (_, at) => ({ ...cell, line: 12 + at })) };
      const rows = body.rows.map((row: { file: object }, at: number) =>
        at === 0 ? { ...row, format: "csv-shift-jis", told } : { ...row, file: { ...row.file, gone: true } },
      );
      await route.fulfill({ json: { ...body, rows } });
    });
    await page.goto(`${ctx.url}/admin/reports`);
    await page.getByText("書けない文字が").click();
    await shown(page, "ほか 3 か所");
  }),
  screen("reports-empty", "yamanami-secretariat-admin", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/reports`);
    await shown(page, "まだファイルを作っていません。");
  }),
  screen("reports-viewer", "secretariat-viewer", async (page, ctx) => {
    await report(ctx);
    await page.goto(`${ctx.url}/admin/reports`);
    await shown(page, "ダウンロード");
  }),
];

/** Every screen and state of the back offices. */
export const screens: readonly Screen[] = [...signIn, ...issuing, ...sheets, ...secretariat];
