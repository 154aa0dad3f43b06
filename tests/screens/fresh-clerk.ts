/** Somebody new at a till, for screens that change what belongs to the person who stands there. */
import type { Page } from "playwright-core";
import type { StaffMe } from "../../schema/api/staff.ts";
import { callsOf } from "../demo-people.ts";
import type { ScreenContext } from "./screen.ts";
import { staffOf } from "./steps.ts";

const STORE = "喫茶 みなと";
const FIRST = "first password at the till";
const OWN = "their own words at the till";

let made = 0;

/** Signs a fresh person of the shop in on this browser, who has a PIN where one is given, and stands at its first till. */
export async function standAsFreshClerk(
  page: Page,
  ctx: ScreenContext,
  name: string,
  pin: string | null,
): Promise<void> {
  const clerk = await staffOf(ctx, "clerk");
  const organisationId = await ctx.once(
    "fresh-clerk-shop",
    async () => (await clerk.done<StaffMe>("GET", "staff/me")).memberships[0]?.organisationId,
  );
  const admin = await staffOf(ctx, "secretariat-admin");
  const loginId = `fresh-clerk-${++made}`;
  await admin.done("POST", "staff", {
    name,
    loginId,
    password: FIRST,
    memberships: [{ organisationId, role: "clerk" }],
  });
  const calls = callsOf(page.context(), ctx.url);
  await calls.done("POST", "staff/session", { loginId, password: FIRST });
  const me = await calls.done<StaffMe>("POST", "staff/password", { current: FIRST, next: OWN });
  if (pin) await calls.done("PUT", "staff/till-pin", { pin, lockMinutes: 5 });
  const store = me.stores.find((one) => one.name === STORE);
  const remembered = JSON.stringify({ staffId: me.staffId, store, tillId: store?.tills[0]?.tillId });
  await page.addInitScript((text) => localStorage.setItem("tegata.counter.till", text), remembered);
}
