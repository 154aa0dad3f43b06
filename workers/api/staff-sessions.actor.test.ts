import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { StaffSessions } from "../../schema/api/staff-sessions.ts";
import { MAX_STAFF_SESSIONS } from "../../schema/limits.ts";
import { Browser, makeRegion, OWN_PASSWORD, signIn, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SAFARI = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/605.1";

let world: World;
let clerkId: string;
beforeAll(async () => {
  world = await makeRegion();
  clerkId = (await world.clerk.read("staff/me")).staffId;
});

/** The clerk on another device. */
async function elsewhere(headers: Record<string, string> = {}): Promise<Browser> {
  const browser = new Browser(headers);
  await browser.done("staff/session", { loginId: `${world.id}-clerk`, password: OWN_PASSWORD });
  return browser;
}

/** The same cookies on another machine, as a thief has them. */
const copyOf = (browser: Browser) => new Browser({ cookie: browser.cookieHeader() });
const codeOf = async (browser: Browser) => (await browser.get("staff/me")).body.code;

test("STF-1: somebody sees where they are signed in, and signs one place out with its next request", async () => {
  const tablet = await elsewhere({ "user-agent": SAFARI, "cf-connecting-ip": "203.0.113.9" });
  const seen: StaffSessions = await world.clerk.read("staff/sessions");
  const one = seen.rows.find((row) => row.device === "Safari / iPad");
  expect(one).toMatchObject({ network: "203.0.113.*", current: false });
  expect(seen.rows.filter((row) => row.current)).toHaveLength(1);
  const left = await world.clerk.send("DELETE", `staff/sessions/${one?.sessionId}`);
  expect(left.body.rows.map((row: { sessionId: string }) => row.sessionId)).not.toContain(one?.sessionId);
  expect(await codeOf(tablet)).toBe("session-expired");
  expect((await world.clerk.get("staff/me")).status).toBe(200);
});

test("STF-1: nobody ends a session that isn't theirs, and isn't told that it is there", async () => {
  const [row] = (await world.desk.read("staff/sessions")).rows;
  const strange = await world.clerk.send("DELETE", `staff/sessions/${row.sessionId}`);
  const nothing = await world.clerk.send("DELETE", `staff/sessions/${"0".repeat(64)}`);
  expect([strange.status, { ...strange.body, requestId: "" }]).toEqual([
    404,
    { ...nothing.body, requestId: "" },
  ]);
  expect((await world.desk.get("staff/me")).status).toBe(200);
});

test("STF-1: all others end at once, this one stays, and it is logged", async () => {
  const others = [await elsewhere(), await elsewhere()];
  const left = await world.clerk.done("staff/sessions/end-others");
  expect(left.rows.map((row: { current: boolean }) => row.current)).toEqual([true]);
  for (const other of others) expect(await codeOf(other)).toBe("session-expired");
  const log = await env.DB.prepare("select actor from audit_log where action = 'staff.sign-out-others'")
    .bind()
    .first<string>("actor");
  expect(log).toBe(clerkId);
});

test("STF-1: signing out ends the session itself: its cookie, kept by somebody, opens nothing", async () => {
  const browser = await elsewhere();
  const thief = copyOf(browser);
  expect((await thief.get("staff/me")).status).toBe(200);
  await browser.send("DELETE", "staff/session");
  expect(await codeOf(thief)).toBe("session-expired");
});

test("STF-1: the level above sees where somebody is signed in, and signs them out with a reason", async () => {
  const browser = await elsewhere({ "user-agent": SAFARI });
  const seen: StaffSessions = await world.admin.read(`staff/${clerkId}/sessions`);
  expect(seen.rows.map((row) => [row.device, row.current])).toContainEqual(["Safari / iPad", false]);
  const reason = "タブレットを紛失";
  expect((await world.admin.post(`staff/${clerkId}/sessions/end`, {})).status).toBe(422);
  expect((await world.admin.done(`staff/${clerkId}/sessions/end`, { reason })).rows).toEqual([]);
  expect(await codeOf(browser)).toBe("session-expired");
  expect(await codeOf(world.clerk)).toBe("session-expired");
  const logged = await env.DB.prepare(
    "select reason from audit_log where action = 'staff.sign-out' and subject_id = ?1",
  )
    .bind(clerkId)
    .all();
  expect(logged.results).toContainEqual({ reason });
  world = { ...world, clerk: await signIn(`${world.id}-clerk`) };
});

test("STF-1: one sign-in too many ends the session that was used longest ago, and no other", async () => {
  await world.clerk.done("staff/sessions/end-others");
  const { seenAtMs } = (await world.clerk.read("staff/sessions")).rows[0];
  // No id of ours has a u. The rest of what an account may have, each used a little later than the clerk's own.
  const rows = Array.from({ length: MAX_STAFF_SESSIONS - 1 }, (_, i) =>
    env.DB.prepare(
      `insert into staff_session select ?1 || substr(id, 4), staff_id, region_id, device, network_shown,
         started_at_ms, ?2, ends_at_ms, proved_at_ms, null, null, null, null
       from staff_session where staff_id = ?3 and "end" is null order by seen_at_ms limit 1`,
    ).bind(`u${10 + i}`, seenAtMs + 1 + i, clerkId),
  );
  await env.DB.batch(rows);
  const last = await elsewhere();
  expect(await codeOf(world.clerk)).toBe("session-expired");
  expect((await last.read("staff/sessions")).rows).toHaveLength(MAX_STAFF_SESSIONS);
  world = { ...world, clerk: last };
});

test("STF-2: the secretariat is signed out half an hour after its last request, and not before", async () => {
  const admin = await signIn(`${world.id}-admin`);
  for (const minutes of [29, 58, 87]) {
    admin.clockOffsetMs = minutes * MINUTE;
    expect([minutes, (await admin.get("staff/me")).status]).toEqual([minutes, 200]);
  }
  admin.clockOffsetMs = 118 * MINUTE;
  expect(await codeOf(admin)).toBe("session-expired");
});

test("STF-2: however busy, it ends twelve hours after its sign-in; a till goes on", async () => {
  const admin = await signIn(`${world.id}-admin`);
  const clerk = await elsewhere();
  for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
    admin.clockOffsetMs = minutes * MINUTE;
    expect([minutes, (await admin.get("staff/sessions")).status]).toEqual([minutes, 200]);
  }
  admin.clockOffsetMs = 12 * HOUR + MINUTE;
  expect(await codeOf(admin)).toBe("session-expired");
  clerk.clockOffsetMs = 13 * HOUR;
  expect((await clerk.get("staff/me")).status).toBe(200);
});

test("STF-3: showing again who one is takes the right password", async () => {
  const browser = await elsewhere();
  expect((await browser.post("staff/proof", { password: "not the password" })).body.code).toBe(
    "credentials-wrong",
  );
  const { provedUntilMs } = await browser.done("staff/proof", { password: OWN_PASSWORD });
  expect(provedUntilMs).toBeGreaterThan(Date.now());
});
