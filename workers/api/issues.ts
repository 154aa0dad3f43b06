import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { couponCode, currentIssueKeyId, currentPepperGeneration } from "../../durable-objects/lib/keys.ts";
import { couponStub } from "../../durable-objects/lib/money-actor.ts";
import { entity } from "../../schema/api/common.ts";
import { cancelCouponRequestSchema, cancelReplySchema, couponIdSchema } from "../../schema/api/coupons.ts";
import {
  allotmentQuerySchema,
  allotmentSchema,
  type IssueBody,
  issueCouponsPageSchema,
  issueCouponsQuerySchema,
  issueReplySchema,
  issueRequestSchema,
  issueSchema,
  issuesPageSchema,
  issuesQuerySchema,
  type SheetBody,
  sheetsQuerySchema,
  sheetsSchema,
} from "../../schema/api/issues.ts";
import { type BusinessDate, businessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { ACCEPTED, type CancelResult } from "../../schema/commands.ts";
import {
  type ActorName,
  fundName,
  type IssueId,
  type OperationId,
  type OrganisationId,
  type ProgrammeId,
} from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { couponPath, qrUrl } from "../../schema/qr.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import {
  type CouponRow,
  couponsOfIssue,
  type DayOfIssues,
  findCoupon,
  findIssue,
  type IssueRow,
  listIssues,
  recordIssue,
} from "../data/issues.ts";
import { cutPage, keyAfter, readNumberKey } from "../data/keyset.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { type ProgrammeFacts, payFaceOf, programmesOfRegion } from "../data/programmes.ts";
import { findCallCentre } from "../data/regions.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import type { Env } from "../env.ts";
import { openStay } from "../holders/coupon-issue.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem, refused } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { judgeIssuing } from "../http/verdict.ts";
import { issueOnce, writeSoon } from "../issuing/issue.ts";
import { mayPrint } from "../issuing/printing.ts";
import { standingCaps } from "../issuing/standing-caps.ts";
import { issueDates, lastDayOf } from "../issuing/terms.ts";
import { doc } from "./doc.ts";
import { issueIdOf } from "./new-id.ts";

const HOUR_MS = 3_600_000;
export const issueParam = z.object({ id: entity<IssueId>("issue") });
const couponParam = z.object({ id: couponIdSchema });

/**
 * An issue as a back office sees it. Who the stay was for is read by those who issue there; anybody else asks for it with a
 * reason, which is logged (CAL-4).
 */
export async function issueBody(
  env: Env,
  caller: StaffAccountRow,
  row: IssueRow,
  programme: ProgrammeFacts,
  nowMs: number,
): Promise<IssueBody> {
  const opened = await openStay(env, row.id, row.sealedStay);
  const issuesThere = reaches(reachWith(caller, "issue.create"), row.branchId);
  const stay = opened && !issuesThere ? { ...opened, reference: null, guestName: null } : opened;
  return {
    issueId: row.id as IssueId,
    programmeId: programme.id,
    programmeVersion: row.programmeVersion,
    pay: payFaceOf(programme, nowMs),
    issuerName: row.issuerName,
    branchId: row.branchId as OrganisationId,
    branchName: row.branchName,
    state: row.state as IssueBody["state"],
    faces: JSON.parse(row.faces) as IssueBody["faces"],
    count: row.count,
    written: row.state === "writing" ? row.written : row.count,
    sumYen: row.sumYen as Yen,
    notBeforeOn: row.notBeforeOn as BusinessDate | null,
    expiresOn: row.expiresOn as BusinessDate,
    createdAtMs: row.createdAtMs,
    createdByName: row.createdByName,
    handedSheets: row.handedSheets,
    handedYen: row.handedYen as Yen,
    reprintUntilMs: row.createdAtMs + (row.reprintHours ?? programme.reprintHours) * HOUR_MS,
    stay: stay ? { ...stay, checkInOn: stay.checkInOn as BusinessDate | null } : null,
    evidence: { asked: row.evidenceAsked, files: row.evidenceFiles },
    receipt: row.receiptAsked,
    fundIdTail: idTail(fundName(programme.id)),
  };
}

/** Several issues as a back office sees them, in their order. */
export async function issueBodies(
  env: Env,
  caller: StaffAccountRow,
  rows: readonly IssueRow[],
  nowMs: number,
): Promise<IssueBody[]> {
  const bodies = await Promise.all(
    rows.map(async (row) => {
      const programme = await programmeFacts(env, row.programmeId);
      return programme ? issueBody(env, caller, row, programme, nowMs) : null;
    }),
  );
  return bodies.filter((body) => body !== null);
}

