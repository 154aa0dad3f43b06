import { STOP_DRAIN_MS } from "../../freezing/issue.ts";
import type { ImportKind } from "../kind.ts";
import { judgeStore, STORE_FIELDS, type StorePayload, storeStanding } from "./judge.ts";
import { readKnownStores } from "./known.ts";

/** A value of what the row says. */
const said = (field: keyof StorePayload) => `(r.payload ->> '${field}')`;
const SAID = {
  organisation_id: said("organisationId"),
  name: said("name"),
  kana: said("kana"),
  address: said("address"),
  municipality: said("municipality"),
  industry: said("industry"),
  accepts: said("accepts"),
};
const { kana, municipality, industry, accepts } = SAID;

/** Stores, each with its tills. */
export const stores: ImportKind = {
  fields: STORE_FIELDS,
  compareWith: async (db, regionId) => {
    const known = await readKnownStores(db, regionId);
    return (
      known && {
        judge: (values) => judgeStore(values, known),
        standing: (key, payload) => storeStanding(key, payload as StorePayload, known),
      }
    );
  },

  table: "store",
  twin: `select s.id from store s where s.organisation_id = ${SAID.organisation_id}
    and s.name = ${SAID.name} and s.address = ${SAID.address} limit 1`,
  columns: { id: "i.id", region_id: "r.region_id", ...SAID, state: "'open'", created_at_ms: "?3" },
  parts: {
    count: (payload) => (payload as StorePayload).tills,
    insert: (from) => `
      insert into till (id, region_id, store_id, number, rotation)
      select t.value, r.region_id, i.id, t.key + 1, 1 from ${from}, json_each(i.parts) t`,
  },
  rewritable: { kana, municipality, industry, accepts },

  holds: [
    // A refund of a payment or a screen of it would have no store to name.
    { hold: "payments", when: "exists (select 1 from journal j where j.store_id = r.subject_id)" },
    {
      hold: "till-added",
      when: `exists (select 1 from till t where t.store_id = r.subject_id
        and (t.rotation > 1 or t.number > ${said("tills")}))`,
    },
    {
      hold: "account",
      when: "exists (select 1 from bank_account b where b.owner_kind = 'store' and b.owner_id = r.subject_id)",
    },
    {
      hold: "change-request",
      when: "exists (select 1 from change_request q where q.store_id = r.subject_id)",
    },
    {
      hold: "in-scope",
      when: `exists (
        select 1 from programme_version v, json_each(v.design, '$.scope') part, json_each(part.value) one
        where v.region_id = r.region_id and part.key in ('storesIn', 'storesOut') and one.value = r.subject_id)`,
    },
    {
      hold: "edited-since",
      // What no list says (hours, telephone, pin) counts up the version by which it was written.
      when: `not exists (select 1 from store s where s.id = r.subject_id and s.version = 1 and ${Object.entries(
        SAID,
      )
        .map(([column, value]) => `s.${column} = ${value}`)
        .join(" and ")})`,
    },
  ],
  closedState: "suspended",
  openState: "open",
  lingers: "exists (select 1 from till t where t.store_id = r.subject_id)",
  // A payment that began before the store was closed has reached D1 by then, for the reason given there.
  drainMs: STOP_DRAIN_MS,
  deleteParts: (subjects) => `delete from till where store_id in (${subjects})`,
};
