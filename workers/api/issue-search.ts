import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type FoundIssue,
  findIssuesReplySchema,
  findIssuesRequestSchema,
  stayReplySchema,
  stayRequestSchema,
} from "../../schema/api/issues.ts";
import { MAX_FOUND_ISSUES } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { couponsWithSerial, findCoupon, type IssueRow, issuesOfReference } from "../data/issues.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon } from "../http/coupon-code.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { countMiss, overQuota } from "../http/throttled.ts";
import { type Meaning, meaningOf } from "../issuing/meaning.ts";
import { referenceKeyOf } from "../issuing/stay-keys.ts";
import { doc } from "./doc.ts";
import { issueBodies, issueBody, reachedIssue } from "./issues.ts";

/** Finding issues again: what a reservation got already (ISS-4), and whatever somebody at the desk asks about (ISS-5). */
export const issueSearch = new Hono<ApiContext>()
  .post(
    "/issues/stay",
    doc("issuer", "What a reservation number got already, within the caller's reach", stayReplySchema),
    staffOnly("issue.create"),
    valid("json", stayRequestSchema),
    async (c) => {
      const { programmeId, branchId, reference } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const stopped = await overQuota(c, "inspect:account", caller.staffId);
      if (stopped) return stopped;
      const [programme, branch] = await Promise.all([
        programmeFacts(c.env, programmeId),
        findOrganisation(db, caller.regionId, branchId),
      ]);
      if (programme?.regionId !== caller.regionId || !branch?.isIssuer) return problem(c, "not-found");
      if (!reaches(reachWith(caller, "issue.create"), branchId)) return problem(c, "not-found");
      const key = referenceKeyOf(c.env, branch.parentId ?? branch.id, reference);
      const rows = await issuesOfReference(
        db,
        caller.regionId,
        reachWith(caller, "issue.create"),
        [key],
        MAX_FOUND_ISSUES,
        programmeId,
      );
      const counted = rows.filter((row) => row.state !== "failed" && row.state !== "withdrawn");
      const nowMs = clockOf(c.env).now();
      return c.json({
        issues: await issueBodies(c.env, caller, counted.slice(0, MAX_FOUND_ISSUES), nowMs),
        more: counted.length > MAX_FOUND_ISSUES,
      });
    },
  )
  .post(
    "/issues/find",
    doc(
      "issuer",
      "Issues by a coupon's serial, id or 20 digits, or by reservation number; logged without what was typed",
      findIssuesReplySchema,
    ),
    staffOnly("issue.read"),
    valid("json", findIssuesRequestSchema),
    async (c) => {
      const meaning = meaningOf(c.req.valid("json").text);
      const caller = c.get("staff");
      if (meaning.code === undefined) {
        const stopped = await overQuota(c, "inspect:account", caller.staffId);
        if (stopped) return stopped;
      }
      const found = meaning.code === undefined ? await find(c, meaning) : await findByCode(c, meaning.code);
      if (found instanceof Response) {
        await logged(c, {
          action: "issue.find",
          subjectKind: "search",
          subjectId: "code",
          after: { found: 0 },
        });
        return found;
      }
      await logged(c, {
        action: "issue.find",
        subjectKind: "search",
        subjectId: found[0]?.by ?? "none",
        after: { found: found.length, issueIds: found.map((one) => one.issue.issueId) },
      });
      return c.json({ rows: found.slice(0, MAX_FOUND_ISSUES), more: found.length > MAX_FOUND_ISSUES });
    },
  );

/** By the digits of a sheet. What is out of reach reads and counts as unknown (CPN-3, WHO-2). */
async function findByCode(c: Context<ApiContext>, code: string): Promise<FoundIssue[] | ProblemReply> {
  const caller = c.get("staff");
  const misses = "guess:account" as const;
  const scanned = await scanCoupon(c, code, {
    id: caller.staffId,
    misses,
    staffOf: caller.regionId,
    guesser: { staffId: caller.staffId },
  });
  if (!scanned.ok) return scanned.error;
  const { coupon } = scanned.value.view;
  const found = coupon ? await foundCoupon(c, "code", coupon.issueId, coupon.serial) : null;
  if (found) return [found];
  await countMiss(c, misses, caller.staffId);
  return problem(c, "coupon-not-found");
}

/** By everything else that was meant: the coupon first, then the reservation. */
async function find(c: Context<ApiContext>, meaning: Meaning): Promise<FoundIssue[]> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const { couponId, serial, reference } = meaning;
  const named = couponId && (await findCoupon(db, caller.regionId, couponId.programmeId, couponId.serial));
  const numbered =
    serial === undefined ? [] : await couponsWithSerial(db, caller.regionId, serial, MAX_FOUND_ISSUES);
  const coupons = await Promise.all([
    ...(named ? [foundCoupon(c, "coupon", named.issueId, named.serial)] : []),
    ...numbered.map((one) => foundCoupon(c, "serial", one.issueId, one.serial)),
  ]);
  const stays = reference === undefined ? [] : await issuesOf(c, reference);
  const bodies = await issueBodies(c.env, caller, stays, clockOf(c.env).now());
  return [
    ...coupons.filter((one) => one !== null),
    ...bodies.map((issue): FoundIssue => ({ issue, by: "reference", serial: null })),
  ];
}

/** Issues of a reservation number, of every issuer whose desk the caller stands at: nobody else reads the number (CAL-4). */
async function issuesOf(c: Context<ApiContext>, reference: string): Promise<readonly IssueRow[]> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const reach = reachWith(caller, "issue.create");
  if (reach.kind === "region" || reach.ids.length === 0) return [];
  const own = await organisationsByIds(db, caller.regionId, reach.ids);
  const issuers = new Set([...own.values()].map((one) => one.parentId ?? one.id));
  const keys = [...issuers].map((issuerId) => referenceKeyOf(c.env, issuerId, reference));
  return issuesOfReference(db, caller.regionId, reach, keys, MAX_FOUND_ISSUES);
}

/** A coupon's issue within reach, or null. */
async function foundCoupon(
  c: Context<ApiContext>,
  by: FoundIssue["by"],
  issueId: string,
  serial: number,
): Promise<FoundIssue | null> {
  const found = await reachedIssue(c, issueId);
  if (!found) return null;
  const issue = await issueBody(c.env, c.get("staff"), found.row, found.programme, clockOf(c.env).now());
  return { issue, by, serial };
}
