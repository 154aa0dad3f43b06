import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import {
  approvalSchema,
  approvalsPageSchema,
  DEFAULT_APPROVALS,
  NO_APPROVALS,
} from "../../schema/api/approvals.ts";
import type { OperationId } from "../../schema/ids.ts";
import { APPROVAL_WAITS_MS } from "../../schema/limits.ts";
import { type Browser, makeRegion, op, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let second: Browser;
let path: string;

const fund = () => world.admin.read(`programmes/${world.programmeId}/fund`);
const deposit = (amountYen: number, operationId = op(world.fundIdTail), who = world.admin) =>
  who.post(`programmes/${world.programmeId}/deposits`, { operationId, amountYen, note: "第2回交付" });
const policy = (approvals: object) =>
  world.operator.done(`operator/regions/${world.region.regionId}/approvals`, { approvals });
const logged = async (subjectId: string) =>
  (
    await env.DB.prepare("select action, actor from audit_log where subject_id = ?1 order by id")
      .bind(subjectId)
      .all<{ action: string; actor: string }>()
  ).results;

beforeAll(async () => {
  world = await makeRegion();
  const { admin, id, region } = world;
  await admin.done("staff", {
    name: "承認 係",
    loginId: `${id}-second`,
    password: PASSWORD,
    memberships: [{ organisationId: region.organisationId, role: "secretariat-admin" }],
  });
  second = await signIn(`${id}-second`);
  await policy(DEFAULT_APPROVALS);
  path = `programmes/${world.programmeId}`;
});

test("APR-1, APR-2: a deposit waits, nobody approves their own, another's approval does it once", async () => {
  const before = await fund();
  const operationId = op(world.fundIdTail);
  const asked = await deposit(1_000, operationId);
  expect(asked.body).toMatchObject({ outcome: "waiting", operationId });
  expect((await fund()).cashYen).toBe(before.cashYen);
  const { approvalId } = asked.body;

  // The same request again, from either of them, is the same proposal.
  expect((await deposit(1_000, operationId)).body.approvalId).toBe(approvalId);
  expect((await deposit(1_000, operationId, second)).body.approvalId).toBe(approvalId);
  expect((await deposit(2_000, operationId)).body.code).toBe("operation-conflict");

  expect((await world.admin.post(`approvals/${approvalId}/approve`)).body.code).toBe("same-person");
  const listed = await second.read("approvals?only=open");
  expect(approvalsPageSchema.parse(listed)).toEqual(listed);
  expect(listed.waitingForMe).toBe(1);
  expect((await world.admin.read("approvals")).waitingForMe).toBe(0);

  const done = await second.done(`approvals/${approvalId}/approve`);
  expect(approvalSchema.parse(done)).toEqual(done);
  expect(done).toMatchObject({ state: "done", amountYen: 1_000, reason: "第2回交付" });
  expect((await fund()).cashYen).toBe(before.cashYen + 1_000);
  // Approved twice, or sent once more by its proposer: it was done already.
  expect((await second.post(`approvals/${approvalId}/approve`)).body.code).toBe("approval-state");
  expect((await deposit(1_000, operationId)).body).toMatchObject({ outcome: "done", replayed: true });
  expect((await fund()).cashYen).toBe(before.cashYen + 1_000);
  const log = await logged(approvalId);
  expect(log.map(({ action }) => action)).toEqual(["approval.propose", "approval.approve"]);
  expect(new Set(log.map(({ actor }) => actor)).size).toBe(2);
});

test("two approvals at the same moment move the money once (APR-2)", async () => {
  const before = await fund();
  const { approvalId } = (await deposit(700)).body;
  const replies = await Promise.all([1, 2, 3].map(() => second.post(`approvals/${approvalId}/approve`)));
  expect(replies.filter((reply) => reply.status === 200).length).toBeGreaterThanOrEqual(1);
  expect((await fund()).cashYen).toBe(before.cashYen + 700);
});

test("APR-3: what is refused, withdrawn or lapsed never moves money", async () => {
  const before = await fund();
  const ends: OperationId[] = [];
  for (const [who, move] of [
    [second, "refuse"],
    [world.admin, "withdraw"],
  ] as const) {
    const operationId = op(world.fundIdTail);
    const { approvalId } = (await deposit(500, operationId)).body;
    const other = who === second ? world.admin : second;
    expect((await other.post(`approvals/${approvalId}/${move}`, { reason: "まちがい" })).status).not.toBe(
      200,
    );
    expect((await who.done(`approvals/${approvalId}/${move}`, { reason: "まちがい" })).decisionReason).toBe(
      "まちがい",
    );
    expect((await second.post(`approvals/${approvalId}/approve`)).body.code).toBe("approval-state");
    ends.push(operationId);
  }
  const late = op(world.fundIdTail);
  const { approvalId } = (await deposit(500, late)).body;
  await env.DB.prepare("update approval set lapses_at_ms = ?2 where id = ?1")
    .bind(approvalId, Date.now() - 1)
    .run();
  expect((await second.read(`approvals/${approvalId}`)).state).toBe("lapsed");
  expect((await second.post(`approvals/${approvalId}/approve`)).body.code).toBe("approval-state");
  for (const operationId of [...ends, late])
    expect((await deposit(500, operationId)).body).toMatchObject({
      code: "approval-ended",
      outcome: "not-done",
    });
  expect((await fund()).cashYen).toBe(before.cashYen);
  expect(APPROVAL_WAITS_MS).toBe(14 * 86_400_000);
});

test("allotments from the limit on wait, and say when they can't be done any more (APR-1)", async () => {
  const { issuer } = world;
  const allot = (amountYen: number, direction: "out" | "back" = "out") =>
    world.admin.post(`${path}/allotments`, {
      operationId: op(world.fundIdTail),
      issuerId: issuer.organisationId,
      amountYen,
      direction,
    });
  expect((await allot(9_999)).body.outcome).toBe("done");
  await policy({ ...DEFAULT_APPROVALS, allotment: 10_000 });
  expect((await allot(9_999)).body.outcome).toBe("done");
  const over = await allot(10_000);
  expect(over.body.outcome).toBe("waiting");
  expect((await second.read(`approvals/${over.body.approvalId}`)).about).toBe("宿");
  expect((await allot(20_000, "back")).body.outcome).toBe("done");
  expect((await second.done(`approvals/${over.body.approvalId}/approve`)).state).toBe("done");
  const { availableYen } = await fund();
  const tooMuch = await allot(availableYen + 1);
  const failed = await second.done(`approvals/${tooMuch.body.approvalId}/approve`);
  expect(failed).toMatchObject({ state: "failed", failedWith: "insufficient-fund" });
  // APR-3: what failed isn't tried once more under one person's eyes, whatever the fund holds by then.
  const again = await world.admin.post(`${path}/allotments`, {
    operationId: tooMuch.body.operationId,
    issuerId: issuer.organisationId,
    amountYen: availableYen + 1,
    direction: "out",
  });
  expect(again.body).toMatchObject({ code: "approval-ended", outcome: "not-done" });
});

test("letting a stopped coupon go again waits; stopping doesn't (APR-1, FRZ-1)", async () => {
  const { admin, issue, scan } = world;
  const { sheets } = await issue(1);
  const { code = "", couponId = "" } = sheets[0] ?? {};
  const { coupon } = await scan(code);
  const freeze = (frozen: boolean) =>
    admin.post("freezes", {
      kind: "coupon",
      couponId,
      operationId: op(coupon.idTail),
      frozen,
      reason: "紛失の届け出",
    });
  expect((await freeze(true)).body.outcome).toBe("done");
  const asked = await freeze(false);
  expect(asked.body.outcome).toBe("waiting");
  expect((await scan(code)).coupon.frozen).toBe(true);
  await second.done(`approvals/${asked.body.approvalId}/approve`);
  expect((await scan(code)).coupon.frozen).toBe(false);
});

test("WHO-1, APR-4: another region sees nothing of it, and only the operator sets what needs two", async () => {
  const other = await makeRegion();
  const { approvalId } = (await deposit(300)).body;
  for (const move of ["", "/approve"]) {
    const reply = move
      ? await other.admin.post(`approvals/${approvalId}${move}`)
      : await other.admin.get(`approvals/${approvalId}`);
    const nowhere = move
      ? await other.admin.post(`approvals/000000000000${move}`)
      : await other.admin.get("approvals/000000000000");
    expect([reply.status, reply.body.code]).toEqual([nowhere.status, nowhere.body.code]);
  }
  expect((await other.admin.read("approvals")).rows).toEqual([]);
  expect((await world.admin.read("region/approvals")).approvals).toMatchObject({ allotment: 10_000 });
  const mine = await world.admin.post(`operator/regions/${world.region.regionId}/approvals`, {
    approvals: NO_APPROVALS,
  });
  expect(mine.status).toBe(401);
  await policy(NO_APPROVALS);
  expect((await deposit(100)).body.outcome).toBe("done");
  // What was proposed before goes on waiting: its own rule was another.
  expect((await second.done(`approvals/${approvalId}/approve`)).state).toBe("done");
});
