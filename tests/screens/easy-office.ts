/** The office of a shop in its easy mode (EAS-5): its home, sales, the next payout. */
import type { Page } from "playwright-core";
import type { StatementBody } from "../../schema/api/closings.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `easy-office-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "merchant-head");
      // The account of other screens stays as it is: only this browser is told otherwise.
      await page.route(/\/api\/staff\/me$/, async (route) => {
        const reply = await route.fetch();
        await route.fulfill({ json: { ...(await reply.json()), easyTill: true } });
      });
      await open(page, ctx);
    },
    ...more,
  };
}

const statement = (store: string, payOn: string, state: StatementBody["line"]["state"]) =>
  ({
    closingId: "c10s1ngaaaaa",
    payName: "しおさいPay",
    from: "2099-11-01",
    to: "2099-11-15",
    payOn,
    line: {
      storeId: "st0reaaaaaaa",
      storeName: store,
      organisationId: "0rganaaaaaaa",
      organisationName: "みなと商店",
      payeeKind: "organisation",
      payeeId: "0rganaaaaaaa",
      payments: 120,
      paidYen: 512_300,
      reversals: 0,
      reversedYen: 0,
      feeYen: 0,
      taxYen: 0,
      carriedInYen: 0,
      carriedOutYen: 0,
      payableYen: 512_300,
      state,
    },
    transferYen: 738_218,
  }) as unknown as StatementBody;
const paid = (page: Page, rows: readonly StatementBody[]) =>
  page.route(/\/api\/statements\?/, (route) => route.fulfill({ json: { rows, next: null } }));
const both = [
  statement("喫茶 みなと", "2099-12-01", "waiting"),
  statement("磯部の直売所", "2099-12-01", "waiting"),
];

const home = async (page: Page, ctx: ScreenContext) => {
  await paid(page, both);
  await page.goto(`${ctx.url}/admin/`);
  await shown(page, "738,218円");
};
const sales = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/admin/easy/sales`);
  await shown(page, "先月");
};
const payout = async (page: Page, ctx: ScreenContext) => {
  await paid(page, both);
  await page.goto(`${ctx.url}/admin/easy/payout`);
  await shown(page, "喫茶 みなと");
};

/** Every screen and state of the office's easy mode. */
export const screens: readonly Screen[] = [
  screen("home", home),
  screen("home-phone", home, { size: PHONE }),
  screen("home-dark", home, { dark: true }),
  screen("home-loading", async (page, ctx) => {
    for (const part of [/\/api\/sales/, /\/api\/statements/]) await page.route(part, never);
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "を 見る");
  }),
  screen("sales", sales),
  screen("sales-phone", sales, { size: PHONE }),
  screen(
    "sales-trouble",
    async (page, ctx) => {
      await page.route(/\/api\/sales/, failing);
      await page.goto(`${ctx.url}/admin/easy/sales`);
      await page.getByRole("alert").first().waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("payout", payout),
  screen("payout-phone", payout, { size: PHONE }),
  screen("payout-none", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/easy/payout`);
    await shown(page, "まだ きまって");
  }),
  screen("payout-returned", async (page, ctx) => {
    await paid(page, [statement("喫茶 みなと", "2026-11-01", "returned")]);
    await page.goto(`${ctx.url}/admin/easy/payout`);
    await shown(page, "もどった お金");
  }),
];