/** A business date as the moments between which its issues were made. */
export function momentsOf(on: BusinessDate): DayOfIssues {
  return { fromMs: startOfDayMs(on), untilMs: endExclusiveMs(on) };
}

/** The issue within the caller's reach, with its programme; any other doesn't exist (WHO-1, WHO-2). */
export async function reachedIssue(c: Context<ApiContext>, issueId: string) {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const row = await findIssue(db, caller.regionId, reachWith(caller, "issue.read"), issueId);
  const programme = row ? await programmeFacts(c.env, row.programmeId) : null;
  return row && programme ? { row, programme } : null;
}

/** What a coupon's sheet shows, its code derived anew and kept nowhere (CPN-1). */
export function sheetOf(env: Env, row: CouponRow): SheetBody {
  const code = couponCode(
    { programmeId: row.programmeId as ProgrammeId, serial: row.serial, salt: row.salt, keyId: row.keyId },
    env,
  );
  return {
    couponId: `${row.programmeId}-${row.serial}`,
    serial: row.serial,
    code,
    qrText: qrUrl(env.PUBLIC_ORIGIN, couponPath(code)),
    faceYen: row.faceYen as Yen,
    expiresOn: row.expiresOn as BusinessDate,
  };
}

/** Issuing at the desk and for printing houses (S9, S10), and mending what went wrong. */
export const issues = new Hono<ApiContext>()
  .post(
    "/issues",
    doc("issuer", "Issue coupons; up to 200 come back ready, more become a job", issueReplySchema),
    staffOnly("issue.create"),
    valid("json", issueRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { programmeId, branchId } = request;
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const [programme, branch] = await Promise.all([
        programmeFacts(c.env, programmeId),
        findOrganisation(db, caller.regionId, branchId),
      ]);
      if (programme?.regionId !== caller.regionId || !branch?.isIssuer || branch.state !== "active")
        return problem(c, "not-found");
      if (!reaches(reachWith(caller, "issue.create"), branchId)) return problem(c, "not-found");
      // Counted only now: nobody else may use up a branch's share.
      const stopped = await overQuota(c, "issue:branch", branchId);
      if (stopped) return stopped;

      const nowMs = clockOf(c.env).now();
      const issued = await issueOnce(
        c.env,
        {
          request,
          programme,
          branch,
          regionId: caller.regionId,
          staffId: caller.staffId,
          requestId: c.get("requestId"),
        },
        nowMs,
        (entries) => afterCommand(c, entries),
      );
      if (!issued.ok)
        return issued.error.kind === "refused"
          ? refused(c, issued.error.refused)
          : problem(c, "invalid-request", { fields: issued.error.fields });
      const done = await reachedIssue(c, issued.value.issueId);
      if (!done) return problem(c, "try-again");
      return c.json({
        outcome: "done" as const,
        issue: await issueBody(c.env, c.get("staff"), done.row, done.programme, nowMs),
        replayed: issued.value.replayed,
      });
    },
  )
  .get(
    "/issues",
    doc("issuer", "Issues the caller may see, newest first", issuesPageSchema),
    staffOnly("issue.read"),
    valid("query", issuesQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const rows = await listIssues(db, caller.regionId, reachWith(caller, "issue.read"), {
        ...query,
        day: query.on === undefined ? undefined : momentsOf(query.on),
        after: readNumberKey(query.after),
      });
      const nowMs = clockOf(c.env).now();
      const page = cutPage(
        rows,
        query.limit,
        (row) => [row.createdAtMs, row.id],
        (row) => row,
      );
      return c.json({ rows: await issueBodies(c.env, caller, page.rows, nowMs), next: page.next });
    },
  )
  .get(
    "/issues/:id",
    doc("issuer", "An issue and how far its rows are written", issueSchema),
    staffOnly("issue.read"),
    valid("param", issueParam),
    async (c) => {
      const found = await reachedIssue(c, c.req.valid("param").id);
      if (!found) return problem(c, "issue-not-found");
      return c.json(await issueBody(c.env, c.get("staff"), found.row, found.programme, clockOf(c.env).now()));
    },
  )
  .get(
    "/issues/:id/sheets",
    doc(
      "issuer",
      "Codes to print, derived anew; ready issues only, within the reprint window, logged",
      sheetsSchema,
    ),
    staffOnly("sheet.print"),
    valid("param", issueParam),
    valid("query", sheetsQuerySchema),
    async (c) => {
      const { id: issueId } = c.req.valid("param");
      const { from, limit } = c.req.valid("query");
      const caller = c.get("staff");
      const found = await reachedIssue(c, issueId);
      if (!found || !mayPrint(caller, found.row)) return problem(c, "issue-not-found");
      const { row, programme } = found;
      if (row.state !== "ready" && row.state !== "active") return problem(c, "issue-not-ready");
      const nowMs = clockOf(c.env).now();
      const body = await issueBody(c.env, c.get("staff"), row, programme, nowMs);
      if (nowMs > body.reprintUntilMs)
        return problem(c, "limit-exceeded", { detail: "the time for printing has passed" });
      const db = databaseOf(c.env, caller.regionId);
      const [rows, contact] = await Promise.all([
        couponsOfIssue(db, issueId, from ?? row.serialFrom, limit + 1),
        findCallCentre(db, caller.regionId),
      ]);
      await logged(c, {
        action: "issue.print",
        subjectKind: "issue",
        subjectId: issueId,
        after: { from: from ?? row.serialFrom, count: Math.min(limit, rows.length) },
      });
      return c.json({
        issue: body,
        sheets: rows.slice(0, limit).map((each) => sheetOf(c.env, each)),
        contact,
        next: rows.length > limit ? (rows[limit]?.serial ?? null) : null,
      });
    },
  )
  .get(
    "/issues/:id/coupons",
    doc("issuer", "The coupons of an issue, without their codes", issueCouponsPageSchema),
    staffOnly("issue.read"),
    valid("param", issueParam),
    valid("query", issueCouponsQuerySchema),
    async (c) => {
      const { id: issueId } = c.req.valid("param");
      const { after, limit, serial } = c.req.valid("query");
      const found = await reachedIssue(c, issueId);
      if (!found) return problem(c, "issue-not-found");
      const fromSerial = (readNumberKey(after)?.[0] ?? Number(serial ?? found.row.serialFrom) - 1) + 1;
      const rows = await couponsOfIssue(
        databaseOf(c.env, found.programme.regionId),
        issueId,
        fromSerial,
        limit + 1,
      );
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return c.json({
        rows: shown.map((row) => ({
          couponId: `${found.programme.id}-${row.serial}`,
          serial: row.serial,
          faceYen: row.faceYen as Yen,
          idTail: idTail(row.actor as ActorName),
        })),
        next: rows.length > limit && last ? keyAfter([last.serial, "serial"]) : null,
      });
    },
  )
  .get(
    "/issuers/me/allotment",
    doc("issuer", "What the caller's issuers may still issue, and today's share of it", allotmentSchema),
    staffOnly("issue.create"),
    valid("query", allotmentQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const reach = reachWith(caller, "issue.create");
      if (reach.kind === "region") return problem(c, "forbidden");
      const own = await organisationsByIds(db, caller.regionId, reach.ids);
      const branches = [...own.values()].filter(
        (each) => each.isIssuer && each.state === "active" && (!query.branchId || each.id === query.branchId),
      );
      const heads = await organisationsByIds(
        db,
        caller.regionId,
        branches.map((each) => each.parentId ?? each.id),
      );
      const nowMs = clockOf(c.env).now();
      const date = businessDate(nowMs);
      const programmes = (await programmesOfRegion(db, caller.regionId, nowMs)).filter(
        (p) => judgeIssuing(p, nowMs).ok && (!query.programmeId || p.id === query.programmeId),
      );
      const asked = {
        on: date,
        issuerIds: [...heads.values()].map((each) => each.id as OrganisationId),
        branchIds: branches.map((each) => each.id as OrganisationId),
      };
      const views = await Promise.all(
        programmes.map(async (programme) => {
          const actor = fundActor(c.env, programme.id);
          const [fund, issued] = await Promise.all([
            actor.view().catch(() => null),
            actor.issued(asked).catch(() => null),
          ]);
          return { programme, fund, issued };
        }),
      );
      const allotments = [];
      for (const { programme, fund, issued } of views) {
        if (!fund?.ok || !issued) return problem(c, "try-again");
        for (const head of heads.values()) {
          const issuerId = head.id as OrganisationId;
          const mine = fund.value.allotted.find((each) => each.issuerId === issuerId);
          if (!mine) continue;
          allotments.push({
            pay: payFaceOf(programme, nowMs),
            issuerId,
            issuerName: head.name,
            branches: branches
              .filter((each) => (each.parentId ?? each.id) === head.id)
              .map((each) => ({
                branchId: each.id as OrganisationId,
                name: each.name,
                caps: standingCaps(programme.caps, issued, issuerId, each.id as OrganisationId),
              })),
            remainingYen: mine.amountYen as Yen,
            facesYen: [...programme.facesYen],
            facePer: programme.facePer,
            asks: programme.asks,
            perStayYen: programme.caps.perStayYen,
            expiresOn: issueDates(programme, date, { checkInOn: null, nights: null }).expiresOn,
            validity: programme.validity,
            notBefore: programme.notBefore,
            endsOn: lastDayOf(programme, date),
            fundIdTail: idTail(fundName(programme.id)),
          });
        }
      }
      return c.json({ allotments, serverNowMs: nowMs });
    },
  )
  .post(
    "/coupons/:id/cancel",
    doc("issuer", "Cancel a coupon; what is left returns to the allotment", cancelReplySchema),
    staffOnly("coupon.cancel"),
    valid("param", couponParam),
    valid("json", cancelCouponRequestSchema),
    async (c) => {
      const { operationId, reason } = c.req.valid("json");
      const coupon = await reachedCoupon(c, c.req.valid("param").id);
      if (!coupon) return problem(c, "coupon-not-found");
      const { outcome, entries } = await ask(() =>
        couponStub(c.env, coupon.actor).cancel({ operationId, verdict: ACCEPTED }),
      );
      afterCommand(c, entries);
      await logMending(
        c,
        "coupon.cancel",
        coupon.couponId,
        operationId,
        outcome.ok ? null : outcome.error.code,
        reason,
      );
      if (!outcome.ok) return refused(c, outcome.error);
      return c.json(cancelReply(outcome.value));
    },
  )
  .post(
    "/coupons/:id/replace",
    doc("issuer", "Replace a lost sheet by a new coupon of what remained", cancelReplySchema),
    staffOnly("coupon.cancel"),
    valid("param", couponParam),
    valid("json", cancelCouponRequestSchema),
    async (c) => {
      const { operationId, reason } = c.req.valid("json");
      const caller = c.get("staff");
      const coupon = await reachedCoupon(c, c.req.valid("param").id);
      if (!coupon) return problem(c, "coupon-not-found");
      const newIssueId = issueIdOf(operationId);
      const known = await fundActor(c.env, coupon.programmeId)
        .manifest({ issueId: newIssueId })
        .catch(() => null);
      const { outcome, entries } = await ask(() =>
        couponStub(c.env, coupon.actor).replace({
          operationId,
          newIssueId,
          keyId: known?.keyId ?? currentIssueKeyId(c.env),
          pepperGeneration: known?.pepperGeneration ?? currentPepperGeneration(c.env),
          verdict: ACCEPTED,
        }),
      );
      afterCommand(c, entries);
      await logMending(
        c,
        "coupon.replace",
        coupon.couponId,
        operationId,
        outcome.ok ? null : outcome.error.code,
        reason,
      );
      if (!outcome.ok) return refused(c, outcome.error);
      const manifest = await fundActor(c.env, coupon.programmeId).manifest({ issueId: newIssueId });
      if (manifest) {
        await recordIssue(databaseOf(c.env, caller.regionId), {
          manifest,
          regionId: caller.regionId,
          programmeId: coupon.programmeId,
          programmeVersion: null,
          operationId,
          createdAtMs: clockOf(c.env).now(),
          createdBy: caller.staffId,
        });
        await writeSoon(
          c.env,
          { issueId: newIssueId, programmeId: coupon.programmeId, regionId: caller.regionId },
          manifest.count,
          (entries) => afterCommand(c, entries),
        );
      }
      return c.json(cancelReply(outcome.value));
    },
  );

