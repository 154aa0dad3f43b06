import { businessDate } from "../../schema/calendar.ts";
import type {
  IssueCommand,
  IssueManifest,
  IssueReadyCommand,
  IssueState,
  IssueStateCommand,
  SimpleResult,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { FundKind } from "../../schema/events.ts";
import type { IssueId } from "../../schema/ids.ts";
import { MAX_ISSUE_COUPONS } from "../../schema/limits.ts";
import { onUnit, type Yen } from "../../schema/money.ts";
import { ok } from "../../schema/result.ts";
import { requestHash } from "../lib/hash.ts";
import { allotted, balanceOf, type FundIssue, NOTHING_HANDED, type Posting, withPosted } from "./book.ts";
import { capKey } from "./caps.ts";
import { type FundDecision, type FundSituation, post, recall, refuse, simple } from "./decision.ts";

/* ---------- Issuing ---------- */

/** The caps that an issue counts under (PAY-6). */
function capKeys(command: IssueCommand, atMs: number) {
  const today = businessDate(atMs);
  return [
    { key: capKey.issuerDay(command.issuerId, today), capYen: command.caps.perIssuerDayYen },
    { key: capKey.branchDay(command.branchId, today), capYen: command.caps.perBranchDayYen },
    { key: capKey.branch(command.branchId), capYen: command.caps.perBranchYen },
    { key: capKey.programme, capYen: command.caps.totalYen },
    ...(command.stayKey === null
      ? []
      : [{ key: capKey.stay(command.stayKey), capYen: command.caps.perStayYen }]),
  ];
}

/** Takes the faces out of the issuer's allotment and writes down what the rows are made from (FND-2, FND-3, PAY-6). */
export function decideIssue(situation: FundSituation, command: IssueCommand): FundDecision<IssueManifest> {
  const { state, atMs, look } = situation;
  const { operationId, issuerId } = command;
  const count = command.faces.reduce((sum, face) => sum + face.count, 0);
  const sumYen = command.faces.reduce((sum, face) => sum + face.faceYen * face.count, 0);
  const hash = requestHash({
    kind: "issue",
    actor: state.holder.actor,
    amountYen: sumYen,
    target: JSON.stringify([
      command.issueId,
      issuerId,
      command.branchId,
      command.faces,
      command.notBeforeOn,
      command.expiresOn,
      command.stayKey,
    ]),
  });
  const recalled = recall<IssueManifest>(
    situation,
    operationId,
    hash,
    (first) => first.detail?.manifest as IssueManifest,
  );
  if (recalled) return recalled;

  const caps = capKeys(command, atMs);
  const refused = ((): RefusalCode | null => {
    if (!command.verdict.ok) return command.verdict.code;
    if (count < 1 || count > MAX_ISSUE_COUPONS) return "over-limit";
    if (
      command.faces.some(
        (face) => face.faceYen <= 0 || face.count <= 0 || !onUnit(face.faceYen, command.unitYen),
      )
    )
      return "outside-unit";
    if (command.expiresOn < businessDate(atMs)) return "expired";
    if (caps.some(({ key, capYen }) => capYen !== null && look.used(key) + sumYen > capYen))
      return "over-limit";
    if (command.stayKey !== null && !command.stayAgain && look.used(capKey.stay(command.stayKey)) > 0)
      return "stay-issued-before";
    if (look.issue(command.issueId)) return "issue-state";
    return balanceOf(state, allotted(issuerId)) < sumYen ? "insufficient-allotment" : null;
  })();
  if (refused) return refuse(situation, operationId, hash, refused);

  const manifest: IssueManifest = {
    issueId: command.issueId,
    issuerId,
    branchId: command.branchId,
    serialFrom: state.nextSerial,
    count,
    sumYen: sumYen as Yen,
    faces: command.faces,
    notBeforeOn: command.notBeforeOn,
    expiresOn: command.expiresOn,
    keyId: command.keyId,
    pepperGeneration: command.pepperGeneration,
    replaces: null,
  };
  const postings: Posting[] = [
    { account: allotted(issuerId), amountYen: -sumYen },
    { account: "writing", amountYen: sumYen, expiresOn: command.expiresOn },
  ];
  return {
    state: { ...withPosted(state, postings), nextSerial: state.nextSerial + count },
    drafts: post(operationId, "issue", postings, { issueId: command.issueId, issuerId, manifest }, hash, {
      sumYen,
    }),
    reply: ok(manifest),
    issues: [
      { manifest, state: "writing", salts: [], handed: NOTHING_HANDED, capKeys: caps.map(({ key }) => key) },
    ],
    use: caps.map(({ key }) => ({ key, amountYen: sumYen })),
  };
}

/** All rows stand and add up: the issue may be printed (FND-3). Salts of clashed codes are journaled with it (CPN-6). */
export function decideIssueReady(
  situation: FundSituation,
  command: IssueReadyCommand,
): FundDecision<SimpleResult> {
  const { operationId, issueId, count, sumYen, salts } = command;
  return simple(
    situation,
    operationId,
    "issue-ready",
    { amountYen: sumYen, target: JSON.stringify([issueId, count, salts]) },
    () => {
      const issue = situation.look.issue(issueId);
      if (!issue) return "issue-not-found";
      if (issue.state !== "writing") return "issue-state";
      if (issue.manifest.count !== count || issue.manifest.sumYen !== sumYen) return "issue-mismatch";
      const { expiresOn } = issue.manifest;
      return {
        postings: [
          { account: "writing", amountYen: -sumYen, expiresOn },
          { account: "issued", amountYen: sumYen, expiresOn },
        ],
        detail: { issueId, salts },
        // A replacement goes to somebody who is waiting for it; every other issue waits for its hand-over.
        issue: { ...issue, state: issue.manifest.replaces === null ? "ready" : "active", salts },
      };
    },
  );
}

/** Gives up an issue whose rows can't be written; the yen goes back to the allotment it came from. */
export function decideAbandonIssue(
  situation: FundSituation,
  command: IssueStateCommand,
): FundDecision<SimpleResult> {
  return takeIssueBack(situation, command, "issue-failed");
}

/**
 * FND-6: withdraws what of an issue was never handed over: no coupon of that was ever opened, and from now on none can
 * be. Whichever of this and `activate` the fund sees first wins. What has expired returns to the funder (FND-5), not here.
 */
export function decideWithdraw(
  situation: FundSituation,
  command: IssueStateCommand,
): FundDecision<SimpleResult> {
  return takeIssueBack(situation, command, "withdraw");
}

/** How an issue that nobody has a coupon of is taken back, from where and into what. */
const TAKEN_BACK = {
  "issue-failed": { from: "writing", account: "writing", to: "failed" },
  withdraw: { from: "ready", account: "cancelled", to: "withdrawn" },
} as const;

function takeIssueBack(
  situation: FundSituation,
  { operationId, issueId }: IssueStateCommand,
  kind: keyof typeof TAKEN_BACK,
): FundDecision<SimpleResult> {
  const { from, account, to } = TAKEN_BACK[kind];
  return simple(situation, operationId, kind, { target: issueId }, () => {
    const issue = situation.look.issue(issueId);
    if (!issue) return "issue-not-found";
    if (issue.state !== from) return "issue-state";
    const { issuerId, expiresOn } = issue.manifest;
    const restYen = issue.manifest.sumYen - issue.handed.sumYen;
    if (from === "ready" && expiresOn < businessDate(situation.atMs)) return "expired";
    return {
      postings: [
        { account, amountYen: -restYen, expiresOn },
        { account: allotted(issuerId), amountYen: restYen },
      ],
      detail: { issueId, issuerId },
      issue: { ...issue, state: to },
      use: issue.capKeys.map((key) => ({ key, amountYen: -restYen })),
    };
  });
}

/** Hand-over: from now on the coupons of this issue open. */
export function decideActivate(
  situation: FundSituation,
  command: IssueStateCommand,
): FundDecision<SimpleResult> {
  return moveIssue(situation, command, "activate", "ready", "active");
}

/** CPN-7: no coupon of this issue opens any more; the opened ones are frozen by a job. What was withdrawn stays so. */
export function decideStop(situation: FundSituation, command: IssueStateCommand): FundDecision<SimpleResult> {
  return moveIssue(situation, command, "stop", null, "stopped");
}

/** Whether somebody may hold a coupon of it. */
function isOut({ state, handed }: FundIssue): boolean {
  return state === "ready" || state === "active" || (state === "withdrawn" && handed.count > 0);
}

function moveIssue(
  situation: FundSituation,
  { operationId, issueId }: IssueStateCommand,
  kind: FundKind,
  from: IssueState | null,
  to: IssueState,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, kind, { target: issueId }, () => {
    const issue = situation.look.issue(issueId as IssueId);
    if (!issue) return "issue-not-found";
    const fits = from === null ? isOut(issue) : issue.state === from;
    return fits ? { postings: [], detail: { issueId }, issue: { ...issue, state: to } } : "issue-state";
  });
}
