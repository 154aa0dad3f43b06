import { currentIssueKeyId, currentPepperGeneration } from "../../durable-objects/lib/keys.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { IssueRequest } from "../../schema/api/issues.ts";
import { businessDate } from "../../schema/calendar.ts";
import { ACCEPTED, type IssueManifest, type Refused } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { IssueId, OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { ISSUE_JOB_FROM } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { issueIdOf } from "../api/new-id.ts";
import { writeAudits } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { recordIssue, recordStay } from "../data/issues.ts";
import { type ProgrammeFacts, ruleNow } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { ask, fundActor } from "../http/actors.ts";
import { errorText } from "../http/error-text.ts";
import { sealText } from "../http/seal.ts";
import { firstRefusal, judgeIssuing } from "../http/verdict.ts";
import { workIssue } from "./job.ts";
import { referenceKeyOf, stayKeyOf } from "./stay-keys.ts";
import { issueDates, keptAnswers, missingAnswers } from "./terms.ts";

/** One issue that somebody asks for, at a desk or by a row of a list. */
export interface IssueAsked {
  readonly request: IssueRequest & { readonly operationId: Parameters<typeof issueIdOf>[0] };
  readonly programme: ProgrammeFacts;
  readonly branch: { readonly id: string; readonly parentId: string | null };
  readonly regionId: RegionId;
  readonly staffId: string;
  /** What the log knows the request by: the same when it comes again. */
  readonly requestId: string;
}

/** Why nothing was issued: answers that are missing or don't fit, or the fund's word. */
export type NotIssued =
  | {
      readonly kind: "answers";
      readonly fields: readonly { readonly path: string; readonly message: string }[];
    }
  | { readonly kind: "refused"; readonly refused: Refused };

/** Who publishes what the fund journaled (PUB-1): after the reply, or before a job's next step. */
export type Publish = (entries: readonly JournalEntry[]) => void | Promise<void>;

/**
 * Issues once per operation id (OPR-2): the fund journals the issue or refuses it, row, stay and log follow, and a small
 * issue's coupons are written at once. Whether the branch may issue is asked before.
 */
export async function issueOnce(
  env: Env,
  asked: IssueAsked,
  nowMs: number,
  publish: Publish,
): Promise<Result<{ readonly issueId: IssueId; readonly replayed: boolean }, NotIssued>> {
  const { request, programme, branch, regionId } = asked;
  const { operationId } = request;
  const issueId = issueIdOf(operationId);
  const issuerId = (branch.parentId ?? branch.id) as OrganisationId;
  const fund = fundActor(env, programme.id);
  // Asked again tomorrow, the same request is the same issue: its dates are those it was made with (OPR-2).
  // Without that answer a repeat would differ from the original, and be told "not done" for what was done.
  const known = await fund.manifest({ issueId }).catch(() => undefined);
  if (known === undefined)
    return err({ kind: "refused", refused: { code: "try-again", outcome: "unknown" } });
  // What is asked for may have changed since: only a new issue has to answer.
  const missing = known ? [] : missingAnswers(programme, request);
  if (missing.length > 0)
    return err({ kind: "answers", fields: missing.map((path) => ({ path, message: "required" })) });
  const stay = { checkInOn: request.checkInOn ?? null, nights: request.nights ?? null };
  const terms = known ?? issueDates(programme, businessDate(nowMs), stay as Parameters<typeof issueDates>[2]);
  if (terms.notBeforeOn !== null && terms.notBeforeOn > terms.expiresOn)
    return err({
      kind: "answers",
      fields: [{ path: "checkInOn", message: "the coupon would end before it begins" }],
    });
  const faceYen = (request.faceYen * (programme.facePer === "night" ? (request.nights ?? 1) : 1)) as Yen;
  const { outcome, entries } = await ask(() =>
    fund.issue({
      operationId,
      issueId,
      issuerId,
      branchId: branch.id as OrganisationId,
      faces: [{ faceYen, count: request.coupons }],
      unitYen: ruleNow(programme, nowMs).unitYen,
      notBeforeOn: terms.notBeforeOn,
      expiresOn: terms.expiresOn,
      keyId: known?.keyId ?? currentIssueKeyId(env),
      pepperGeneration: known?.pepperGeneration ?? currentPepperGeneration(env),
      stayKey: stayKeyOf(env, issuerId, request),
      stayAgain: request.againReason !== undefined,
      caps: programme.caps,
      verdict: firstRefusal(
        judgeIssuing(programme, nowMs),
        (programme.facesYen as readonly number[]).includes(request.faceYen)
          ? ACCEPTED
          : { ok: false, code: "outside-unit" },
      ),
    }),
  );
  await publish(entries);
  if (!outcome.ok) return err({ kind: "refused", refused: outcome.error });
  await record(env, asked, outcome.value, nowMs);
  await writeSoon(env, { issueId, programmeId: programme.id, regionId }, outcome.value.count, publish);
  return ok({ issueId, replayed: known !== null });
}

/** The issue's row, what the desk wrote down about the stay, and the log; once each. */
async function record(env: Env, asked: IssueAsked, manifest: IssueManifest, nowMs: number): Promise<void> {
  const { request, programme, branch, regionId, staffId } = asked;
  const { issueId } = manifest;
  const db = databaseOf(env, regionId);
  await recordIssue(db, {
    manifest,
    regionId,
    programmeId: programme.id,
    programmeVersion: programme.version,
    operationId: request.operationId,
    createdAtMs: nowMs,
    createdBy: staffId,
  });
  const kept = keptAnswers(programme.asks, request);
  if (kept)
    await recordStay(db, {
      issueId,
      regionId,
      createdAtMs: nowMs,
      checkInOn: kept.checkInOn,
      sealed: await sealText(env.PHONE_KEY, "stay", issueId, JSON.stringify(kept)),
      referenceKey:
        kept.reference === null ? null : referenceKeyOf(env, branch.parentId ?? branch.id, kept.reference),
    });
  await writeAudits(db, [
    {
      regionId,
      atMs: nowMs,
      actor: staffId,
      action: "issue.create",
      subjectKind: "issue",
      subjectId: issueId,
      after: {
        operationId: request.operationId,
        branchId: branch.id,
        count: manifest.count,
        sumYen: manifest.sumYen,
      },
      ...(request.againReason === undefined ? {} : { reason: request.againReason }),
      requestId: asked.requestId,
    },
  ]);
}

/** Writes a small issue's rows before the reply, and leaves a large one to the jobs queue (S9). */
export async function writeSoon(
  env: Env,
  work: { readonly issueId: IssueId; readonly programmeId: ProgrammeId; readonly regionId: RegionId },
  count: number,
  publish: Publish,
): Promise<void> {
  if (count <= ISSUE_JOB_FROM) {
    try {
      const { state, entries } = await workIssue(env, { ...work, written: 0 }, 1);
      await publish(entries);
      if (state !== "writing") return;
    } catch (error) {
      logLine("warn", "an issue is left to the jobs queue", {
        issueId: work.issueId,
        error: errorText(error),
      });
    }
  }
  await env.JOBS_QUEUE.send({ kind: "issue", issueId: work.issueId });
}
