import { type Context, Hono } from "hono";
import * as z from "zod";
import { openFeed } from "../../durable-objects/feed/client.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  allotRequestSchema,
  createProgrammeRequestSchema,
  createRuleRequestSchema,
  depositRequestSchema,
  figuresSchema,
  fundReplySchema,
  fundSchema,
  type Programme,
  programmeSchema,
  programmesPageSchema,
} from "../../schema/api/programmes.ts";
import { businessDate, compareDates } from "../../schema/calendar.ts";
import { fundName, type OperationId, type ProgrammeId } from "../../schema/ids.ts";
import { MAX_COMING_RULES, RULES_LEAD_MS } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { programmeFigures } from "../data/figures.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import {
  addRule,
  createProgramme,
  findProgramme,
  hasIssues,
  listProgrammes,
  type ProgrammeFacts,
  payFaceOf,
  ruleNow,
} from "../data/programmes.ts";
import { ask, fundActor, programmeFeed } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetProgramme } from "../http/facts.ts";
import { problem, refused } from "../http/problem.ts";
import { projectionLag } from "../queue/lag.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });
const feedQuery = z.object({ after: z.string().max(100).optional() });

/** A programme as its secretariat sees it. */
function programmeBody(p: ProgrammeFacts, nowMs: number): Programme {
  return {
    programmeId: p.id,
    name: p.name,
    payName: p.payName,
    face: p.face,
    unitWord: p.unitWord,
    facesYen: [...p.facesYen],
    facePer: p.facePer,
    stayRequired: p.stayRequired,
    validity: p.validity,
    startsOn: p.startsOn,
    endsOn: p.endsOn,
    scope: {
      municipalities: p.scope.municipalities ? [...p.scope.municipalities] : null,
      industries: p.scope.industries ? [...p.scope.industries] : null,
      industriesOut: [...p.scope.industriesOut],
      storesIn: [...p.scope.storesIn],
      storesOut: [...p.scope.storesOut],
    },
    caps: { ...p.caps },
    reprintHours: p.reprintHours,
    pay: payFaceOf(p, nowMs),
    state: p.state,
    rules: p.rules.map((rule) => ({ ...rule })),
    fundIdTail: idTail(fundName(p.id)),
    createdAtMs: p.createdAtMs,
  };
}

/** A programme of the caller's region, fresh; any other doesn't exist (WHO-1). */
async function ownProgramme(c: Context<ApiContext>, id: string): Promise<ProgrammeFacts | null> {
  const { regionId } = c.get("staff");
  const programme = await findProgramme(databaseOf(c.env, regionId), id);
  return programme?.regionId === regionId ? programme : null;
}

function log(
  c: Context<ApiContext>,
  action: string,
  programmeId: ProgrammeId,
  after: unknown,
): Promise<void> {
  const caller = c.get("staff");
  return writeAudit(databaseOf(c.env, caller.regionId), {
    regionId: caller.regionId,
    atMs: clockOf(c.env).now(),
    actor: caller.staffId,
    action,
    subjectKind: "programme",
    subjectId: programmeId,
    after,
    requestId: c.get("requestId"),
  });
}

