import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { runStaffLog, startStaffLog } from "../staff-log/run.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  op,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

let world: World;
let other: World;
let resident: Browser;
let couponId: string;
let payment: string;

const LINES = 60;
const open = (who: Browser, kind: string, value: string) =>
  who.done("traces", { kind, value, reason: "警察からの照会" });
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire
type Line = any;
/** The whole story, once it holds what it should. */
async function story(kind: string, value: string, ready: (lines: Line[]) => boolean, who = world.admin) {
  const { traceId } = await open(who, kind, value);
  return vi.waitFor(
    async () => {
      const { rows } = await who.read(`traces/${traceId}/lines?limit=${LINES}`);
      if (!ready(rows)) throw new Error(JSON.stringify(rows.map((row: Line) => [row.source, row.what])));
      return { traceId, rows: rows as Line[] };
    },
    { timeout: 20_000, interval: 300 },
  );
}
const has = (source: string, what: string) => (lines: Line[]) =>
  lines.some((line) => line.source === source && line.what === what);

beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
  resident = await makeResident(env.DB);
  const { sheets } = await world.issue(2);
  const { coupon } = await world.scan(sheets[0]?.code ?? "");
  couponId = sheets[0]?.couponId ?? "";
  payment = op(coupon.idTail);
  await world.clerk.done("counter/payments", {
    operationId: payment,
    handle: coupon.handle,
    ...world.store,
    amountYen: 500,
  });
  const { coupon: whole } = await resident.done("charges/inspect", { code: sheets[1]?.code });
  await resident.done("charges", {
    operationId: op(whole.idTail),
    handle: whole.handle,
    programmeId: world.programmeId,
  });
});

test("TRC-1: a coupon's story has its journal, who took it, and what staff did to its issue", async () => {
  const { rows } = await story("coupon", couponId, has("journal", "pay"));
  const paid = rows.find((line) => line.what === "pay");
  expect(paid).toMatchObject({
    amountYen: 500,
    operationId: payment,
    store: { storeId: world.store.storeId },
    by: { kind: "staff", name: "レジ" },
  });
  expect(has("staff", "issue.create")(rows)).toBe(true);
  const times = rows.map((line) => line.atMs);
  expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
});

