import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_EVIDENCE_BYTES, MAX_EVIDENCE_FILES } from "../../schema/limits.ts";
import { eraseDue } from "../retention/erase.ts";
import { type Browser, makeRegion, op, openProgramme, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let programmeId: string;
let tail: string;

/** A programme of the region that asks for evidence so. */
async function programmeAsking(evidence: "required" | "optional") {
  const made = await world.admin.done("programmes", {
    name: `証拠のいる事業 ${evidence}`,
    payName: "しょうこPay",
    face: "shiosai",
    unitWord: "円",
    facesYen: [1000],
    facePer: "coupon",
    asks: { evidence },
    validity: { kind: "days", days: 30 },
    startsOn: "2020-01-01",
    endsOn: "2099-12-31",
    scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
    caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
    rule: { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
    reprintHours: 72,
  });
  await openProgramme(world.admin, made.programmeId);
  const money = (path: string, more: object) =>
    world.admin.done(`programmes/${made.programmeId}/${path}`, {
      operationId: op(made.fundIdTail),
      amountYen: 1_000_000,
      ...more,
    });
  await money("deposits", {});
  await money("allotments", { issuerId: world.issuer.organisationId });
  return made as { programmeId: string; fundIdTail: string };
}

beforeAll(async () => {
  world = await makeRegion();
  ({ programmeId, fundIdTail: tail } = await programmeAsking("required"));
});

const PDF = "%PDF-1.7\nパスポートの写し";
const issued = async (): Promise<string> => {
  const made = await world.desk.done("issues", {
    operationId: op(tail),
    programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1000,
  });
  return made.issue.issueId;
};
const add = (issueId: string, body: string | Uint8Array<ArrayBuffer> = PDF, by: Browser = world.desk) =>
  by.send("POST", `issues/${issueId}/evidence?name=${encodeURIComponent("サトウさん.pdf")}`, body, {
    "content-type": "application/octet-stream",
  });
const handOver = (issueId: string) =>
  world.desk.post(`issues/${issueId}/activate`, { operationId: op(tail) });

test("ISS-9: where evidence is required nothing is handed over without it; with it, it is", async () => {
  const issueId = await issued();
  expect(await world.desk.read(`issues/${issueId}`)).toMatchObject({
    evidence: { asked: "required", files: 0 },
  });
  expect((await handOver(issueId)).body).toMatchObject({ code: "evidence-missing", outcome: "unknown" });
  expect((await world.desk.read(`issues/${issueId}`)).state).toBe("ready");
  const { files } = (await add(issueId)).body;
  expect(files).toMatchObject([{ name: "サトウさん.pdf", mediaType: "application/pdf" }]);
  expect((await handOver(issueId)).status).toBe(200);
});

test("ISS-9: of a programme that doesn't ask nothing is kept; an optional file holds nothing up", async () => {
  const { issueId } = await world.issue(1, 1000, false);
  expect((await add(issueId)).body.code).toBe("evidence-closed");
  expect((await world.desk.read(`issues/${issueId}/evidence`)).open).toBe(false);
  const other = await programmeAsking("optional");
  const made = await world.desk.done("issues", {
    operationId: op(other.fundIdTail),
    programmeId: other.programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1000,
  });
  const path = `issues/${made.issue.issueId}/activate`;
  expect((await world.desk.post(path, { operationId: op(other.fundIdTail) })).status).toBe(200);
});

test("ISS-9, SEC-3: what is no PDF, PNG or JPEG by its bytes is refused, and so is too much of it", async () => {
  const issueId = await issued();
  expect((await add(issueId, "<html><script>alert(1)</script>")).body.code).toBe("unsupported-media-type");
  const broken = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  expect((await add(issueId, broken)).body.code).toBe("picture-unreadable");
  const large = new Uint8Array(MAX_EVIDENCE_BYTES + 1).fill(0x25);
  expect((await add(issueId, large)).body.code).toBe("body-too-large");
  for (let i = 0; i < MAX_EVIDENCE_FILES; i++) expect((await add(issueId)).status).toBe(200);
  expect((await add(issueId)).body.code).toBe("evidence-closed");
});

test("ISS-9, WHO-3: neither bytes nor name lie in the clear, and the reader gets them back as they were", async () => {
  const issueId = await issued();
  const [file] = (await add(issueId)).body.files;
  const row = await env.DB.prepare("select * from issue_evidence where id = ?1")
    .bind(file.evidenceId)
    .first();
  expect(JSON.stringify(row)).not.toContain("サトウ");
  const object = await env.FILES.get(row?.file_key as string);
  expect(await object?.text()).not.toContain("PDF");
  const read = await world.desk.get(`issues/${issueId}/evidence/${file.evidenceId}`);
  expect([read.type, read.body]).toEqual(["application/pdf", PDF]);
});

test("ISS-9, AUD-4: the secretariat's administrator and auditors read it, each time logged; clerks and other regions don't", async () => {
  const issueId = await issued();
  const [file] = (await add(issueId)).body.files;
  const path = `issues/${issueId}/evidence/${file.evidenceId}`;
  expect((await world.admin.get(path)).status).toBe(200);
  expect((await world.clerk.get(path)).status).toBe(403);
  const other = await makeRegion();
  expect((await other.admin.get(path)).status).toBe(404);
  expect((await other.desk.get(`issues/${issueId}/evidence`)).status).toBe(404);
  const reads = await env.DB.prepare(
    "select after from audit_log where action = 'evidence.read' and subject_id = ?1",
  )
    .bind(issueId)
    .all();
  expect(reads.results).toEqual([{ after: JSON.stringify({ evidenceId: file.evidenceId }) }]);
});

test("ISS-9: a wrong file goes before the hand-over, with a reason and its bytes, and never after", async () => {
  const issueId = await issued();
  const [wrong] = (await add(issueId)).body.files;
  const key = (await env.DB.prepare("select file_key as key from issue_evidence where id = ?1")
    .bind(wrong.evidenceId)
    .first<{ key: string }>()) ?? { key: "" };
  const removal = (id: string) => `issues/${issueId}/evidence/${id}/removal`;
  expect((await world.desk.done(removal(wrong.evidenceId), { reason: "ほかの人の書類" })).files).toEqual([]);
  expect(await env.FILES.head(key.key)).toBeNull();
  const [right] = (await add(issueId)).body.files;
  await handOver(issueId);
  const late = await world.desk.post(removal(right.evidenceId), { reason: "やっぱり" });
  expect(late.body.code).toBe("evidence-closed");
});

test("ISS-9, SEC-7: after seven years it is gone, bytes and all", async () => {
  const issueId = await issued();
  const [file] = (await add(issueId)).body.files;
  await eraseDue(env, Date.now() + 7 * 365 * 86_400_000 + 60_000);
  expect(
    await env.DB.prepare("select 1 from issue_evidence where id = ?1").bind(file.evidenceId).first(),
  ).toBeNull();
  expect((await world.desk.read(`issues/${issueId}/evidence`)).files).toEqual([]);
});
