import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import {
  type OrganisationFee,
  organisationFeeParamSchema,
  organisationFeeQuerySchema,
  organisationFeeSchema,
  organisationFeesPageSchema,
  setOrganisationFeeRequestSchema,
} from "../../schema/api/organisation-fees.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { OrganisationId, ProgrammeId } from "../../schema/ids.ts";
import { DEFAULT_PAGE_ROWS } from "../../schema/limits.ts";
import { staffNames } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import * as fees from "../data/organisation-fees.ts";
import { findOrganisation, type OrganisationRow } from "../data/organisations.ts";
import { payoutRules, ruleFor } from "../data/payout-rules.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { chargedBy, withOwnFees } from "../settlement/fees.ts";
import { doc } from "./doc.ts";

const programmeParam = organisationFeeParamSchema.pick({ id: true });

/** A merchant of the caller's region; any other organisation doesn't exist here (WHO-1). */
async function ownMerchant(c: Context<ApiContext>, id: string): Promise<OrganisationRow | null> {
  const { regionId } = c.get("staff");
  const row = await findOrganisation(databaseOf(c.env, regionId), regionId, id);
  return row?.isMerchant ? row : null;
}

/** What an organisation is charged by a closing that begins today, and a page of its versions. */
async function feeBody(
  c: Context<ApiContext>,
  programmeId: ProgrammeId,
  organisation: OrganisationRow,
  page: { readonly before: number | null; readonly limit: number },
): Promise<OrganisationFee> {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const nowMs = clockOf(c.env).now();
  const today = businessDate(nowMs);
  const of = { programmeId, organisationId: organisation.id };
  const { parentId } = organisation;
  const [rules, own, rows, [newest], parent] = await Promise.all([
    payoutRules(db, regionId, programmeId),
    fees.ownFeesOn(db, { regionId, programmeId }, { on: today, writtenByMs: nowMs }, [
      organisation.id,
      ...(parentId === null ? [] : [parentId]),
    ]),
    fees.listFeeVersions(db, regionId, of, page),
    fees.listFeeVersions(db, regionId, of, { before: null, limit: 0 }),
    parentId === null ? null : findOrganisation(db, regionId, parentId),
  ]);
  const names = await staffNames(
    db,
    regionId,
    rows.map((row) => row.createdBy),
  );
  const rule = ruleFor(rules, today);
  return {
    ...cutPage(
      rows,
      page.limit,
      (row) => [row.version, ""],
      (row) => ({
        version: row.version,
        effectiveFrom: row.effectiveFrom as BusinessDate,
        rate: fees.rateOfRow(row),
        reason: row.reason,
        madeAtMs: row.createdAtMs,
        madeByName: names.get(row.createdBy) ?? null,
      }),
    ),
    organisation: {
      organisationId: organisation.id as OrganisationId,
      name: organisation.name,
      parentName: parent?.name ?? null,
    },
    charged: rule && chargedBy(withOwnFees(rule.fees, own), organisation.id, parentId),
    lastVersion: newest?.version ?? 0,
  };
}

/** What single organisations are charged instead of the programme's standard fee (STL-12). */
export const organisationFees = new Hono<ApiContext>()
  .get(
    "/programmes/:id/fees",
    doc("secretariat", "Organisations with a fee of their own, by kana", organisationFeesPageSchema),
    staffOnly("closing.read"),
    valid("param", programmeParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const today = businessDate(clockOf(c.env).now());
      const rows = await fees.listOrganisationsWithFee(
        databaseOf(c.env, regionId),
        { regionId, programmeId: id },
        { today, after: readTextKey(after), limit },
      );
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.kana, row.id],
          (row) => ({
            organisationId: row.id,
            name: row.name,
            parentName: row.parentName,
            now: fees.rateOfRow({ basisPoints: row.nowBasisPoints, fixedYen: row.nowFixedYen }),
            coming:
              row.lastFrom > today
                ? {
                    effectiveFrom: row.lastFrom,
                    rate: fees.rateOfRow({ basisPoints: row.lastBasisPoints, fixedYen: row.lastFixedYen }),
                  }
                : null,
          }),
        ),
      );
    },
  )
  .get(
    "/programmes/:id/fees/:organisationId",
    doc(
      "secretariat",
      "What an organisation is charged, and every version of its own fee",
      organisationFeeSchema,
    ),
    staffOnly("closing.read"),
    valid("param", organisationFeeParamSchema),
    valid("query", organisationFeeQuerySchema),
    async (c) => {
      const { id, organisationId } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const organisation = await ownMerchant(c, organisationId);
      if (!organisation || !(await ownProgramme(c, id))) return problem(c, "not-found");
      return c.json(await feeBody(c, id, organisation, { before: readNumberKey(after)?.[0] ?? null, limit }));
    },
  )
  .post(
    "/programmes/:id/fees/:organisationId",
    doc("secretariat", "The next version of an organisation's own fee", organisationFeeSchema),
    staffOnly("closing.manage"),
    valid("param", organisationFeeParamSchema),
    valid("json", setOrganisationFeeRequestSchema),
    async (c) => {
      const { id, organisationId } = c.req.valid("param");
      const { basedOn, effectiveFrom, rate, reason } = c.req.valid("json");
      const organisation = await ownMerchant(c, organisationId);
      if (!organisation || !(await ownProgramme(c, id))) return problem(c, "not-found");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const of = { programmeId: id, organisationId };
      const [last] = await fees.listFeeVersions(db, regionId, of, { before: null, limit: 0 });
      if ((last?.version ?? 0) !== basedOn) return problem(c, "conflict");
      if (last && effectiveFrom < last.effectiveFrom)
        return problem(c, "invalid-request", {
          fields: [{ path: "effectiveFrom", message: "before the last version" }],
        });
      const version = basedOn + 1;
      const added = await fees.addFeeVersion(db, {
        ...of,
        version,
        regionId,
        effectiveFrom,
        basisPoints: rate?.basisPoints ?? null,
        fixedYen: rate?.fixedYen ?? null,
        reason,
        createdAtMs: clockOf(c.env).now(),
        createdBy: staffId,
      });
      if (!added) return problem(c, "conflict");
      await logged(c, {
        action: "fee.change",
        subjectKind: "organisation",
        subjectId: organisationId,
        before: last
          ? { version: last.version, effectiveFrom: last.effectiveFrom, rate: fees.rateOfRow(last) }
          : null,
        after: { programmeId: id, version, effectiveFrom, rate },
        reason,
      });
      return c.json(await feeBody(c, id, organisation, { before: null, limit: DEFAULT_PAGE_ROWS }));
    },
  );
