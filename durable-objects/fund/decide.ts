import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type {
  AllotCommand,
  DepositCommand,
  GrantCommand,
  IssueCommand,
  IssueManifest,
  IssueReadyCommand,
  IssueState,
  IssueStateCommand,
  PayOutCommand,
  Refused,
  ReissueCommand,
  ReturnCommand,
  ReturnExpiredCommand,
  SimpleResult,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { EntryDetail, FundKind, JournalEntry } from "../../schema/events.ts";
import { type IssueId, type OperationId, parseWalletName } from "../../schema/ids.ts";
import { MAX_ISSUE_COUPONS } from "../../schema/limits.ts";
import { onUnit, type Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { rulesFrom } from "../balance/decide.ts";
import { idTail, requestHash, stepId } from "../lib/hash.ts";
import type { Draft, StoredOperation } from "../lib/ledger.ts";
import { fencesOf, recallOperation } from "../lib/recall.ts";
import {
  allotted,
  balanceOf,
  type FundIssue,
  type FundLookup,
  type FundState,
  type Grant,
  type Posting,
  withPosted,
} from "./book.ts";

/** The rules of a programme's fund as pure functions: a double entry per operation (FND-1), or a fence. */
export interface FundDecision<T> {
  readonly drafts: readonly Draft[];
  readonly state: FundState;
  readonly reply: Result<T, Refused>;
  /** Issues to write, by id. */
  readonly issues?: readonly FundIssue[];
  /** Amounts to add under caps' keys (PAY-6). */
  readonly use?: readonly { readonly key: string; readonly amountYen: number }[];
  readonly returned?: {
    readonly expiresOn: BusinessDate;
    readonly asOf: BusinessDate;
    readonly totalYen: number;
  };
}

export interface FundSituation {
  readonly state: FundState;
  readonly known: StoredOperation | null;
  readonly atMs: number;
  readonly look: FundLookup;
}

/* ---------- Shared ---------- */

function refuse<T>(
  { state, known }: FundSituation,
  operationId: OperationId,
  hash: string,
  code: RefusalCode,
): FundDecision<T> {
  return {
    drafts: fencesOf(known, operationId, hash, code),
    state,
    reply: err({ code, outcome: "not-done" }),
  };
}

/** What the journal remembers of the request, as a decision; `null` means that the operation is new here. */
function recall<T>(
  { state, known }: FundSituation,
  operationId: OperationId,
  hash: string,
  replay: (first: JournalEntry) => T,
): FundDecision<T> | null {
  const recalled = recallOperation(state.tail, known, operationId, hash);
  if (recalled.kind === "new") return null;
  const reply = recalled.kind === "done" ? ok(replay(recalled.operation.first)) : err(recalled.refused);
  return { drafts: [], state, reply };
}

/** The rows of one double entry; the first carries the request and its result. */
function post(
  operationId: OperationId,
  kind: FundKind,
  postings: readonly Posting[],
  detail: EntryDetail | null,
  hash: string | null,
  result: EntryDetail | null,
): Draft[] {
  const lines: readonly (Posting | null)[] = postings.length > 0 ? postings : [null];
  return lines.map((posting, line) => ({
    operationId,
    kind,
    account: posting?.account ?? "",
    expiresOn: posting?.expiresOn ?? null,
    amountYen: posting?.amountYen ?? 0,
    detail: line === 0 ? detail : null,
    ...(line === 0 ? { requestHash: hash, result } : {}),
  }));
}

/** A command without a result of its own: posts, and says when. */
function simple(
  situation: FundSituation,
  operationId: OperationId,
  kind: FundKind,
  body: { readonly amountYen?: number; readonly target?: string },
  judge: () =>
    | RefusalCode
    | {
        readonly postings: readonly Posting[];
        readonly detail?: EntryDetail;
        readonly issue?: FundIssue;
        readonly use?: NonNullable<FundDecision<unknown>["use"]>;
      },
): FundDecision<SimpleResult> {
  const hash = requestHash({ kind, actor: situation.state.holder.actor, ...body });
  const recalled = recall<SimpleResult>(situation, operationId, hash, (first) => ({
    operationId,
    atMs: first.atMs,
    replayed: true,
  }));
  if (recalled) return recalled;
  const judged = judge();
  if (typeof judged === "string") return refuse(situation, operationId, hash, judged);
  return {
    state: withPosted(situation.state, judged.postings),
    drafts: post(operationId, kind, judged.postings, judged.detail ?? null, hash, { done: true }),
    reply: ok({ operationId, atMs: situation.atMs, replayed: false }),
    ...(judged.issue ? { issues: [judged.issue] } : {}),
    ...(judged.use ? { use: judged.use } : {}),
  };
}

/* ---------- Money in, money shared out ---------- */

/** The funder's money arrives. */
export function decideDeposit(
  situation: FundSituation,
  { operationId, amountYen }: DepositCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "deposit", { amountYen }, () =>
    amountYen <= 0
      ? "outside-unit"
      : {
          postings: [
            { account: "cash", amountYen: -amountYen },
            { account: "available", amountYen },
          ],
        },
  );
}

/** The share an issuer may issue, given or taken back; never more than is there (FND-2). */
export function decideAllot(situation: FundSituation, command: AllotCommand): FundDecision<SimpleResult> {
  const { operationId, issuerId, amountYen, direction } = command;
  const { state } = situation;
  return simple(situation, operationId, "allot", { amountYen, target: `${direction}:${issuerId}` }, () => {
    if (amountYen <= 0) return "outside-unit";
    const mine = allotted(issuerId);
    if (direction === "out" && balanceOf(state, "available") < amountYen) return "insufficient-fund";
    if (direction === "back" && balanceOf(state, mine) < amountYen) return "insufficient-allotment";
    const sign = direction === "out" ? 1 : -1;
    return {
      postings: [
        { account: "available", amountYen: -sign * amountYen },
        { account: mine, amountYen: sign * amountYen },
      ],
      detail: { issuerId },
    };
  });
}

/* ---------- Issuing ---------- */

/** The keys under which caps are counted (PAY-6). */
function capKeys(command: IssueCommand, atMs: number) {
  const today = businessDate(atMs);
  return [
    { key: `issuer-day:${command.issuerId}:${today}`, capYen: command.caps.perIssuerDayYen },
    { key: `branch-day:${command.branchId}:${today}`, capYen: command.caps.perBranchDayYen },
    ...(command.stayKey === null
      ? []
      : [{ key: `stay:${command.stayKey}`, capYen: command.caps.perStayYen }]),
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
    issues: [{ manifest, state: "writing", salts: [], capKeys: caps.map(({ key }) => key) }],
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
 * FND-6: withdraws a whole issue that was never handed over: no coupon of it was ever opened, and from now on none can
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
    const { sumYen, issuerId, expiresOn } = issue.manifest;
    if (from === "ready" && expiresOn < businessDate(situation.atMs)) return "expired";
    return {
      postings: [
        { account, amountYen: -sumYen, expiresOn },
        { account: allotted(issuerId), amountYen: sumYen },
      ],
      detail: { issueId, issuerId },
      issue: { ...issue, state: to },
      use: issue.capKeys.map((key) => ({ key, amountYen: -sumYen })),
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

/** CPN-7: no coupon of this issue opens any more; the opened ones are frozen by a job. */
export function decideStop(situation: FundSituation, command: IssueStateCommand): FundDecision<SimpleResult> {
  return moveIssue(situation, command, "stop", null, "stopped");
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
    const fits = from === null ? issue.state === "ready" || issue.state === "active" : issue.state === from;
    return fits ? { postings: [], detail: { issueId }, issue: { ...issue, state: to } } : "issue-state";
  });
}

/* ---------- Steps that arrive from coupons: can't be refused (XFR-3) ---------- */

/** A cancelled coupon's remainder goes back to its issuer's allotment (FND-4). */
export function decideReturn(situation: FundSituation, command: ReturnCommand): FundDecision<SimpleResult> {
  const { operationId, parent, source, issuerId, amountYen } = command;
  return simple(
    situation,
    operationId,
    "cancel-return",
    { amountYen, target: JSON.stringify([parent, source, issuerId]) },
    () => ({
      postings: [
        { account: "cancelled", amountYen: -amountYen },
        { account: allotted(issuerId), amountYen },
      ],
      detail: { parent, source, issuerId },
    }),
  );
}

/** A replaced coupon's remainder becomes a new issue of one, in one entry and outside the list of faces. */
export function decideReissue(
  situation: FundSituation,
  command: ReissueCommand,
): FundDecision<IssueManifest> {
  const { state } = situation;
  const { operationId, parent, source, issuerId, amountYen } = command;
  const hash = requestHash({
    kind: "replace",
    actor: state.holder.actor,
    amountYen,
    target: JSON.stringify([parent, source, issuerId, command.newIssueId]),
  });
  const recalled = recall<IssueManifest>(
    situation,
    operationId,
    hash,
    (first) => first.detail?.manifest as IssueManifest,
  );
  if (recalled) return recalled;
  const manifest: IssueManifest = {
    issueId: command.newIssueId,
    issuerId,
    branchId: command.branchId,
    serialFrom: state.nextSerial,
    count: 1,
    sumYen: amountYen,
    faces: [{ faceYen: amountYen, count: 1 }],
    notBeforeOn: command.notBeforeOn,
    expiresOn: command.expiresOn,
    keyId: command.keyId,
    pepperGeneration: command.pepperGeneration,
    replaces: source,
  };
  const postings: Posting[] = [
    { account: "cancelled", amountYen: -amountYen },
    { account: "writing", amountYen, expiresOn: command.expiresOn },
  ];
  return {
    state: { ...withPosted(state, postings), nextSerial: state.nextSerial + 1 },
    drafts: post(
      operationId,
      "replace",
      postings,
      { parent, source, issuerId, issueId: command.newIssueId, manifest },
      hash,
      { amountYen },
    ),
    reply: ok(manifest),
    issues: [{ manifest, state: "writing", salts: [], capKeys: [] }],
  };
}

/* ---------- Grants: fund → wallet ---------- */

/** Sets yen aside for one wallet (XFR-1); the wallet's journal decides what becomes of it. */
export function decideGrant(
  situation: FundSituation,
  settled: { readonly posted: StoredOperation | null; readonly voided: StoredOperation | null },
  command: GrantCommand,
): FundDecision<SimpleResult & { state: "posted" | "pending" }> & { readonly grant?: Grant } {
  const { state, atMs } = situation;
  const { operationId, wallet, amountYen, expiresOn } = command;
  const hash = requestHash({
    kind: "grant",
    actor: state.holder.actor,
    amountYen,
    target: JSON.stringify([wallet, expiresOn]),
  });
  if (settled.voided && situation.known?.first.requestHash === hash) {
    const code = settled.voided.first.detail?.code as RefusalCode;
    return { drafts: [], state, reply: err({ code, outcome: "not-done" }) };
  }
  const recalled = recall<SimpleResult & { state: "posted" | "pending" }>(
    situation,
    operationId,
    hash,
    (first) => ({
      operationId,
      atMs: first.atMs,
      replayed: true,
      state: settled.posted ? "posted" : "pending",
    }),
  );
  if (recalled) return recalled;
  const refused = ((): RefusalCode | null => {
    if (!command.verdict.ok) return command.verdict.code;
    if (parseWalletName(wallet)?.programmeId !== state.holder.programmeId) return "other-programme";
    if (amountYen <= 0) return "outside-unit";
    if (expiresOn < businessDate(atMs)) return "expired";
    return balanceOf(state, "available") < amountYen ? "insufficient-fund" : null;
  })();
  if (refused) return refuse(situation, operationId, hash, refused);

  const credit = {
    operationId: stepId(operationId, "credit", idTail(wallet)),
    parent: operationId,
    source: { actorClass: "fund" as const, actor: state.holder.actor },
    regionId: state.holder.regionId,
    origin: "grant" as const,
    lots: [{ amountYen, expiresOn }],
    rules: rulesFrom(command.rules, atMs),
  };
  const grant: Grant = { parent: operationId, sinceMs: atMs, target: wallet, command: credit };
  const postings: Posting[] = [
    { account: "available", amountYen: -amountYen },
    { account: "granting", amountYen, expiresOn },
  ];
  return {
    state: { ...withPosted(state, postings), grants: [...state.grants, grant] },
    drafts: post(operationId, "grant-pending", postings, { target: wallet, command: credit }, hash, {
      amountYen,
    }),
    reply: ok({ operationId, atMs, replayed: false, state: "pending" }),
  };
}

/** The end of a grant: posted on the wallet's entry, voided only on its fence (XFR-1). */
export function endGrant(
  state: FundState,
  grant: Grant,
  refused: RefusalCode | null,
): { readonly state: FundState; readonly drafts: readonly Draft[] } {
  const lot = grant.command.lots[0] as CreditLot;
  const postings: Posting[] = [
    { account: "granting", amountYen: -lot.amountYen, expiresOn: lot.expiresOn },
    refused === null
      ? { account: "granted", amountYen: lot.amountYen, expiresOn: lot.expiresOn }
      : { account: "available", amountYen: lot.amountYen },
  ];
  const kind = refused === null ? "grant-posted" : "grant-voided";
  const id = grantEndId(state, grant.parent, refused === null ? "posted" : "voided");
  return {
    state: {
      ...withPosted(state, postings),
      grants: state.grants.filter((open) => open.parent !== grant.parent),
    },
    drafts: post(
      id,
      kind,
      postings,
      { parent: grant.parent, ...(refused === null ? {} : { code: refused }) },
      null,
      null,
    ),
  };
}

type CreditLot = { readonly amountYen: Yen; readonly expiresOn: BusinessDate };

/** The id under which a grant's end stands in the fund's journal (XFR-3). */
export function grantEndId(state: FundState, parent: OperationId, end: "posted" | "voided"): OperationId {
  return stepId(parent, end, state.tail);
}

/* ---------- Money out ---------- */

/** FND-5: posts what has expired in a bucket beyond what was returned so far, negative too; an older date is ignored. */
export function decideReturnExpired(
  situation: FundSituation,
  command: ReturnExpiredCommand,
): FundDecision<SimpleResult & { amountYen: number }> {
  const { state, atMs, look } = situation;
  const { operationId, expiresOn, asOf, totalYen } = command;
  const hash = requestHash({
    kind: "return-expired",
    actor: state.holder.actor,
    amountYen: totalYen,
    target: `${expiresOn}:${asOf}`,
  });
  const recalled = recall<SimpleResult & { amountYen: number }>(situation, operationId, hash, (first) => ({
    operationId,
    atMs: first.atMs,
    replayed: true,
    amountYen: first.result?.amountYen as number,
  }));
  if (recalled) return recalled;
  const before = look.returned(expiresOn);
  const stale = before !== null && asOf <= before.asOf;
  const amountYen = stale ? 0 : totalYen - (before?.totalYen ?? 0);
  const postings: Posting[] =
    amountYen === 0
      ? []
      : [
          { account: "cash", amountYen },
          { account: "returned", amountYen: -amountYen, expiresOn },
        ];
  return {
    state: withPosted(state, postings),
    drafts: post(operationId, "return-expired", postings, { expiresOn, asOf, totalYen, stale }, hash, {
      amountYen,
    }),
    reply: ok({ operationId, atMs, replayed: false, amountYen }),
    ...(stale ? {} : { returned: { expiresOn, asOf, totalYen } }),
  };
}

/** Money that left for the stores. */
export function decidePayOut(
  situation: FundSituation,
  { operationId, amountYen }: PayOutCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "pay-out", { amountYen }, () =>
    amountYen <= 0
      ? "outside-unit"
      : {
          postings: [
            { account: "cash", amountYen },
            { account: "paid-out", amountYen: -amountYen },
          ],
        },
  );
}
