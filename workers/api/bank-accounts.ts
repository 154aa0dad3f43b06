import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type BankAccountBody,
  bankAccountRequestSchema,
  bankAccountSchema,
  bankParamSchema,
  banksQuerySchema,
  banksSchema,
  loadBanksRequestSchema,
  loadedBanksSchema,
} from "../../schema/api/bank-accounts.ts";
import { entity } from "../../schema/api/common.ts";
import { toBankKana } from "../../schema/bank-kana.ts";
import type { BankAccountId, OrganisationId, StoreId } from "../../schema/ids.ts";
import { YUCHO_BANK_CODE, yuchoHolds } from "../../schema/yucho.ts";
import { type Account, accountLookup, openAccount, sealAccount } from "../closing/accounts.ts";
import { addAccount, currentAccount, othersWithAccount } from "../data/bank-accounts.ts";
import { findBranch, loadBanks, searchBanks, searchBranches } from "../data/banks.ts";
import { type Database, databaseOf } from "../data/database.ts";
import { findOrganisation } from "../data/organisations.ts";
import { findStore } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import type { Payee } from "../settlement/closing-lines.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** Digits of an account that are shown: enough to tell two apart, not enough to use. */
const SHOWN_DIGITS = 3;

/** The last digits of an account, and no more. */
export function numberEnd(number: string): string {
  return number.slice(-SHOWN_DIGITS);
}

interface Owner extends Payee {
  readonly name: string;
}

/** A merchant's organisation or store within the caller's reach; any other doesn't exist (WHO-2). */
async function reachedOwner(c: Context<ApiContext>, payee: Payee): Promise<Owner | null> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const reach = reachWith(caller, "account.manage");
  if (payee.kind === "store") {
    const store = await findStore(db, payee.id);
    const within = store?.regionId === caller.regionId && reaches(reach, store.organisationId);
    return within ? { ...payee, name: store.name } : null;
  }
  const organisation = await findOrganisation(db, caller.regionId, payee.id);
  return organisation?.isMerchant && reaches(reach, organisation.id)
    ? { ...payee, name: organisation.name }
    : null;
}

async function accountBody(c: Context<ApiContext>, db: Database, owner: Owner): Promise<BankAccountBody> {
  const row = await currentAccount(db, c.get("staff").regionId, owner);
  const account = row ? await openAccount(c.env, row) : null;
  const facts = { ownerKind: owner.kind, ownerId: owner.id, ownerName: owner.name };
  if (!row || !account) return { ...facts, account: null, sharedWith: 0 };
  const [names, sharedWith] = await Promise.all([findBranch(db, account), othersWithAccount(db, row)]);
  return {
    ...facts,
    account: {
      version: row.version,
      bankCode: account.bankCode,
      bankName: names?.bankName ?? "",
      branchCode: account.branchCode,
      branchName: names?.branchName ?? "",
      kind: account.kind,
      numberEnd: numberEnd(account.number),
      holderKana: account.holderKana,
      createdAtMs: row.createdAtMs,
    },
    sharedWith,
  };
}

async function readAccount(c: Context<ApiContext>, payee: Payee) {
  const owner = await reachedOwner(c, payee);
  if (!owner) return problem(c, "not-found");
  return c.json(await accountBody(c, databaseOf(c.env, c.get("staff").regionId), owner));
}

/** Writes the next version of an account; also where nothing changed, which says that somebody has looked (STL-7). */
async function writeAccount(
  c: Context<ApiContext>,
  payee: Payee,
  request: z.output<typeof bankAccountRequestSchema>,
) {
  const owner = await reachedOwner(c, payee);
  if (!owner) return problem(c, "not-found");
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const kana = toBankKana(request.holderKana, "party");
  if (!kana.ok || kana.value === "")
    return problem(c, "kana-refused", {
      fields: [{ path: "holderKana", message: kana.ok ? "" : kana.error.character }],
    });
  if (!(await findBranch(db, request)))
    return problem(c, "bank-unknown", { fields: [{ path: "branchCode", message: "not known" }] });
  if (request.bankCode === YUCHO_BANK_CODE && !yuchoHolds(request.branchCode, request.kind))
    return problem(c, "invalid-request", { fields: [{ path: "kind", message: "not at this branch" }] });
  const before = await currentAccount(db, caller.regionId, owner);
  const id = newId<BankAccountId>();
  const account: Account = { ...request, holderKana: kana.value };
  const version = (before?.version ?? 0) + 1;
  const nowMs = clockOf(c.env).now();
  const added = await addAccount(db, {
    id,
    regionId: caller.regionId,
    ownerKind: owner.kind,
    ownerId: owner.id,
    version,
    sealed: await sealAccount(c.env, id, account),
    lookup: accountLookup(c.env, account),
    createdAtMs: nowMs,
    createdBy: caller.staffId,
  });
  if (!added) return problem(c, "conflict");
  // AUD-4 without the account itself, which is nobody's to read in a log (WHO-3).
  await logged(c, {
    action: "account.change",
    subjectKind: owner.kind,
    subjectId: owner.id,
    before: before ? { accountId: before.id, version: before.version } : null,
    after: { accountId: id, version, bankCode: account.bankCode, branchCode: account.branchCode },
  });
  return c.json(await accountBody(c, db, owner));
}

