import { businessDate } from "../../schema/calendar.ts";
import type { HandOverCommand, HandOverResult, IssueManifest, SerialRange } from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import { MAX_HANDED_RANGES } from "../../schema/limits.ts";
import { ok } from "../../schema/result.ts";
import { requestHash } from "../lib/hash.ts";
import { type FundDecision, type FundSituation, post, recall, refuse } from "./decision.ts";

/**
 * FND-14: hands over some sheets of an issue that was printed ahead, from one serial to another; those that were handed
 * over before stay so. With the last of them the whole issue is active. Moves no yen.
 */
export function decideHandOver(
  situation: FundSituation,
  command: HandOverCommand,
): FundDecision<HandOverResult> {
  const { state, look, atMs } = situation;
  const { operationId, issueId, fromSerial, toSerial } = command;
  const hash = requestHash({
    kind: "hand-over",
    actor: state.holder.actor,
    target: JSON.stringify([issueId, fromSerial, toSerial]),
  });
  const recalled = recall<HandOverResult>(situation, operationId, hash, (first) => ({
    operationId,
    atMs: first.atMs,
    replayed: true,
    ranges: first.detail?.ranges as HandOverResult["ranges"],
  }));
  if (recalled) return recalled;

  const issue = look.issue(issueId);
  const asked = [fromSerial, toSerial] as const;
  const fresh = issue ? gapsIn(asked, look.handedOver(issueId, asked)) : [];
  const refused = ((): RefusalCode | null => {
    if (!issue) return "issue-not-found";
    if (issue.state !== "ready") return "issue-state";
    const { serialFrom, count, expiresOn } = issue.manifest;
    if (fromSerial > toSerial || fromSerial < serialFrom || toSerial >= serialFrom + count)
      return "issue-mismatch";
    if (expiresOn < businessDate(atMs)) return "expired";
    return fresh.length > MAX_HANDED_RANGES ? "over-limit" : null;
  })();
  if (!issue || refused) return refuse(situation, operationId, hash, refused ?? "issue-not-found");

  const ranges = fresh.map(([from, to]) => [from, to, yenOfSerials(issue.manifest, [from, to])] as const);
  const handed = {
    count: ranges.reduce((sum, [from, to]) => sum + to - from + 1, issue.handed.count),
    sumYen: ranges.reduce((sum, [, , yen]) => sum + yen, issue.handed.sumYen),
  };
  const whole = handed.count === issue.manifest.count;
  return {
    state,
    drafts: post(operationId, "hand-over", [], { issueId, ranges, ...(whole ? { whole } : {}) }, hash, {
      done: true,
    }),
    reply: ok({ operationId, atMs, replayed: false, ranges }),
    issues: [{ ...issue, state: whole ? "active" : "ready", handed }],
    handedOver: { issueId, serials: asked },
  };
}

/** What of a range isn't in any of others, which are in order and apart from each other. Pure. */
export function gapsIn([from, to]: SerialRange, others: readonly SerialRange[]): readonly SerialRange[] {
  const gaps: SerialRange[] = [];
  let next = from;
  for (const [first, last] of others) {
    if (first > next && next <= to) gaps.push([next, Math.min(first - 1, to)]);
    next = Math.max(next, last + 1);
  }
  if (next <= to) gaps.push([next, to]);
  return gaps;
}

/** What the coupons of a range of serials are worth by their issue's manifest. Pure. */
export function yenOfSerials(
  { faces, serialFrom }: Pick<IssueManifest, "faces" | "serialFrom">,
  [from, to]: SerialRange,
): number {
  let sum = 0;
  let first = serialFrom;
  for (const { faceYen, count } of faces) {
    const within = Math.min(to, first + count - 1) - Math.max(from, first) + 1;
    if (within > 0) sum += within * faceYen;
    first += count;
  }
  return sum;
}
