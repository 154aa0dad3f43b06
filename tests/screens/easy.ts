/** The easy mode of the wallet (EAS). */
import { freshPhone, issueCodes, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen } from "./screen.ts";
import { type Cookies, failing, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
type Opening = Screen["open"];

/** Somebody with so many Pays, on a phone in easy mode. */
function easy(name: string, pays: 0 | 1 | 2, open: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `easy-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const cookies = await ctx.once<Cookies>(`easy-${pays}`, async () => {
        const context = await ctx.spare();
        const resident = await signInResident(context, ctx.url, freshPhone());
        for (const key of ["issuer-desk", "yamanami-issuer-desk"].slice(0, pays))
          for (const code of await issueCodes(await staffOf(ctx, key), 1, 2_000)) await resident.charge(code);
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await page.addInitScript(() => localStorage.setItem("tegata.easy", "on"));
      await open(page, ctx);
    },
    ...more,
  };
}

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(ctx.url + path);
    await shown(page, words);
  };

export const screens: readonly Screen[] = [
  easy("home", 1, at("/wallet/", "0990-000-000")),
  easy("home-dark", 1, at("/wallet/", "0990-000-000"), { dark: true }),
  easy("home-english", 1, at("/wallet/", "0990-000-000"), { locale: "en-US" }),
  easy("home-two-pays", 2, at("/wallet/", "0990-000-000")),
  easy("home-empty", 0, at("/wallet/", "まだPayがありません")),
  easy(
    "home-error",
    1,
    async (page, ctx) => {
      await page.route("**/api/wallets", failing);
      await at("/wallet/", "混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  easy(
    "home-offline",
    1,
    async (page, ctx) => {
      await at("/wallet/", "0990-000-000")(page, ctx);
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  easy("money", 1, at("/wallet/history", "チャージ")),
  easy("settings", 1, at("/wallet/settings", "画面のかたち")),
  easy("help", 1, at("/wallet/help", "支払えたかどうか")),
];