/** A coupon by its public id, within region and reach: its issuer's, its branch's or the secretariat's (WHO-2). */
async function reachedCoupon(c: Context<ApiContext>, couponId: string) {
  const caller = c.get("staff");
  const [programmeId = "", serial = ""] = couponId.split("-");
  const row = await findCoupon(
    databaseOf(c.env, caller.regionId),
    caller.regionId,
    programmeId,
    Number(serial),
  );
  if (!row || !reaches(reachWith(caller, "coupon.cancel"), row.branchId)) return null;
  return { couponId, actor: row.actor as ActorName, programmeId: row.programmeId as ProgrammeId };
}

function logMending(
  c: Context<ApiContext>,
  action: StaffAction,
  couponId: string,
  operationId: OperationId,
  refusedWith: string | null,
  reason: string,
): Promise<void> {
  return logged(c, {
    action,
    subjectKind: "coupon",
    subjectId: couponId,
    after: refusedWith ? { operationId, refused: refusedWith } : { operationId },
    reason,
  });
}

function cancelReply(result: CancelResult) {
  const { operationId, state, amountYen, newIssueId, atMs, replayed } = result;
  const outcome = state === "posted" ? ("done" as const) : ("pending" as const);
  return { outcome, operationId, amountYen, newIssueId, atMs, replayed };
}
