import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { DEFAULT_APPROVALS } from "../../schema/api/approvals.ts";
import { type Stop, type StopKind, stopsPageSchema } from "../../schema/api/stops.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  newestCode,
  op,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let other: World;
let second: Browser;
let clerkOfOffice: Browser;
let resident: Browser;
let residentId = "";
const reason = "不正の疑い";

const list = async (query = "", who = world.admin): Promise<Stop[]> => {
  const page = await who.read(`stops?limit=100${query}`);
  expect(stopsPageSchema.parse(page)).toEqual(page);
  return page.rows;
};
const kinds = (rows: readonly Stop[]) => rows.map(({ kind }) => kind);
const account = async (at: World, key: string, role: string, organisationId: string) => {
  const loginId = `${at.id}-${key}`;
  const { account: made } = await at.admin.done("staff", {
    name: key,
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId, role }],
  });
  return { loginId, staffId: made.staffId as string };
};

/** Stops one thing of every kind; what the region's list says of it. */
async function stopOneOfEach(): Promise<Readonly<Record<Exclude<StopKind, "person">, string>>> {
  const { admin } = world;
  const { sheets, issueId } = await world.issue(2);
  const [own] = sheets;
  const { coupon } = await world.scan(own?.code ?? "");
  await admin.done("freezes", {
    kind: "coupon",
    couponId: own?.couponId,
    operationId: op(coupon.idTail),
    frozen: true,
    reason,
  });
  await admin.done("freezes", {
    kind: "resident",
    residentId,
    operationId: op("00000000"),
    frozen: true,
    reason,
  });
  const shop = await admin.done("organisations", { name: "止め商店", kana: "トメ", kinds: ["merchant"] });
  const { staffId } = await account(world, "stopped", "clerk", world.merchant.organisationId);
  await admin.done(`stores/${world.outside.storeId}/suspension`, { suspended: true, reason });
  await admin.done(`organisations/${shop.organisationId}/suspension`, { suspended: true, reason });
  await admin.done(`staff/${staffId}/stop`, { reason });
  const whole = await world.issue(2);
  await admin.done(`issues/${whole.issueId}/stop`, { operationId: op(world.fundIdTail), reason });
  expect(issueId).not.toBe(whole.issueId);
  return {
    resident: residentId,
    coupon: own?.couponId ?? "",
    store: world.outside.storeId,
    organisation: shop.organisationId as string,
    staff: staffId,
    issue: whole.issueId,
  };
}

beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
  const secretariat = world.region.organisationId as string;
  second = await signIn((await account(world, "second", "secretariat-admin", secretariat)).loginId);
  clerkOfOffice = await signIn((await account(world, "office", "secretariat-clerk", secretariat)).loginId);
  resident = await makeResident(env.DB);
  residentId = (await resident.read("residents/me")).residentId;
  const { sheets } = await world.issue(1);
  const { coupon } = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: world.programmeId,
  });
});