test("TRC-1: a store's, a clerk's and a resident's story; each line leads on to the next", async () => {
  const store = await story("store", "喫茶", has("journal", "pay"));
  const paid = store.rows.find((line) => line.what === "pay");
  expect(paid.about).toMatchObject({ kind: "coupon", id: couponId });
  const clerk = await story("staff", paid.by.id, has("staff", "payment.take"));
  expect(has("sign-in", "success")(clerk.rows)).toBe(true);
  // Told once, though the log of deeds has it too.
  expect(has("staff", "staff.sign-in")(clerk.rows)).toBe(false);
  const signedIn = clerk.rows.find((line) => line.source === "sign-in");
  expect(signedIn.network).toMatchObject({ kind: "network", id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const network = await story("network", signedIn.network.id, has("sign-in", "success"));
  expect(network.rows.some((line) => line.by?.id === paid.by.id)).toBe(true);
  const { residentId } = await resident.read("residents/me");
  const own = await story("resident", residentId, has("journal", "credit"));
  expect(has("sign-in", "success")(own.rows)).toBe(true);
  expect(own.rows.find((line) => line.source === "sign-in")).toMatchObject({ factor: "sms" });
});

test("TRC-2: a failed sign-in is recorded with its class and never with what was typed", async () => {
  const login = `${world.id}-clerk`;
  const stranger = new Browser({ "user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/132.0" });
  expect(
    (await stranger.post("staff/session", { loginId: login, password: "no-such-password" })).status,
  ).toBe(401);
  const { rows } = await story("staff", login, has("sign-in", "wrong"));
  expect(rows.find((line) => line.what === "wrong")).toMatchObject({ device: "Firefox / Windows" });
  await stranger.post("staff/session", { loginId: "nobody-at-all", password: PASSWORD });
  const all = await vi.waitFor(async () => {
    const { results } = await env.DB.prepare("select * from sign_in").all();
    if (!results.some((row) => row.outcome === "unknown")) throw new Error("not yet");
    return JSON.stringify(results);
  });
  for (const typed of ["no-such-password", "nobody-at-all", PASSWORD]) expect(all).not.toContain(typed);
});

test("TRC-1: pages by key join without a gap or a double, and filters hold", async () => {
  const { traceId, rows } = await story("staff", `${world.id}-admin`, (lines) => lines.length > 10);
  const keys: string[] = [];
  let after = "";
  for (;;) {
    const page: Line = await world.admin.read(`traces/${traceId}/lines?limit=4${after && `&after=${after}`}`);
    keys.push(...page.rows.map((line: Line) => line.key));
    if (page.next === null) break;
    after = page.next;
  }
  expect(new Set(keys).size).toBe(keys.length);
  for (const { key } of rows) expect(keys).toContain(key);
  const signIns = await world.admin.read(`traces/${traceId}/lines?source=sign-in`);
  expect(new Set(signIns.rows.map((line: Line) => line.source))).toEqual(new Set(["sign-in"]));
  expect((await world.admin.read(`traces/${traceId}/lines?to=2020-01-01`)).rows).toEqual([]);
});

test("TRC-1, WHO-1: what is elsewhere isn't there, and nobody reads with another's reason", async () => {
  const { residentId } = await resident.read("residents/me");
  for (const [kind, value] of [
    ["resident", residentId],
    ["coupon", couponId],
    ["store", world.store.storeId],
    ["staff", `${world.id}-clerk`],
  ] as const)
    expect((await other.admin.post("traces", { kind, value, reason: "x" })).status).toBe(404);
  const { traceId } = await open(world.admin, "store", world.store.storeId);
  for (const path of [`traces/${traceId}`, `traces/${traceId}/lines`, `traces/${traceId}/file`])
    expect((await other.admin.get(path)).status).toBe(404);
  expect((await world.clerk.post("traces", { kind: "store", value: "喫茶", reason: "x" })).status).toBe(403);
  // A network's story in another region has nothing of this one's people.
  const { rows } = await story("staff", `${world.id}-clerk`, has("sign-in", "success"));
  const network = rows.find((line) => line.source === "sign-in").network.id;
  const there = await story("network", network, has("sign-in", "success"), other.admin);
  const here = new Set(
    (
      await env.DB.prepare("select id from staff where region_id = ?1")
        .bind(world.region.regionId)
        .all<{ id: string }>()
    ).results.map(({ id }) => id),
  );
  expect(there.rows.filter((line) => here.has(line.by?.id))).toEqual([]);
});

test("TRC-1, AUD-4: opening is logged with its reason before anything is shown, a miss without what was typed", async () => {
  expect(
    (await world.admin.post("traces", { kind: "resident", value: "090-0000-0000", reason: "確認" })).status,
  ).toBe(404);
  expect((await world.admin.post("traces", { kind: "store", value: "喫茶", reason: " " })).status).toBe(422);
  await open(world.admin, "store", world.store.storeId);
  const { results } = await env.DB.prepare(
    "select action, subject_id, reason, after from audit_log where region_id = ?1 and action like 'trace.%' order by id desc limit 2",
  )
    .bind(world.region.regionId)
    .all();
  expect(results).toMatchObject([
    { action: "trace.open", subject_id: world.store.storeId, reason: "警察からの照会" },
    { action: "trace.search", subject_id: "resident", reason: "確認" },
  ]);
  expect(JSON.stringify(results)).not.toContain("0000-0000");
});

test("TRC-1: as a file no cell is a formula, and making it is logged", async () => {
  await world.admin.done(`stores/${world.appOnly.storeId}/suspension`, {
    suspended: true,
    reason: '=HYPERLINK("x")',
  });
  const { traceId } = await open(world.admin, "store", world.appOnly.storeId);
  const file = await world.admin.get(`traces/${traceId}/file`);
  expect(file.type).toContain("text/csv");
  expect(file.body).toContain(`"'=HYPERLINK(""x"")"`);
  expect(file.body.split("\r\n")[0]).toContain("日付,時刻,種類");
  const row = await env.DB.prepare(
    "select count(*) as n from audit_log where action = 'trace.file' and subject_id = ?1",
  )
    .bind(world.appOnly.storeId)
    .first<{ n: number }>();
  expect(row?.n).toBe(1);
});

test("AUD-8, WHO-4: the operator erases a reason; the story shows the deed without it", async () => {
  await startStaffLog(env);
  const row = await vi.waitFor(async () => {
    await runStaffLog(env, "staff-log");
    const found = await env.DB.prepare(
      "select l.id from audit_log l join audit_chain c on c.id = l.id where l.subject_id = ?1 and l.action = 'store.suspend'",
    )
      .bind(world.appOnly.storeId)
      .first<{ id: number }>();
    if (!found) throw new Error("not in the chain yet");
    return found;
  });
  const body = { entryIds: [row.id], reason: "本人の求め" };
  expect((await world.admin.post("operator/audit/log/erasures", body)).status).toBe(401);
  expect(await world.operator.done("operator/audit/log/erasures", body)).toEqual({ erased: 1 });
  const { rows } = await story("store", world.appOnly.storeId, has("staff", "store.suspend"));
  expect(rows.find((line) => line.what === "store.suspend")).toMatchObject({
    reason: null,
    by: { kind: "staff" },
  });
});

test("TRC-2: signing in again is a line of its own", async () => {
  await signIn(`${world.id}-desk`);
  const { rows } = await story(
    "staff",
    `${world.id}-desk`,
    (lines) => lines.filter((line) => line.source === "sign-in" && line.what === "success").length > 1,
  );
  expect(rows.length).toBeGreaterThan(1);
});
