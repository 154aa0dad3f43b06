/** Grants to many wallets: the list, preparing one, its preview, how far it is, what came of it. At a desk's 1280×900. */
import type { Page } from "playwright-core";
import type { GrantBody } from "../../schema/api/grants.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { callsOf, freshPhone, issueSheets, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { cookiesOf, failing, never, shown, signedIn, staffOf } from "./steps.ts";

const size = { width: 1280, height: 900 };
const ADMIN = "secretariat-admin";

async function office(ctx: ScreenContext) {
  const context = await ctx.spare();
  await context.addCookies(await cookiesOf(ctx, ADMIN));
  const calls = callsOf(context, ctx.url);
  const me = await calls.done<StaffMe>("GET", "staff/me");
  const id = me.programmes[0]?.programmeId as string;
  const until = addDays(businessDate(Date.now()), 60);
  const read = async (grant: GrantBody): Promise<GrantBody> => {
    for (let tries = 0; tries < 100; tries++) {
      const now = await calls.done<GrantBody>("GET", `grants/${grant.grantId}`);
      if (now.state !== "reading") return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error("the grant is still being read");
  };
  const list = async (title: string, csv: string): Promise<GrantBody> => {
    const query = `title=${encodeURIComponent(title)}&fileName=${encodeURIComponent("対象者名簿_11月.csv")}&amountYen=3000&expiresOn=${until}`;
    const reply = await context.request.post(`${ctx.url}/api/programmes/${id}/grant-lists?${query}`, {
      headers: { origin: ctx.url, "content-type": "text/csv" },
      data: Buffer.from(csv),
    });
    return read((await reply.json()) as GrantBody);
  };
  return { calls, id, list };
}

/** A list with somebody who has this Pay, and lines of every kind that doesn't go. */
const ready = (ctx: ScreenContext) =>
  ctx.once("grants-ready", async () => {
    const { id, list } = await office(ctx);
    const phone = freshPhone();
    const resident = await signInResident(await ctx.spare(), ctx.url, phone);
    const { sheets } = await issueSheets(await staffOf(ctx, "issuer-desk"), 1, 3_000, true);
    await resident.charge(sheets[0]?.code ?? "");
    const csv = [
      "電話番号,金額",
      `${phone},5000`,
      `${phone},5000`,
      "09099990001,3000",
      "03-1234-5678,3000",
      "09099990002,千円",
    ].join("\r\n");
    const grant = await list("子育て応援 第2回", csv);
    const bad = await list("まちがった名簿", "氏名,金額\r\n山田,1000\r\n");
    return { id, grant, bad };
  });

/** The grant as it is, but at a stage that passes too quickly, or would move money, for a picture. */
const asIf = (page: Page, one: GrantBody, more: Partial<GrantBody>) =>
  page.route(new RegExp(`/api/grants/${one.grantId}$`), (route) =>
    route.fulfill({ json: { ...one, ...more } }),
  );

const large = { rows: 20_000, yen: 60_000_000 } as GrantBody["ready"];
const running = (credited: number, failed: number): Partial<GrantBody> => ({
  state: "running",
  ready: large,
  credited: { rows: credited, yen: credited * 3_000 } as GrantBody["ready"],
  failed: { rows: failed, yen: failed * 3_000 } as GrantBody["ready"],
  begunAtMs: Date.now(),
  begunByName: "磯部 春香",
});

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = ADMIN, ...rest } = more;
  return {
    name: `grants-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

const go = async (page: Page, ctx: ScreenContext, rest = "") => {
  const { id } = await ready(ctx);
  await page.goto(`${ctx.url}/admin/fund/${id}/grants${rest}`);
};
const one = async (page: Page, ctx: ScreenContext) => {
  const { grant } = await ready(ctx);
  await go(page, ctx, `/${grant.grantId}`);
  return grant;
};
const at = async (page: Page, ctx: ScreenContext, more: Partial<GrantBody>) => {
  await asIf(page, (await ready(ctx)).grant, more);
  await one(page, ctx);
};

/** Every stage of a grant. */
export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await go(page, ctx);
    await shown(page, "子育て応援 第2回");
  }),
  screen("list-loading", async (page, ctx) => {
    await page.route(/\/grants\?/, never);
    await go(page, ctx);
    await page.locator(".grey-row").first().waitFor();
  }),
  screen(
    "list-error",
    async (page, ctx) => {
      await page.route(/\/grants\?/, failing);
      await go(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "list-viewer",
    async (page, ctx) => {
      await go(page, ctx);
      await shown(page, "これまでの付与");
    },
    { as: "secretariat-viewer" },
  ),
  screen("new", async (page, ctx) => {
    await go(page, ctx, "/new");
    await shown(page, "名簿のファイル");
  }),
  screen("new-missing", async (page, ctx) => {
    await go(page, ctx, "/new");
    await page.getByRole("button", { name: "人数と合計を確かめる" }).click();
    await shown(page, "ファイルを選んでください");
  }),
  screen("new-segment", async (page, ctx) => {
    await page.route(/\/api\/programmes\/[0-9a-z]{12}$/, async (route) => {
      const real = await route.fetch();
      const residentAsks = {
        attributes: ["municipality", "birthYear", "sex"],
        why: "事業の効果を調べるため",
      };
      await route.fulfill({ json: { ...(await real.json()), residentAsks } });
    });
    await go(page, ctx, "/new");
    await page.getByRole("button", { name: "条件に合う方" }).click();
    await shown(page, "住んでいる市町村");
  }),
  screen("new-english", async (page, ctx) => {
    await go(page, ctx, "/new");
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Prepare a grant");
  }),
  screen("reading", async (page, ctx) => {
    await at(page, ctx, { state: "reading", readRows: 12_500 });
    await shown(page, "だれの付与かを読み取っています");
  }),
  screen("unreadable", async (page, ctx) => {
    const { bad } = await ready(ctx);
    await go(page, ctx, `/${bad.grantId}`);
    await shown(page, "の見出しがありません");
  }),
  screen("ready", async (page, ctx) => {
    await one(page, ctx);
    await shown(page, "始めたあとの原資");
    await shown(page, "携帯電話の番号ではありません");
  }),
  screen("ready-same-file", async (page, ctx) => {
    const { grant, bad } = await ready(ctx);
    await at(page, ctx, { sameFileAs: { grantId: bad.grantId, title: "子育て応援 第1回" } });
    await shown(page, grant.title);
    await shown(page, "二重にならないか");
  }),
  screen("ready-not-enough", async (page, ctx) => {
    await at(page, ctx, { ready: { rows: 2_000_000, yen: 9_000_000_000 } as GrantBody["ready"] });
    await shown(page, "足りません");
  }),
  screen("ready-english", async (page, ctx) => {
    await one(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "The fund afterwards");
  }),
  screen("begin-question", async (page, ctx) => {
    await one(page, ctx);
    await page.getByRole("button", { name: "付与を始める" }).click();
    await shown(page, "付与を始めますか");
  }),
  screen("begin-waiting", async (page, ctx) => {
    await page.route(/\/begin$/, (route) =>
      route.fulfill({
        json: {
          outcome: "waiting",
          operationId: route.request().postDataJSON().operationId,
          approvalId: "000000000000",
          lapsesAtMs: Date.now() + 86_400_000,
        },
      }),
    );
    await one(page, ctx);
    await page.getByRole("button", { name: "付与を始める" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "付与を始める" }).click();
    await shown(page, "承認待ちです");
  }),
  screen("discard-question", async (page, ctx) => {
    await one(page, ctx);
    await page.getByRole("button", { name: "この付与をやめる" }).click();
    await shown(page, "用意した内容が消えます");
  }),
  screen("running", async (page, ctx) => {
    await at(page, ctx, running(8_412, 3));
    await shown(page, "お渡ししています");
  }),
  screen("stop-question", async (page, ctx) => {
    await at(page, ctx, running(8_412, 3));
    await page.getByRole("button", { name: "付与を止める" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "付与を止める" }).click();
    await shown(page, "理由を入れてください");
  }),
  screen("stopping", async (page, ctx) => {
    await at(page, ctx, { ...running(8_412, 3), state: "stopping" });
    await shown(page, "送った分の答えを待っています");
  }),
  screen("done", async (page, ctx) => {
    await page.route(/\/rows\?.*state=failed/, (route) =>
      route.fulfill({
        json: {
          rows: [
            { row: 118, amountYen: 3_000, state: "failed", code: "frozen" },
            { row: 2_204, amountYen: 3_000, state: "failed", code: "account-closed" },
            { row: 19_731, amountYen: 3_000, state: "failed", code: "over-limit" },
          ],
          next: null,
        },
      }),
    );
    await at(page, ctx, { ...running(19_997, 3), state: "done", endedAtMs: Date.now() });
    await shown(page, "利用をやめた方です");
  }),
  screen(
    "left-out",
    async (page, ctx) => {
      await at(page, ctx, { ...running(19_997, 3), state: "done", endedAtMs: Date.now() });
      await page.locator("input[type=file]").setInputFiles({
        name: "べつの名簿.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("電話番号\r\n09099990001\r\n"),
      });
      await page.getByRole("button", { name: "お渡しできなかった行だけのCSVにする" }).click();
      await page.getByText("この付与に使った名簿ではありません").scrollIntoViewIfNeeded();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("stopped", async (page, ctx) => {
    await at(page, ctx, {
      ...running(8_415, 0),
      state: "stopped",
      unsent: { rows: 11_585, yen: 34_755_000 } as GrantBody["ready"],
      endedAtMs: Date.now(),
      stopReason: "金額のまちがい",
    });
    await shown(page, "途中で止めました");
  }),
  screen("discarded", async (page, ctx) => {
    await at(page, ctx, { state: "discarded", endedAtMs: Date.now() });
    await shown(page, "お金は動いていません");
  }),
  screen(
    "done-dark",
    async (page, ctx) => {
      await at(page, ctx, { ...running(20_000, 0), state: "done", endedAtMs: Date.now() });
      await shown(page, "お渡ししました");
    },
    { dark: true },
  ),
];
