import type { OrganisationId, ProgrammeId, RegionId } from "../../../schema/ids.ts";
import type { Env } from "../../env.ts";
import { fundActor } from "../../http/actors.ts";
import type { ImportKind } from "../kind.ts";
import { judgeOrganisation, ORGANISATION_FIELDS, organisationStanding } from "./judge.ts";
import { readKnownOrganisations } from "./known.ts";

const SAID = {
  parent_id: "(r.payload ->> 'parentId')",
  name: "(r.payload ->> 'name')",
  kana: "(r.payload ->> 'kana')",
  is_issuer: "(r.payload ->> 'isIssuer')",
  is_merchant: "(r.payload ->> 'isMerchant')",
};

/** A request that read the organisation while it was active has ended by then. */
const DRAIN_MS = 60_000;

/** Issuers and merchants, head offices and branches. A list adds; what one may do is never changed by it. */
export const organisations: ImportKind = {
  fields: ORGANISATION_FIELDS,
  compareWith: async (db, regionId) => {
    const known = await readKnownOrganisations(db, regionId);
    return (
      known && {
        judge: (values) => judgeOrganisation(values, known),
        standing: (key) => organisationStanding(key, known),
      }
    );
  },

  table: "organisation",
  twin: `select s.id from organisation s where s.region_id = r.region_id and s.kana = ${SAID.kana}
    and s.name = ${SAID.name} and s.parent_id is ${SAID.parent_id} limit 1`,
  columns: {
    id: "i.id",
    region_id: "r.region_id",
    ...SAID,
    is_secretariat: "0",
    state: "'active'",
    created_at_ms: "?3",
  },
  rewritable: {},

  holds: [
    { hold: "stores", when: "exists (select 1 from store s where s.organisation_id = r.subject_id)" },
    { hold: "branches", when: "exists (select 1 from organisation o where o.parent_id = r.subject_id)" },
    { hold: "staff", when: "exists (select 1 from membership m where m.organisation_id = r.subject_id)" },
    {
      hold: "issues",
      // By branch there is an index; a head office issues through its branches or as its own branch.
      when: "exists (select 1 from issue i where i.branch_id = r.subject_id)",
    },
    {
      hold: "account",
      when: "exists (select 1 from bank_account b where b.owner_kind = 'organisation' and b.owner_id = r.subject_id)",
    },
    {
      hold: "terms",
      when: "exists (select 1 from terms_acceptance a where a.organisation_id = r.subject_id)",
    },
    { hold: "fee", when: "exists (select 1 from organisation_fee f where f.organisation_id = r.subject_id)" },
    { hold: "threshold", when: "exists (select 1 from fund_threshold f where f.issuer_id = r.subject_id)" },
    {
      hold: "edited-since",
      when: `not exists (select 1 from organisation s where s.id = r.subject_id and ${Object.entries(SAID)
        .map(([column, value]) => `s.${column} is ${value}`)
        .join(" and ")})`,
    },
  ],
  closedState: "stopped",
  openState: "active",
  lingers: "(r.payload ->> 'isIssuer') = 1",
  drainMs: DRAIN_MS,
  heldElsewhere: async (env, regionId) => ({ hold: "allotment", ids: await allottedIn(env, regionId) }),
};

/** Every issuer that ever had a share of a fund of the region, by the funds' own word. Throws where one can't answer. */
async function allottedIn(env: Env, regionId: RegionId): Promise<readonly OrganisationId[]> {
  const { results } = await env.DB.prepare("select id from programme where region_id = ?1")
    .bind(regionId)
    .all<{ id: ProgrammeId }>();
  const issuers: OrganisationId[] = [];
  for (const { id } of results) {
    const view = await fundActor(env, id).view();
    if (!view.ok) throw new Error(`the fund of ${id} does not answer`);
    issuers.push(...view.value.allotted.map((one) => one.issuerId));
  }
  return issuers;
}
