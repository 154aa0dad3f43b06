import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  addEvidenceQuerySchema,
  type EvidenceBody,
  evidenceListSchema,
  evidenceParamSchema,
  oneEvidenceParamSchema,
  removeEvidenceRequestSchema,
} from "../../schema/api/evidence.ts";
import type { EvidenceId, IssueId } from "../../schema/ids.ts";
import { MAX_EVIDENCE_BYTES, MAX_EVIDENCE_FILES } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { evidenceOf, removeEvidence } from "../data/evidence.ts";
import type { IssueRow } from "../data/issues.ts";
import { bytesOf, cleanEvidence, keepEvidence, nameOf } from "../evidence/keep.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { UPLOAD_POLICY } from "../http/edge-headers.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { reachedIssue } from "./issues.ts";
import { newId } from "./new-id.ts";

/** The issue that a path names, within reach of both reading issues and reading what proves them. */
async function issueWithEvidence(c: Context<ApiContext>, issueId: IssueId): Promise<IssueRow | null> {
  const found = await reachedIssue(c, issueId);
  return found && reaches(reachWith(c.get("staff"), "evidence.read"), found.row.branchId) ? found.row : null;
}

/** Whether the caller may add files to an issue: who issues there, where its programme asks for them. */
function mayAdd(c: Context<ApiContext>, row: IssueRow): boolean {
  return (
    reaches(reachWith(c.get("staff"), "issue.create"), row.branchId) &&
    row.evidenceAsked !== "no" &&
    (row.state === "writing" || row.state === "ready" || row.state === "active")
  );
}

async function filesReply(c: Context<ApiContext>, row: IssueRow) {
  const { regionId } = c.get("staff");
  const rows = await evidenceOf(databaseOf(c.env, regionId), regionId, row.id as IssueId);
  const files = await Promise.all(
    rows.map(
      async (one): Promise<EvidenceBody> => ({
        evidenceId: one.id as EvidenceId,
        name: await nameOf(c.env, one),
        mediaType: one.mediaType as EvidenceBody["mediaType"],
        bytes: one.bytes,
        sha256: one.sha256,
        createdAtMs: one.createdAtMs,
        createdByName: one.createdByName,
      }),
    ),
  );
  return c.json({ files, open: mayAdd(c, row) && files.length < MAX_EVIDENCE_FILES });
}

/** Hanging a file on an issue (ISS-9); its body is the file, like a notice's attachment. */
export const evidenceUpload = new Hono<ApiContext>().post(
  "/issues/:id/evidence",
  doc(
    "issuer",
    "Keep a PDF, PNG or JPEG of at most 5 MiB with an issue; the body is the file",
    evidenceListSchema,
  ),
  staffOnly("issue.create"),
  valid("param", evidenceParamSchema),
  valid("query", addEvidenceQuerySchema),
  async (c) => {
    const { id: issueId } = c.req.valid("param");
    const { regionId, staffId } = c.get("staff");
    const row = await issueWithEvidence(c, issueId);
    if (!row || !reaches(reachWith(c.get("staff"), "issue.create"), row.branchId))
      return problem(c, "issue-not-found");
    if (!mayAdd(c, row)) return problem(c, "evidence-closed");
    const sent = await bytesAtMost(c.req.raw.body, MAX_EVIDENCE_BYTES);
    if (sent === null) return problem(c, "body-too-large");
    const file = cleanEvidence(sent);
    if (typeof file === "string") return problem(c, file);
    const evidenceId = newId<EvidenceId>();
    const kept = await keepEvidence(
      c.env,
      { regionId, issueId, staffId },
      { ...file, evidenceId, name: c.req.valid("query").name },
      clockOf(c.env).now(),
    );
    if (!kept) return problem(c, "evidence-closed");
    await logged(c, {
      action: "evidence.add",
      subjectKind: "issue",
      subjectId: issueId,
      after: { evidenceId, mediaType: file.mediaType, ...kept },
    });
    return filesReply(c, row);
  },
);

/** What proves an issue (ISS-9): listed, handed out and logged, taken away only before the hand-over. */
export const evidence = new Hono<ApiContext>()
  .get(
    "/issues/:id/evidence",
    doc("issuer", "The files that prove an issue", evidenceListSchema),
    staffOnly("evidence.read"),
    valid("param", evidenceParamSchema),
    async (c) => {
      const row = await issueWithEvidence(c, c.req.valid("param").id);
      return row ? filesReply(c, row) : problem(c, "issue-not-found");
    },
  )
  .get(
    "/issues/:id/evidence/:evidenceId",
    staffOnly("evidence.read"),
    valid("param", oneEvidenceParamSchema),
    async (c) => {
      const { id: issueId, evidenceId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const row = await issueWithEvidence(c, issueId);
      const files = row ? await evidenceOf(databaseOf(c.env, regionId), regionId, issueId) : [];
      const file = files.find((one) => one.id === evidenceId);
      const bytes = file && (await bytesOf(c.env, file));
      if (!file || !bytes) return problem(c, "not-found");
      await logged(c, {
        action: "evidence.read",
        subjectKind: "issue",
        subjectId: issueId,
        after: { evidenceId },
      });
      return new Response(bytes, {
        headers: {
          "content-type": file.mediaType,
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(await nameOf(c.env, file))}`,
          "content-security-policy": UPLOAD_POLICY,
          "cache-control": "private, no-store",
        },
      });
    },
  )
  .post(
    "/issues/:id/evidence/:evidenceId/removal",
    doc("issuer", "Take a wrong file away, before the hand-over only", evidenceListSchema),
    staffOnly("issue.create"),
    valid("param", oneEvidenceParamSchema),
    valid("json", removeEvidenceRequestSchema),
    async (c) => {
      const { id: issueId, evidenceId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const row = await issueWithEvidence(c, issueId);
      if (!row || !reaches(reachWith(c.get("staff"), "issue.create"), row.branchId))
        return problem(c, "issue-not-found");
      const db = databaseOf(c.env, regionId);
      const all = await evidenceOf(db, regionId, issueId);
      if (!all.some((one) => one.id === evidenceId)) return problem(c, "not-found");
      const gone = await removeEvidence(db, regionId, issueId, evidenceId);
      if (!gone) return problem(c, "evidence-closed");
      await c.env.FILES.delete(gone.fileKey);
      await logged(c, {
        action: "evidence.remove",
        subjectKind: "issue",
        subjectId: issueId,
        before: { evidenceId, sha256: gone.sha256 },
        reason: c.req.valid("json").reason,
      });
      return filesReply(c, row);
    },
  );
