import { and, count, desc, eq, ne, or, sql } from "drizzle-orm";
import { bankAccount } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Payee } from "../settlement/closing-lines.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type BankAccountRow = typeof bankAccount.$inferSelect;

/** Key of a payee in a map. */
export function payeeKey(payee: Payee): string {
  return `${payee.kind}:${payee.id}`;
}

/** The version in force of an owner's account; null where it never had one. */
export async function currentAccount(
  db: Database,
  regionId: RegionId,
  owner: Payee,
): Promise<BankAccountRow | null> {
  const [row] = await db
    .select()
    .from(bankAccount)
    .where(
      and(
        eq(bankAccount.regionId, regionId),
        eq(bankAccount.ownerKind, owner.kind),
        eq(bankAccount.ownerId, owner.id),
      ),
    )
    .orderBy(desc(bankAccount.version))
    .limit(1);
  return row ?? null;
}

/** The versions in force of several owners, by {@link payeeKey}. */
export async function currentAccounts(
  db: Database,
  regionId: RegionId,
  owners: readonly Payee[],
): Promise<ReadonlyMap<string, BankAccountRow>> {
  const wanted = JSON.stringify([...new Set(owners.map((owner) => owner.id))]);
  const rows = await db
    .select()
    .from(bankAccount)
    .where(
      and(
        eq(bankAccount.regionId, regionId),
        sql`${bankAccount.ownerId} in (select value from json_each(${wanted}))`,
        sql`${bankAccount.version} = (select max(v.version) from bank_account v
          where v.owner_kind = ${bankAccount.ownerKind} and v.owner_id = ${bankAccount.ownerId})`,
      ),
    );
  return new Map(
    rows.map((row) => [payeeKey({ kind: row.ownerKind as Payee["kind"], id: row.ownerId }), row]),
  );
}

/** Versions by their ids: those that transfers name. */
export async function accountsByIds(
  db: Database,
  regionId: RegionId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BankAccountRow>> {
  const wanted = JSON.stringify(ids);
  const rows = await db
    .select()
    .from(bankAccount)
    .where(
      and(
        eq(bankAccount.regionId, regionId),
        sql`${bankAccount.id} in (select value from json_each(${wanted}))`,
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes a version; false where somebody else wrote the same one first. */
export async function addAccount(db: Database, row: BankAccountRow): Promise<boolean> {
  try {
    await db.insert(bankAccount).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** How many other owners of the region are paid into the same account. */
export async function othersWithAccount(db: Database, row: BankAccountRow): Promise<number> {
  const [found] = await db
    .select({ owners: count() })
    .from(bankAccount)
    .where(
      and(
        eq(bankAccount.regionId, row.regionId),
        eq(bankAccount.lookup, row.lookup),
        or(ne(bankAccount.ownerKind, row.ownerKind), ne(bankAccount.ownerId, row.ownerId)),
        sql`${bankAccount.version} = (select max(v.version) from bank_account v
          where v.owner_kind = ${bankAccount.ownerKind} and v.owner_id = ${bankAccount.ownerId})`,
      ),
    );
  return found?.owners ?? 0;
}
