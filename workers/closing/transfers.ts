import type { HELD_REASONS } from "../../schema/api/payouts.ts";
import { cutKana } from "../../schema/bank-kana.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";
import { MAX_PAYOUT_ITEMS } from "../../schema/limits.ts";
import { err, type Result } from "../../schema/result.ts";
import { accountsByIds, type BankAccountRow, currentAccounts, payeeKey } from "../data/bank-accounts.ts";
import { type BranchNames, branchNames, findBranch } from "../data/banks.ts";
import type { Database } from "../data/database.ts";
import type { PayoutRule } from "../data/payout-rules.ts";
import { type ItemWithClosing, itemsOfPayout, type PayoutItemRow, type PayoutRow } from "../data/payouts.ts";
import type { Env } from "../env.ts";
import type { Payee } from "../settlement/closing-lines.ts";
import {
  type Payer,
  type PayerAccountKind,
  printZengin,
  type Transfer,
  type ZenginProblem,
} from "../settlement/zengin.ts";
import { type Account, KIND_DIGITS, openAccount, openPayer } from "./accounts.ts";

export type HeldReason = (typeof HELD_REASONS)[number];

/** A transfer that could go into the next file, with the account it would go to, or why it could not. */
export interface Judged {
  readonly waiting: ItemWithClosing;
  readonly accountId: string | null;
  readonly held: HeldReason | null;
}

const PARTY_BYTES = 30;
const PAYER_BYTES = 40;

function payeeOfItem(item: PayoutItemRow): Payee {
  return { kind: item.payeeKind as Payee["kind"], id: item.payeeId };
}

/**
 * Which of some waiting transfers can be paid now. One that came back stays out until its account is written down anew,
 * be it the same one (STL-10); so does one whose payee has no account, or one that the bank's file can't hold any more.
 */
export async function judgeWaiting(
  env: Env,
  db: Database,
  regionId: RegionId,
  waiting: readonly ItemWithClosing[],
): Promise<readonly Judged[]> {
  const accounts = await currentAccounts(
    db,
    regionId,
    waiting.map(({ item }) => payeeOfItem(item)),
  );
  const opened = await openAll(env, db, [...accounts.values()]);
  return waiting.map((each) => {
    const row = accounts.get(payeeKey(payeeOfItem(each.item)));
    if (!row) return { waiting: each, accountId: null, held: "no-account" };
    const { accountBefore } = each;
    if (each.item.attempt > 1 && accountBefore === row.id)
      return { waiting: each, accountId: row.id, held: "account-unchanged" };
    return { waiting: each, accountId: row.id, held: opened.has(row.id) ? null : "account-unusable" };
  });
}

interface OpenedAccount {
  readonly account: Account;
  readonly names: BranchNames;
}

/** Accounts by id, with the names of their branches; without those whose seal or branch isn't known. */
async function openAll(
  env: Env,
  db: Database,
  rows: readonly BankAccountRow[],
): Promise<ReadonlyMap<string, OpenedAccount>> {
  const accounts = await Promise.all(rows.map(async (row) => [row.id, await openAccount(env, row)] as const));
  const known = accounts.filter((each): each is readonly [string, Account] => each[1] !== null);
  const names = await branchNames(
    db,
    known.map(([, account]) => account),
  );
  const opened = new Map<string, OpenedAccount>();
  for (const [id, account] of known) {
    const branch = names.get(`${account.bankCode}-${account.branchCode}`);
    if (branch) opened.set(id, { account, names: branch });
  }
  return opened;
}

/** Why a file could not be printed: what the standard says, or an account or a payer that can't be read. */
export type FileProblem = ZenginProblem | { readonly code: "account"; readonly line: number | null };

/**
 * The bytes of a payout's file. Everything in it is fixed when the payout is made (payer by its rule's version, each
 * account by its version, lines), so it is the same file whenever it is asked for.
 */
export async function payoutFile(
  env: Env,
  db: Database,
  payout: PayoutRow,
  rule: PayoutRule,
): Promise<Result<Uint8Array, readonly FileProblem[]>> {
  const regionId = payout.regionId as RegionId;
  const payer = await payerOf(env, db, rule);
  if (payer === null) return err([{ code: "account", line: null }]);
  const items = await itemsOfPayout(db, payout, { afterLine: 0, limit: MAX_PAYOUT_ITEMS });
  const rows = await accountsByIds(
    db,
    regionId,
    items.map(({ item }) => item.accountId ?? ""),
  );
  const opened = await openAll(env, db, [...rows.values()]);
  const broken = items.filter(({ item }) => !opened.has(item.accountId ?? ""));
  if (broken.length > 0)
    return err(broken.map(({ item }) => ({ code: "account" as const, line: item.line })));
  const { edi, ...options } = rule.fileOptions;
  return printZengin(
    {
      payer,
      payOn: payout.payOn as BusinessDate,
      transfers: items.map(({ item }) =>
        transferOf(item, opened.get(item.accountId ?? "") as OpenedAccount, payout.number, edi),
      ),
    },
    options,
  );
}

function transferOf(
  item: PayoutItemRow,
  { account, names }: OpenedAccount,
  payoutNumber: number,
  edi: boolean,
): Transfer {
  const line = item.line ?? 0;
  return {
    bankCode: account.bankCode,
    bankName: names.bankKana,
    branchCode: account.branchCode,
    branchName: names.branchKana,
    accountKind: KIND_DIGITS[account.kind],
    accountNumber: account.number,
    name: cutKana(account.holderKana, PARTY_BYTES),
    amountYen: item.amountYen,
    newCode: "0",
    reference: edi
      ? { kind: "edi", text: `${payoutNumber}-${line}` }
      : { kind: "codes", first: digits(payoutNumber), second: digits(line) },
  };
}

function digits(number: number): string {
  return String(number).padStart(10, "0");
}

/** The payer as the file's header names it; null where its account can't be opened or its branch isn't known. */
export async function payerOf(env: Env, db: Database, rule: PayoutRule): Promise<Payer | null> {
  const account = await openPayer(env, rule);
  const names = account ? await findBranch(db, account) : null;
  if (!account || !names) return null;
  return {
    consignorCode: account.consignorCode,
    name: cutKana(account.name, PAYER_BYTES),
    bankCode: account.bankCode,
    bankName: names.bankKana,
    branchCode: account.branchCode,
    branchName: names.branchKana,
    accountKind: KIND_DIGITS[account.kind] as PayerAccountKind,
    accountNumber: account.number,
  };
}
