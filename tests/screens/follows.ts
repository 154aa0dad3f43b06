/** Following a store: its page, the list of those one follows, and what the shop sees of it. */
import { callsOf, freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen } from "./screen.ts";
import { type Cookies, failing, shown, signedIn } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const STORE = "喫茶 みなと";
type Opening = Screen["open"];

/** Somebody who follows one store, or nobody's. */
function visitor(name: string, followed: boolean, open: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `follows-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const cookies = await ctx.once<Cookies>(`follows-${followed}`, async () => {
        const context = await ctx.spare();
        const calls = await signInResident(context, ctx.url, freshPhone());
        if (followed) await calls.done("PUT", `residents/follows/${await storeId(ctx.url, context)}`);
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await open(page, ctx);
    },
    ...more,
  };
}

async function storeId(url: string, context: Parameters<typeof callsOf>[0]): Promise<string> {
  const path = `stores?text=${encodeURIComponent(STORE)}`;
  const { rows } = await callsOf(context, url).done<{ rows: { storeId: string }[] }>("GET", path);
  return rows[0]?.storeId ?? "";
}

const store =
  (words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores/${await storeId(ctx.url, page.context())}`);
    await shown(page, words);
    await page.getByText(words).first().scrollIntoViewIfNeeded();
  };
const list =
  (words: string): Opening =>
  async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/stores?followed=1`);
    await shown(page, words);
  };

export const screens: readonly Screen[] = [
  visitor("store", false, store("このお店をフォローする")),
  visitor("store-followed", true, store("フォローをやめる")),
  visitor("store-followed-english-dark", true, store("Stop following"), { locale: "en-US", dark: true }),
  visitor(
    "store-error",
    false,
    async (page, ctx) => {
      await page.route("**/api/residents/follows/*", failing);
      await store("混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  {
    name: "follows-store-signed-out",
    size: PHONE,
    open: store("このお店をフォローする"),
    allow: REFUSED_REQUEST,
  },
  visitor("list", true, list(STORE)),
  visitor("list-english", true, list(STORE), { locale: "en-US" }),
  visitor("list-empty", false, list("フォローしているお店はありません")),
  {
    name: "follows-shop",
    size: { width: 1280, height: 800 },
    open: async (page, ctx) => {
      await signedIn(page, ctx, "secretariat-admin");
      await page.goto(`${ctx.url}/admin/stores/${await storeId(ctx.url, page.context())}`);
      await shown(page, "フォローしている人");
    },
  },
];
