import type { BusinessDate } from "../../schema/calendar.ts";
import type { Refused, SerialRange, SimpleResult } from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import type { EntryDetail, FundKind, JournalEntry } from "../../schema/events.ts";
import type { IssueId, OperationId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { requestHash } from "../lib/hash.ts";
import type { Draft, StoredOperation } from "../lib/ledger.ts";
import { fencesOf, recallOperation } from "../lib/recall.ts";
import { type FundIssue, type FundLookup, type FundState, type Posting, withPosted } from "./book.ts";

/** The rules of a programme's fund as pure functions: a double entry per operation (FND-1), or a fence. */
export interface FundDecision<T> {
  readonly drafts: readonly Draft[];
  readonly state: FundState;
  readonly reply: Result<T, Refused>;
  /** Issues to write, by id. */
  readonly issues?: readonly FundIssue[];
  /** Serials that are handed over from now on (FND-14). */
  readonly handedOver?: { readonly issueId: IssueId; readonly serials: SerialRange };
  /** Amounts to add under keys: of caps (PAY-6), and of grants' reserves (GRT-4). */
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

/** A refusal, fenced unless it needs no memory (OPR-4). */
export function refuse<T>(
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
export function recall<T>(
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
export function post(
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
export function simple(
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
