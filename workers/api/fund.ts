import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  forecastSchema,
  issuerSharesPageSchema,
  moveRequestSchema,
  statementQuerySchema,
  statementSchema,
} from "../../schema/api/fund.ts";
import { fundOrWaitingSchema } from "../../schema/api/programmes.ts";
import { addDays, businessDate, compareDates } from "../../schema/calendar.ts";
import { issuerOfAccount } from "../../schema/fund-account.ts";
import type { OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { aboutFund } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import { firstIssuedOn, fundDays, issuerShares } from "../data/fund-figures.ts";
import { fundStatement, notesOfEntries } from "../data/fund-statement.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { factsAt } from "../data/programmes.ts";
import { forecastWindow, HORIZON_DAYS, runOut } from "../forecast/run-out.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { fundRefusal, ownProgramme } from "../http/own-programme.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** A share belongs to a head office; its branches issue out of it (S3). */
async function isIssuer(c: Context<ApiContext>, regionId: RegionId, id: OrganisationId): Promise<boolean> {
  const organisation = await findOrganisation(databaseOf(c.env, regionId), regionId, id);
  return organisation?.isIssuer === true && organisation.parentId === null;
}

/** The fund beyond deposits and allotments (programmes.ts): moves, the statement, shares and the forecast (S3). */
export const fund = new Hono<ApiContext>()
  .post(
    "/programmes/:id/moves",
    doc("secretariat", "Move what an issuer hasn't issued yet to another issuer", fundOrWaitingSchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", moveRequestSchema),
    fourEyes<z.output<typeof moveRequestSchema>>("allotment", (c, body) =>
      aboutFund(c, body, [body.fromIssuerId, body.toIssuerId]),
    ),
    async (c) => {
      const { id } = c.req.valid("param");
      const { note, ...command } = c.req.valid("json");
      const { operationId, fromIssuerId, toIssuerId } = command;
      const caller = c.get("staff");
      const stopped = await fundRefusal(c, id);
      if (stopped) return stopped;
      if (fromIssuerId === toIssuerId)
        return problem(c, "invalid-request", {
          fields: [{ path: "toIssuerId", message: "the same issuer" }],
        });
      const both = await Promise.all(
        [fromIssuerId, toIssuerId].map((issuer) => isIssuer(c, caller.regionId, issuer)),
      );
      if (both.includes(false)) return problem(c, "not-found");
      const { outcome, entries } = await ask(() => fundActor(c.env, id).move(command));
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      await logged(c, {
        action: "fund.move",
        subjectKind: "programme",
        subjectId: id,
        after: command,
        ...(note === undefined ? {} : { reason: note }),
      });
      const { atMs, replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId, atMs, replayed });
    },
  )
  .get(
    "/programmes/:id/statement",
    doc("secretariat", "An account of the fund's book, entry by entry, with its balance", statementSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", statementQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { account, from, to, after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      if (compareDates(from, to) > 0)
        return problem(c, "invalid-request", { fields: [{ path: "to", message: "before from" }] });
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const key = readTextKey(after);
      const { rows, openingYen, inYen, outYen } = await fundStatement(c.env.DB, {
        regionId,
        programmeId: id,
        account,
        from,
        to,
        after: key === null ? null : { bookDate: key[0], seq: Number(key[1]) },
        limit,
      });
      const operations = rows.map((row) => row.operationId);
      const accounts = [account, ...rows.map((row) => row.counterpart ?? "")];
      const [notes, issuers] = await Promise.all([
        notesOfEntries(c.env.DB, regionId, id, operations),
        organisationsByIds(
          databaseOf(c.env, regionId),
          regionId,
          accounts.flatMap((each) => issuerOfAccount(each) ?? []),
        ),
      ]);
      const nameOf = (text: string | null) => issuers.get(issuerOfAccount(text ?? "") ?? "")?.name ?? null;
      return c.json({
        account,
        accountName: nameOf(account),
        from,
        to,
        openingYen,
        inYen,
        outYen,
        closingYen: openingYen + inYen - outYen,
        ...cutPage(
          rows,
          limit,
          (row) => [row.bookDate, String(row.seq)],
          (row) => ({
            ...row,
            counterpartName: nameOf(row.counterpart),
            note: notes.get(row.operationId)?.note ?? null,
            byName: notes.get(row.operationId)?.byName ?? null,
          }),
        ),
        serverNowMs: clockOf(c.env).now(),
      });
    },
  )
  .get(
    "/programmes/:id/issuers",
    doc("secretariat", "Every issuer's share of the fund: given, issued, left", issuerSharesPageSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const rows = await issuerShares(c.env.DB, regionId, id, { after: readTextKey(after), limit });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.kana, row.id],
          ({ id: issuerId, name, givenYen, leftYen }) => ({
            issuerId,
            name,
            givenYen,
            issuedYen: givenYen - leftYen,
            leftYen,
          }),
        ),
      );
    },
  )
  .get(
    "/programmes/:id/forecast",
    doc(
      "secretariat",
      "When what can be issued runs out, with its range and the days it is made of",
      forecastSchema,
    ),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const programme = await ownProgramme(c, id);
      if (!programme) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const today = businessDate(nowMs);
      const [view, first] = await Promise.all([
        fundActor(c.env, id)
          .view()
          .catch(() => null),
        firstIssuedOn(c.env.DB, regionId, id),
      ]);
      if (!view?.ok) return problem(c, "try-again");
      const window = forecastWindow(today, first);
      const range = window ?? { from: addDays(today, -7), to: addDays(today, -1) };
      const days = await fundDays(c.env.DB, regionId, id, range);
      const { availableYen, allotted } = view.value;
      const allottedYen = allotted.reduce((sum, each) => sum + each.amountYen, 0);
      return c.json({
        availableYen,
        allottedYen,
        days: [...days],
        runOut: runOut(availableYen + allottedYen, window, days),
        endsOn: factsAt(programme, nowMs).endsOn,
        horizonOn: addDays(range.to, HORIZON_DAYS),
        serverNowMs: nowMs,
      });
    },
  );
