import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { invitationSchema } from "../../schema/api/invitations.ts";
import { createdStaffSchema, staffAccountSchema } from "../../schema/api/staff.ts";
import { INVITATION_MS } from "../invitations/invitation.ts";
import { Browser, makeRegion, OWN_PASSWORD, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let people = 0;
/** Invites somebody to the merchant's till; the account and where the mail went. */
async function invite(by: Browser = world.admin) {
  const to = `kakari${++people}@example.jp`;
  const made = await by.done("staff", {
    name: `係 ${people}`,
    email: to,
    memberships: [{ organisationId: world.merchant.organisationId, role: "clerk" }],
  });
  expect(createdStaffSchema.parse(made)).toEqual(made);
  return { account: made.account, firstPassword: made.firstPassword, to, token: await tokenSentTo(to) };
}

/** The link's secret, as it stands in the newest mail to an address. */
async function tokenSentTo(to: string, mails = 1): Promise<string> {
  const rows = await vi.waitFor(
    async () => {
      const { results } = await env.DB.prepare("select text from dev_inbox where recipient = ?1 order by id")
        .bind(to)
        .all<{ text: string }>();
      if (results.length < mails) throw new Error("no mail yet");
      return results;
    },
    { timeout: 20_000 },
  );
  return /\/admin\/invitation#([A-Za-z0-9_-]{43})/.exec(rows.at(-1)?.text ?? "")?.[1] ?? "";
}

const accept = (token: string, password = OWN_PASSWORD) =>
  new Browser().post("invitations/acceptance", { token, password });

test("ACC-4: whoever is invited reads whose account it is, sets the password and is signed in; nobody else has seen it", async () => {
  const { account, firstPassword, to, token } = await invite();
  expect(firstPassword).toBeNull();
  expect(account.invitation).toMatchObject({ to: `k＊＊@example.jp` });
  const person = new Browser();
  const look = await person.done("invitations/look", { token });
  expect(invitationSchema.parse(look)).toEqual(look);
  expect(look).toMatchObject({ loginId: account.loginId, organisationNames: ["店"] });
  const me = await person.done("invitations/acceptance", { token, password: OWN_PASSWORD });
  expect(me).toMatchObject({ loginId: account.loginId, mustChangePassword: false });
  expect((await person.get("counter/stores")).status).toBe(200);
  const again = new Browser();
  expect(
    (await again.post("staff/session", { loginId: account.loginId, password: OWN_PASSWORD })).status,
  ).toBe(200);
  const now = await world.admin.read(`staff/${account.staffId}`);
  expect(staffAccountSchema.parse(now)).toEqual(now);
  expect(now.invitation).toBeNull();
  const kept = await env.DB.prepare("select * from staff_invitation where staff_id = ?1")
    .bind(account.staffId)
    .first();
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(kept).toMatchObject({ end: "used", sealed_to: null });
  const row = await env.DB.prepare("select sealed_to from staff_invitation").all();
  expect(JSON.stringify(row)).not.toContain(to);
});

test("ACC-4: a link works once, also where two use it in the same moment", async () => {
  const { token } = await invite();
  const replies = await Promise.all([accept(token), accept(token, "another password of mine")]);
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 404]);
  expect((await accept(token)).body.code).toBe("invitation-ended");
  expect((await new Browser().post("invitations/look", { token })).body.code).toBe("invitation-ended");
});

test("ACC-4: after 72 hours it leads nowhere, and a new one goes to the same address", async () => {
  const { account, token, to } = await invite();
  const late = new Browser();
  late.clockOffsetMs = INVITATION_MS + 1;
  expect((await late.post("invitations/look", { token })).body.code).toBe("invitation-ended");
  expect((await late.post("invitations/acceptance", { token, password: OWN_PASSWORD })).status).toBe(404);
  await world.admin.done(`staff/${account.staffId}/invitation`, {});
  const next = await tokenSentTo(to, 2);
  expect(next).not.toBe(token);
  expect((await accept(token)).body.code).toBe("invitation-ended");
  expect((await accept(next)).status).toBe(200);
});

test("ACC-4: taken back, or where another way in was given, it leads nowhere; both are logged", async () => {
  const taken = await invite();
  expect(
    (await world.admin.send("DELETE", `staff/${taken.account.staffId}/invitation`)).body.invitation,
  ).toBeNull();
  expect((await accept(taken.token)).body.code).toBe("invitation-ended");
  for (const way of ["password", "stop"]) {
    const { account, token } = await invite();
    await world.admin.done(`staff/${account.staffId}/${way}`, { reason: "ためし" });
    expect((await accept(token)).body.code).toBe("invitation-ended");
  }
  const { results } = await env.DB.prepare("select action from audit_log where subject_id = ?1 order by id")
    .bind(taken.account.staffId)
    .all();
  expect(results.map(({ action }) => action)).toEqual(["staff.create", "staff.uninvite"]);
});

test("ORG-6, ACC-4: only the level above invites, and an address is needed the first time", async () => {
  const { account } = await invite();
  expect((await world.clerk.post(`staff/${account.staffId}/invitation`, {})).status).toBe(403);
  expect((await world.desk.send("DELETE", `staff/${account.staffId}/invitation`)).status).toBe(403);
  const { account: other } = await world.admin.done("staff", {
    name: "紙で",
    loginId: `${world.id}-paper`,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "clerk" }],
  });
  const reply = await world.admin.post(`staff/${other.staffId}/invitation`, {});
  expect([reply.status, reply.body.fields?.[0]?.path]).toEqual([422, "email"]);
  // Somebody who has forgotten a password sets a new one by a link; the devices that were signed in are signed out.
  const person = await signIn(`${world.id}-paper`);
  await world.admin.done(`staff/${other.staffId}/invitation`, { email: "kami@example.jp" });
  expect((await person.get("staff/me")).status).toBe(200);
  expect((await accept(await tokenSentTo("kami@example.jp"), "a third password of mine")).status).toBe(200);
  expect((await person.get("staff/me")).body.code).toBe("session-expired");
});
