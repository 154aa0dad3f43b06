import { beforeAll, expect, test, vi } from "vitest";
import { Browser, makeRegion, OWN_PASSWORD, PASSWORD, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

/** A clerk of the region's store, signed in on a tablet. */
async function clerk(name: string): Promise<{ readonly loginId: string; readonly tablet: Browser }> {
  const loginId = `${world.id}-${name}`;
  const memberships = [{ organisationId: world.merchant.organisationId, role: "clerk" }];
  await world.admin.done("staff", { name: "レジ係", loginId, password: PASSWORD, memberships });
  const tablet = new Browser();
  await tablet.done("staff/session", { loginId, password: PASSWORD });
  await tablet.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  return { loginId, tablet };
}

test("EAS-4: the easy till goes with its person to another tablet, and to no colleague", async () => {
  const one = await clerk("easy-one");
  const other = await clerk("easy-other");
  expect((await one.tablet.get("staff/me")).body.easyTill).toBe(false);
  expect((await one.tablet.send("PUT", "staff/easy-till", { on: true })).body.easyTill).toBe(true);
  const second = new Browser();
  const me = await second.done("staff/session", { loginId: one.loginId, password: OWN_PASSWORD });
  expect(me.easyTill).toBe(true);
  expect((await other.tablet.get("staff/me")).body.easyTill).toBe(false);
  await second.send("PUT", "staff/easy-till", { on: false });
  expect((await one.tablet.get("staff/me")).body.easyTill).toBe(false);
});
