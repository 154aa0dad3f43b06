import { and, asc, eq, like, or, sql } from "drizzle-orm";
import { toBankKana } from "../../schema/bank-kana.ts";
import { bank, bankBranch } from "../../schema/d1/settlement.ts";
import { MAX_BANK_ANSWERS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** A bank or a branch of the public directory, its kana as bank files hold it. */
export interface BankName {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
}

/** Names of a branch and its bank. */
export interface BranchNames {
  readonly bankName: string;
  readonly bankKana: string;
  readonly branchName: string;
  readonly branchKana: string;
}

/** Banks whose name holds a text, or whose kana or code begins with it. */
export async function searchBanks(db: Database, text: string) {
  const rows = await db
    .select()
    .from(bank)
    .where(fits(bank, text))
    .orderBy(asc(bank.code))
    .limit(MAX_BANK_ANSWERS + 1);
  return answer(rows);
}

/** The same for the branches of a bank. */
export async function searchBranches(db: Database, bankCode: string, text: string) {
  const rows = await db
    .select({ code: bankBranch.code, name: bankBranch.name, kana: bankBranch.kana })
    .from(bankBranch)
    .where(and(eq(bankBranch.bankCode, bankCode), fits(bankBranch, text)))
    .orderBy(asc(bankBranch.code))
    .limit(MAX_BANK_ANSWERS + 1);
  return answer(rows);
}

function answer(rows: readonly BankName[]) {
  return { banks: rows.slice(0, MAX_BANK_ANSWERS), more: rows.length > MAX_BANK_ANSWERS };
}

function fits(table: typeof bank | typeof bankBranch, text: string) {
  const wanted = text.normalize("NFKC").trim();
  if (wanted === "") return undefined;
  // Whoever looks for 港銀行 finds 港, as the directory calls it.
  const name = wanted.replace(/(銀行|支店)$/, "") || wanted;
  const kana = toBankKana(wanted, "bank");
  return or(
    like(table.name, `%${literal(name)}%`),
    like(table.code, `${literal(wanted)}%`),
    kana.ok && kana.value !== "" ? like(table.kana, `${literal(kana.value)}%`) : undefined,
  );
}

/** What LIKE would take for a wildcard is not looked for: no bank has one in its name. */
function literal(text: string): string {
  return text.replace(/[%_\\]/g, "");
}

/** The names of branches, by `bankCode-branchCode`. */
export async function branchNames(
  db: Database,
  places: readonly { readonly bankCode: string; readonly branchCode: string }[],
): Promise<ReadonlyMap<string, BranchNames>> {
  const wanted = JSON.stringify([
    ...new Set(places.map(({ bankCode, branchCode }) => `${bankCode}-${branchCode}`)),
  ]);
  const rows = await db
    .select({
      key: sql<string>`${bankBranch.bankCode} || '-' || ${bankBranch.code}`,
      bankName: bank.name,
      bankKana: bank.kana,
      branchName: bankBranch.name,
      branchKana: bankBranch.kana,
    })
    .from(sql`json_each(${wanted}) w`)
    .innerJoin(
      bankBranch,
      sql`${bankBranch.bankCode} = substr(w.value, 1, 4) and ${bankBranch.code} = substr(w.value, 6)`,
    )
    .innerJoin(bank, eq(bank.code, bankBranch.bankCode));
  return new Map(rows.map(({ key, ...names }) => [key, names]));
}

/** One branch; null where the directory has none of these codes. */
export async function findBranch(
  db: Database,
  place: { readonly bankCode: string; readonly branchCode: string },
): Promise<BranchNames | null> {
  const names = await branchNames(db, [place]);
  return names.get(`${place.bankCode}-${place.branchCode}`) ?? null;
}

/** Writes rows of the directory, over what stands under the same codes. */
export async function loadBanks(
  db: Database,
  banks: readonly BankName[],
  branches: readonly (BankName & { readonly bankCode: string })[],
): Promise<void> {
  await db.batch([
    db
      .insert(bank)
      .select(
        sql`select value ->> 'code', value ->> 'name', value ->> 'kana' from json_each(${JSON.stringify(banks)}) where true`,
      )
      .onConflictDoUpdate({
        target: bank.code,
        set: { name: sql`excluded.name`, kana: sql`excluded.kana` },
      }),
    db
      .insert(bankBranch)
      .select(
        sql`select value ->> 'bankCode', value ->> 'code', value ->> 'name', value ->> 'kana'
          from json_each(${JSON.stringify(branches)}) where true`,
      )
      .onConflictDoUpdate({
        target: [bankBranch.bankCode, bankBranch.code],
        set: { name: sql`excluded.name`, kana: sql`excluded.kana` },
      }),
  ]);
}