const organisationParam = z.object({ id: entity<OrganisationId>("organisation") });
const storeParam = z.object({ id: entity<StoreId>("store") });

/** Accounts that stores are paid into, and the directory of banks they are chosen from. */
export const bankAccounts = new Hono<ApiContext>()
  .get(
    "/banks",
    doc("staff", "Banks by the start of a name, of its kana, or of a code", banksSchema),
    staffOnly("account.manage"),
    valid("query", banksQuerySchema),
    async (c) =>
      c.json(await searchBanks(databaseOf(c.env, c.get("staff").regionId), c.req.valid("query").text)),
  )
  .get(
    "/banks/:code/branches",
    doc("staff", "Branches of a bank, found in the same way", banksSchema),
    staffOnly("account.manage"),
    valid("param", bankParamSchema),
    valid("query", banksQuerySchema),
    async (c) => {
      const db = databaseOf(c.env, c.get("staff").regionId);
      return c.json(await searchBranches(db, c.req.valid("param").code, c.req.valid("query").text));
    },
  )
  .get(
    "/organisations/:id/bank-account",
    doc("staff", "The account that a merchant is paid into for its stores", bankAccountSchema),
    staffOnly("account.manage"),
    valid("param", organisationParam),
    (c) => readAccount(c, { kind: "organisation", id: c.req.valid("param").id }),
  )
  .post(
    "/organisations/:id/bank-account",
    doc("staff", "Write down a merchant's account; a change is a new version", bankAccountSchema),
    staffOnly("account.manage"),
    valid("param", organisationParam),
    valid("json", bankAccountRequestSchema),
    (c) => writeAccount(c, { kind: "organisation", id: c.req.valid("param").id }, c.req.valid("json")),
  )
  .get(
    "/stores/:id/bank-account",
    doc("staff", "The account of a store that is paid by itself", bankAccountSchema),
    staffOnly("account.manage"),
    valid("param", storeParam),
    (c) => readAccount(c, { kind: "store", id: c.req.valid("param").id }),
  )
  .post(
    "/stores/:id/bank-account",
    doc("staff", "Write down a store's own account; from then on it is paid by itself", bankAccountSchema),
    staffOnly("account.manage"),
    valid("param", storeParam),
    valid("json", bankAccountRequestSchema),
    (c) => writeAccount(c, { kind: "store", id: c.req.valid("param").id }, c.req.valid("json")),
  )
  .post(
    "/operator/banks",
    doc("operator", "Write banks and branches of the public directory", loadedBanksSchema),
    operatorOnly,
    valid("json", loadBanksRequestSchema),
    async (c) => {
      const { banks, branches } = c.req.valid("json");
      const refused: string[] = [];
      const kept = <T extends { readonly code: string; readonly kana: string }>(rows: readonly T[]) =>
        rows.flatMap((row) => {
          // The directory writes a full stop in some names, which no bank's file has.
          const kana = toBankKana(row.kana.normalize("NFKC").replaceAll(".", ""), "bank");
          if (kana.ok) return [{ ...row, kana: kana.value }];
          refused.push(row.code);
          return [];
        });
      const [goodBanks, goodBranches] = [kept(banks), kept(branches)];
      await loadBanks(databaseOf(c.env, null), goodBanks, goodBranches);
      return c.json({ banks: goodBanks.length, branches: goodBranches.length, refused });
    },
  );
