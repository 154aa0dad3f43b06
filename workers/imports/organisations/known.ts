import { comparable } from "../cells.ts";
import { groupedBy, readAllKnown } from "../known-pages.ts";
import { type KnownOrganisation, type KnownOrganisations, organisationKey } from "./judge.ts";

/** Reads what a list of organisations is compared with; null where the region has too many. */
export async function readKnownOrganisations(
  db: D1Database,
  regionId: string,
): Promise<KnownOrganisations | null> {
  const rows = await readAllKnown<{
    id: string;
    parentId: string | null;
    name: string;
    kana: string;
    isIssuer: number;
    isMerchant: number;
    isSecretariat: number;
  }>(
    db,
    `select id, parent_id as parentId, name, kana, is_issuer as isIssuer, is_merchant as isMerchant,
       is_secretariat as isSecretariat
     from organisation where region_id = ?1 and id > ?2 order by id limit ?3`,
    regionId,
  );
  if (rows === null) return null;
  const all: KnownOrganisation[] = rows.map((row) => ({
    ...row,
    isIssuer: row.isIssuer === 1,
    isMerchant: row.isMerchant === 1,
    isSecretariat: row.isSecretariat === 1,
  }));
  return {
    byId: new Map(all.map((one) => [one.id, one])),
    byName: groupedBy(all, (one) => comparable(one.name)),
    byKey: groupedBy(all, organisationKey),
  };
}
