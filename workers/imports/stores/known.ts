import { comparable } from "../cells.ts";
import { groupedBy, readAllKnown } from "../known-pages.ts";
import type { Municipality } from "../place-and-trade.ts";
import { type KnownStore, type KnownStores, type Owner, storeKey } from "./judge.ts";

/** Reads what a list of stores is compared with; null where the region has too much of it. */
export async function readKnownStores(db: D1Database, regionId: string): Promise<KnownStores | null> {
  const { results: municipalities } = await db
    .prepare("select code, name from municipality where region_id = ?1")
    .bind(regionId)
    .all<Municipality>();
  const owners = await readAllKnown<{ id: string; name: string; isMerchant: number; state: string }>(
    db,
    `select id, name, is_merchant as isMerchant, state from organisation
     where region_id = ?1 and id > ?2 order by id limit ?3`,
    regionId,
  );
  const stores = await readAllKnown<KnownStore>(
    db,
    `select id, organisation_id as organisationId, name, kana, address, municipality, industry, accepts from store
     where region_id = ?1 and id > ?2 order by id limit ?3`,
    regionId,
  );
  if (owners === null || stores === null) return null;
  const all: Owner[] = owners.map(({ id, name, isMerchant, state }) => ({
    id,
    name,
    isMerchant: isMerchant === 1,
    isActive: state === "active",
  }));
  return {
    municipalities,
    ownersById: new Map(all.map((owner) => [owner.id, owner])),
    ownersByName: groupedBy(all, (owner) => comparable(owner.name)),
    stores: groupedBy(stores, storeKey),
  };
}