/** Programmes, their rules and their fund (S1 to S4). */
export const programmes = new Hono<ApiContext>()
  .get(
    "/programmes",
    doc("secretariat", "The programmes of the region, newest first", programmesPageSchema),
    staffOnly("programme.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const nowMs = clockOf(c.env).now();
      const rows = await listProgrammes(databaseOf(c.env, regionId), regionId, {
        after: readNumberKey(after),
        limit,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.id],
          (row) => programmeBody(row, nowMs),
        ),
      );
    },
  )
  .post(
    "/programmes",
    doc("secretariat", "Create a programme with the first version of its rules", programmeSchema),
    staffOnly("programme.manage"),
    valid("json", createProgrammeRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { regionId } = c.get("staff");
      const wrong = firstWrongField(request);
      if (wrong) return problem(c, "invalid-request", { fields: [wrong] });
      const nowMs = clockOf(c.env).now();
      const id = newId<ProgrammeId>();
      const { rule } = request;
      await createProgramme(
        databaseOf(c.env, regionId),
        {
          id,
          regionId,
          name: request.name,
          payName: request.payName,
          face: request.face,
          unitWord: request.unitWord,
          facesYen: JSON.stringify(request.facesYen),
          facePer: request.facePer,
          stayRequired: request.stayRequired,
          validity: JSON.stringify(request.validity),
          startsOn: request.startsOn,
          endsOn: request.endsOn,
          scope: JSON.stringify(request.scope),
          caps: JSON.stringify(request.caps),
          reprintHours: request.reprintHours,
          state: "open",
          createdAtMs: nowMs,
        },
        // The first version is in force from the beginning: there is nothing yet that it could change (PRG-1).
        { programmeId: id, version: 1, regionId, effectiveFromMs: 0, ...rule },
      );
      await log(c, "programme.create", id, request);
      const created = await ownProgramme(c, id);
      return created ? c.json(programmeBody(created, nowMs)) : problem(c, "internal");
    },
  )
  .get(
    "/programmes/:id",
    doc("secretariat", "A programme with every version of its rules", programmeSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const programme = await ownProgramme(c, c.req.valid("param").id);
      return programme ? c.json(programmeBody(programme, clockOf(c.env).now())) : problem(c, "not-found");
    },
  )
  .post(
    "/programmes/:id/rules",
    doc("secretariat", "A new version of the rules, effective at least 60 seconds ahead", programmeSchema),
    staffOnly("programme.manage"),
    valid("param", programmeParam),
    valid("json", createRuleRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { effectiveFromMs, ...rule } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const programme = await ownProgramme(c, id);
      if (!programme) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const from = effectiveFromMs ?? nowMs + RULES_LEAD_MS;
      const last = programme.rules.at(-1);
      if (from < nowMs + RULES_LEAD_MS || (last && from <= last.effectiveFromMs))
        return problem(c, "invalid-request", {
          fields: [{ path: "effectiveFromMs", message: "at least 60 s ahead, and after the last version" }],
        });
      if (programme.rules.filter((each) => each.effectiveFromMs > nowMs).length >= MAX_COMING_RULES)
        return problem(c, "limit-exceeded", { detail: "too many versions are still to come" });
      const db = databaseOf(c.env, regionId);
      const unitChanges = rule.unitYen !== ruleNow(programme, nowMs).unitYen;
      if (unitChanges && (await hasIssues(db, regionId, id)))
        return problem(c, "conflict", { detail: "the unit is fixed once anything is issued (MON-2)" });
      const version = (last?.version ?? 0) + 1;
      if (!(await addRule(db, { programmeId: id, version, regionId, effectiveFromMs: from, ...rule })))
        return problem(c, "conflict");
      forgetProgramme(c.env, id);
      await log(c, "programme.rules", id, { version, effectiveFromMs: from, ...rule });
      const changed = await ownProgramme(c, id);
      return changed ? c.json(programmeBody(changed, nowMs)) : problem(c, "internal");
    },
  )
  .post(
    "/programmes/:id/deposits",
    doc("secretariat", "The funder's money arrived", fundReplySchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", depositRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { operationId, amountYen } = c.req.valid("json");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const { outcome, entries } = await ask(() => fundActor(c.env, id).deposit({ operationId, amountYen }));
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      await log(c, "fund.deposit", id, { operationId, amountYen });
      return c.json(fundReply(operationId, outcome.value));
    },
  )
  .post(
    "/programmes/:id/allotments",
    doc("secretariat", "Give an issuer a share of the fund, or take back what isn't issued", fundReplySchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", allotRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { operationId, issuerId, amountYen, direction } = c.req.valid("json");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const issuer = await findOrganisation(databaseOf(c.env, regionId), regionId, issuerId);
      // A share belongs to a head office; its branches issue out of it (S3).
      if (!issuer?.isIssuer || issuer.parentId !== null) return problem(c, "not-found");
      // One that is stopped gets nothing new: an import that made it may be on its way back (IMP-6).
      if (issuer.state !== "active" && direction === "out") return problem(c, "not-found");
      const { outcome, entries } = await ask(() =>
        fundActor(c.env, id).allot({ operationId, issuerId, amountYen, direction }),
      );
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      await log(c, "fund.allot", id, { operationId, issuerId, amountYen, direction });
      return c.json(fundReply(operationId, outcome.value));
    },
  )
  .get(
    "/programmes/:id/fund",
    doc("secretariat", "The accounts of the fund, re-read from its book", fundSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const view = await fundActor(c.env, id)
        .view()
        .catch(() => null);
      if (!view?.ok) return problem(c, "try-again");
      const { allotted, head: _head, ...accounts } = view.value;
      const names = await organisationsByIds(
        databaseOf(c.env, regionId),
        regionId,
        allotted.map((each) => each.issuerId),
      );
      return c.json({
        ...accounts,
        allotted: allotted.map((each) => ({ ...each, issuerName: names.get(each.issuerId)?.name ?? "" })),
        serverNowMs: clockOf(c.env).now(),
      });
    },
  )
  .get(
    "/programmes/:id/figures",
    doc("secretariat", "Live figures of a programme, from the projection, with its lag", figuresSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const [figures, lag] = await Promise.all([
        programmeFigures(c.env.DB, regionId, id, businessDate(nowMs)),
        projectionLag(c.env.DB, id),
      ]);
      const { issuedTodayYen, paidTodayYen, paymentsToday, ...rest } = figures;
      return c.json({
        programmeId: id,
        ...rest,
        paidYen: rest.paidPaperYen + rest.paidAppYen,
        today: { issuedYen: issuedTodayYen, paidYen: paidTodayYen, payments: paymentsToday },
        lagMs: lag.worstMs,
        asOfMs: lag.lastProjectedAtMs ?? nowMs,
        serverNowMs: nowMs,
      });
    },
  )
  .get(
    "/programmes/:id/feed",
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", feedQuery),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return problem(c, "invalid-request");
      const caller = c.get("staff");
      return openFeed(programmeFeed(c.env, id), {
        tags: [`staff:${caller.staffId}`],
        untilMs: caller.session.expiresAtMs,
        after: c.req.valid("query").after ?? null,
      });
    },
  );

function fundReply(operationId: OperationId, result: { readonly atMs: number; readonly replayed: boolean }) {
  return { outcome: "done" as const, operationId, atMs: result.atMs, replayed: result.replayed };
}

/** What a schema can't say: dates in order, faces on the unit (MON-2). */
function firstWrongField(request: z.output<typeof createProgrammeRequestSchema>) {
  if (compareDates(request.startsOn, request.endsOn) > 0)
    return { path: "endsOn", message: "before startsOn" };
  const off = request.facesYen.findIndex((face) => face % request.rule.unitYen !== 0);
  if (off >= 0) return { path: `facesYen.${off}`, message: "not a multiple of the unit" };
  if (request.rule.payLimitYen % request.rule.unitYen !== 0)
    return { path: "rule.payLimitYen", message: "not a multiple of the unit" };
  return null;
}
