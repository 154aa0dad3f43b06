import { Hono } from "hono";
import * as z from "zod";
import { openFeed } from "../../durable-objects/feed/client.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { regionDatabase } from "../../durable-objects/lib/region-database.ts";
import { entity } from "../../schema/api/common.ts";
import {
  allotRequestSchema,
  type DepositRequest,
  depositRequestSchema,
  figuresSchema,
  fundOrWaitingSchema,
  fundSchema,
} from "../../schema/api/programmes.ts";
import { businessDate } from "../../schema/calendar.ts";
import { fundName, type OperationId, type ProgrammeId } from "../../schema/ids.ts";
import { aboutFund } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import { programmeFigures } from "../data/figures.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { ask, fundActor, programmeFeed } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { staffTag } from "../http/open-screens.ts";
import { fundRefusal, logProgramme, ownProgramme } from "../http/own-programme.ts";
import { problem, refused } from "../http/problem.ts";
import { projectionLag } from "../queue/lag.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });
const feedQuery = z.object({ after: z.string().max(100).optional() });

/** The fund of a programme and its live figures (S3). */
export const programmes = new Hono<ApiContext>()
  .post(
    "/programmes/:id/deposits",
    doc("secretariat", "The funder's money arrived", fundOrWaitingSchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", depositRequestSchema),
    fourEyes<DepositRequest>("deposit", aboutFund),
    async (c) => {
      const { id } = c.req.valid("param");
      const { operationId, amountYen, note } = c.req.valid("json");
      const stopped = await fundRefusal(c, id);
      if (stopped) return stopped;
      const { outcome, entries } = await ask(() => fundActor(c.env, id).deposit({ operationId, amountYen }));
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      await logProgramme(c, "fund.deposit", id, { after: { operationId, amountYen }, reason: note });
      return c.json(fundReply(operationId, outcome.value));
    },
  )
  .post(
    "/programmes/:id/allotments",
    doc(
      "secretariat",
      "Give an issuer a share of the fund, or take back what isn't issued",
      fundOrWaitingSchema,
    ),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", allotRequestSchema),
    // What is taken back can't be spent: it needs nobody else.
    fourEyes<z.output<typeof allotRequestSchema>>("allotment", async (c, body) =>
      body.direction === "out" ? aboutFund(c, body, [body.issuerId]) : null,
    ),
    async (c) => {
      const { id } = c.req.valid("param");
      const { operationId, issuerId, amountYen, direction, note } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const stopped = await fundRefusal(c, id);
      if (stopped) return stopped;
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
      await logProgramme(c, "fund.allot", id, {
        after: { operationId, issuerId, amountYen, direction },
        reason: note,
      });
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
        fundIdTail: idTail(fundName(id)),
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
        programmeFigures(regionDatabase(c.env, regionId), regionId, id, businessDate(nowMs)),
        projectionLag(regionDatabase(c.env, regionId), id),
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
        tags: [staffTag(caller.staffId)],
        untilMs: caller.session.expiresAtMs,
        after: c.req.valid("query").after ?? null,
      });
    },
  );

function fundReply(operationId: OperationId, result: { readonly atMs: number; readonly replayed: boolean }) {
  return { outcome: "done" as const, operationId, atMs: result.atMs, replayed: result.replayed };
}
