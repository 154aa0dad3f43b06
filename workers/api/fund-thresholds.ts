import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  createThresholdRequestSchema,
  removedSchema,
  type Threshold,
  thresholdSchema,
  thresholdsPageSchema,
} from "../../schema/api/fund.ts";
import type { OrganisationId, ProgrammeId, ThresholdId } from "../../schema/ids.ts";
import { MAX_THRESHOLDS } from "../../schema/limits.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import {
  countThresholds,
  createThreshold,
  listThresholds,
  mailsOfThresholds,
  removeThreshold,
  type ThresholdRow,
} from "../data/fund-thresholds.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { openRecipients, sealRecipients } from "../fund/watch.ts";
import { valid } from "../http/body.ts";
import { callerCan, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });
const thresholdParam = programmeParam.extend({ thresholdId: entity<ThresholdId>("threshold") });

/** Thresholds as the caller may see them: addresses only for those who may change them. */
async function thresholdBodies(c: Context<ApiContext>, rows: readonly ThresholdRow[]): Promise<Threshold[]> {
  const caller = c.get("staff");
  const { regionId } = caller;
  const [issuers, mails] = await Promise.all([
    organisationsByIds(
      databaseOf(c.env, regionId),
      regionId,
      rows.flatMap((row) => row.issuerId ?? []),
    ),
    mailsOfThresholds(c.env.DB, regionId, rows),
  ]);
  return Promise.all(
    rows.map(async (row) => ({
      thresholdId: row.id as ThresholdId,
      issuerId: row.issuerId as OrganisationId | null,
      issuerName: issuers.get(row.issuerId ?? "")?.name ?? null,
      measure: row.measure as Threshold["measure"],
      below: row.below,
      recipients: callerCan(caller, "fund.manage")
        ? [...(await openRecipients(c.env.PHONE_KEY, row.id, row.recipients))]
        : [],
      recipientCount: row.recipientCount,
      state: row.state as Threshold["state"],
      crossedAtMs: row.crossedAtMs,
      mails: mails.get(row.id) ?? { sent: 0, queued: 0, failed: 0 },
      createdAtMs: row.createdAtMs,
    })),
  );
}

/** Logs what became of a threshold, without the addresses it writes to (WHO-4). */
function log(
  c: Context<ApiContext>,
  action: StaffAction,
  id: string,
  states: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return logged(c, {
    action,
    subjectKind: "threshold",
    subjectId: id,
    ...states,
  });
}

/** When whom to tell that money is running low (FND-10). */
export const fundThresholds = new Hono<ApiContext>()
  .get(
    "/programmes/:id/thresholds",
    doc("secretariat", "The thresholds of a fund, the oldest first", thresholdsPageSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const rows = await listThresholds(databaseOf(c.env, regionId), regionId, id, {
        after: readNumberKey(after),
        limit,
      });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.createdAtMs, row.id],
        (row) => row,
      );
      return c.json({ rows: await thresholdBodies(c, page.rows), next: page.next });
    },
  )
  .post(
    "/programmes/:id/thresholds",
    doc("secretariat", "Write to these addresses whenever less than this is left", thresholdSchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", createThresholdRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { issuerId, measure, below, recipients } = c.req.valid("json");
      const caller = c.get("staff");
      const { regionId } = caller;
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const db = databaseOf(c.env, regionId);
      const issuer = issuerId === null ? null : await findOrganisation(db, regionId, issuerId);
      if (issuerId !== null && (!issuer?.isIssuer || issuer.parentId !== null))
        return problem(c, "not-found");
      if ((await countThresholds(db, regionId, id)) >= MAX_THRESHOLDS) return problem(c, "limit-exceeded");
      const thresholdId = newId<ThresholdId>();
      const addresses = [...new Set(recipients)];
      const row: ThresholdRow = {
        id: thresholdId,
        regionId,
        programmeId: id,
        issuerId,
        measure,
        below,
        recipients: await sealRecipients(c.env.PHONE_KEY, thresholdId, addresses),
        recipientCount: addresses.length,
        state: "armed",
        crossings: 0,
        crossedAtMs: null,
        createdAtMs: clockOf(c.env).now(),
        createdBy: caller.staffId,
      };
      await createThreshold(db, row);
      await log(c, "fund.threshold.create", thresholdId, { after: told(row) });
      const [body] = await thresholdBodies(c, [row]);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .delete(
    "/programmes/:id/thresholds/:thresholdId",
    doc("secretariat", "Take a threshold away", removedSchema),
    staffOnly("fund.manage"),
    valid("param", thresholdParam),
    async (c) => {
      const { id, thresholdId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const row = await removeThreshold(databaseOf(c.env, regionId), regionId, id, thresholdId);
      if (!row) return problem(c, "not-found");
      await log(c, "fund.threshold.remove", thresholdId, { before: told(row) });
      return c.json({ removed: true as const });
    },
  );

function told({ programmeId, issuerId, measure, below, recipientCount }: ThresholdRow) {
  return { programmeId, issuerId, measure, below, recipientCount };
}