test("FRZ-2, WHO-1: one list has one of each kind with who, when and why, searched, by page, of the own region", async () => {
  const before = Date.now();
  const stopped = await stopOneOfEach();
  // A coupon's freeze is known once its entry has come through the projection.
  const rows = await vi.waitFor(
    async () => {
      const found = await list();
      if (found.length < 6) throw new Error(kinds(found).join());
      return found;
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(Object.fromEntries(rows.map(({ kind, id }) => [kind, id]))).toEqual(stopped);
  for (const row of rows) {
    expect(row, row.kind).toMatchObject({ reason, byName: "係", complete: true });
    expect(row.sinceMs).toBeGreaterThanOrEqual(before);
  }
  const times = rows.map(({ sinceMs }) => sinceMs);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(rows.find(({ kind }) => kind === "store")).toMatchObject({ name: "山の店", of: "店" });
  expect(rows.find(({ kind }) => kind === "resident")?.name).toMatch(/^…\d{4}$/);
  // The coupons of the stopped issue are told by the issue, with their number.
  expect(rows.find(({ kind }) => kind === "issue")).toMatchObject({ name: "宿", coupons: 2 });

  expect(kinds(await list("&kind=staff"))).toEqual(["staff"]);
  expect(kinds(await list(`&text=${encodeURIComponent("山の")}`))).toEqual(["store"]);
  expect(kinds(await list(`&text=${encodeURIComponent("%")}`))).toEqual([]);
  expect(await list("", other.admin)).toEqual([]);

  const paged: string[] = [];
  for (let after = "", turns = 0; turns < 10; turns++) {
    const page = await world.admin.read(`stops?limit=2${after && `&after=${after}`}`);
    paged.push(...page.rows.map(({ id }: Stop) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(paged).toEqual(rows.map(({ id }) => id));
});

test("ACC-1, FRZ-2: whoever may stop a kind sees it; the desk and the prefecture see nothing", async () => {
  expect(new Set(kinds(await list("", clerkOfOffice)))).toEqual(
    new Set(["store", "organisation", "staff", "issue"]),
  );
  for (const who of [world.desk, world.clerk]) expect((await who.get("stops")).body.code).toBe("forbidden");
});

test("APR-1, FRZ-2: a store, an organisation and an account are let go by a second person; then they leave the list", async () => {
  await world.operator.done(`operator/regions/${world.region.regionId}/approvals`, {
    approvals: DEFAULT_APPROVALS,
  });
  const of = async (kind: StopKind) => (await list(`&kind=${kind}`))[0]?.id;
  const lifts = [
    [`stores/${await of("store")}/suspension`, { suspended: false, reason: "疑いは晴れた" }],
    [`organisations/${await of("organisation")}/suspension`, { suspended: false, reason: "疑いは晴れた" }],
    [`staff/${await of("staff")}/start`, { reason: "疑いは晴れた" }],
  ] as const;
  for (const [path, body] of lifts) {
    const asked = await clerkOfOffice.done(path, body);
    expect(asked.outcome, path).toBe("waiting");
    // The same again is the same proposal, whoever sends it; nobody approves their own.
    expect((await world.admin.done(path, body)).approvalId).toBe(asked.approvalId);
    expect((await clerkOfOffice.post(`approvals/${asked.approvalId}/approve`)).body.code).toBe("same-person");
    expect((await second.done(`approvals/${asked.approvalId}/approve`)).state).toBe("done");
    // It has ended: stopped and let go once more is another proposal.
    expect((await second.post(`approvals/${asked.approvalId}/approve`)).body.code).toBe("approval-state");
  }
  expect(new Set(kinds(await list()))).toEqual(new Set(["resident", "coupon", "issue"]));
  const again = `stores/${world.outside.storeId}/suspension`;
  await world.admin.done(again, { suspended: true, reason });
  expect((await world.admin.done(again, { suspended: false, reason })).outcome).toBe("waiting");
});

test("APR-1: the call centre decides on what it may stop itself, and not on a store", async () => {
  const { loginId } = await account(
    world,
    "phone",
    "secretariat-callcentre",
    world.region.organisationId as string,
  );
  const phone = await signIn(loginId);
  const { rows } = await phone.read("approvals?only=open");
  const waiting = rows.find((row: { subject: { kind: string } }) => row.subject.kind === "store");
  expect(waiting.mayDecide).toBe(false);
  expect((await phone.read("approvals")).waitingForMe).toBe(0);
  expect((await phone.post(`approvals/${waiting.approvalId}/approve`)).body.code).toBe("approval-not-yours");
});

test("FRZ-6: the operator's stop of a person ends every session and sign-in in every region, and is the operator's to lift", async () => {
  const person = await makeResident(env.DB);
  const me = await person.read("residents/me");
  for (const at of [world, other]) {
    const { sheets } = await at.issue(1);
    const { coupon } = await person.done("charges/inspect", { code: sheets[0]?.code });
    await person.done("charges", {
      operationId: op(coupon.idTail),
      handle: coupon.handle,
      programmeId: at.programmeId,
    });
  }
  const path = `operator/residents/${me.residentId}/stop`;
  expect((await world.admin.post(path, { stopped: true, reason })).status).toBe(401);
  const stopped = await world.operator.done(path, { stopped: true, reason });
  expect(stopped).toMatchObject({ residentId: me.residentId, regions: 2 });
  expect(stopped.stoppedAtMs).toBeGreaterThan(0);
  // Again it is the same stop.
  expect((await world.operator.done(path, { stopped: true, reason })).stoppedAtMs).toBe(stopped.stoppedAtMs);
  expect((await person.get("wallets")).body.code).toBe("account-stopped");
  const phone = (
    await env.DB.prepare("select recipient from dev_inbox order by id desc limit 1").first<{
      recipient: string;
    }>()
  )?.recipient.replace("+81", "0") as string;
  const device = new Browser();
  await device.done("residents/verification", { phone });
  const tried = await device.post("residents/session", { phone, code: await newestCode(env.DB, phone) });
  expect(tried.body.code).toBe("account-stopped");
  for (const at of [world, other]) {
    const [row] = await list("&kind=person", at.admin);
    expect(row).toMatchObject({ id: me.residentId, byName: null, reason: null });
    // A region's own word doesn't lift it.
    await at.admin.done("freezes", {
      kind: "resident",
      residentId: me.residentId,
      operationId: op("00000000"),
      frozen: false,
      reason,
    });
  }
  expect((await person.get("wallets")).body.code).toBe("account-stopped");
  expect((await world.operator.done(path, { stopped: false, reason })).stoppedAtMs).toBeNull();
  const { wallets } = await person.read("wallets");
  expect(wallets.map((wallet: { spendableYen: number }) => wallet.spendableYen)).toEqual([3000, 3000]);
  expect(await list("&kind=person")).toEqual([]);
});
