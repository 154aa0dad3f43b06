import type { AccountKind } from "../../schema/api/bank-accounts.ts";
import type { BankAccountRow } from "../data/bank-accounts.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { keyedHashHex } from "../http/secrets.ts";
import type { PayeeAccountKind } from "../settlement/zengin.ts";

/** An account as it is kept: sealed, because it says where somebody's money is (WHO-3). */
export interface Account {
  readonly bankCode: string;
  readonly branchCode: string;
  readonly kind: AccountKind;
  /** Seven digits. */
  readonly number: string;
  /** Bank kana. */
  readonly holderKana: string;
}

/** The account that a programme pays from. */
export interface PayerAccount extends Omit<Account, "holderKana" | "kind"> {
  readonly kind: Exclude<AccountKind, "savings">;
  readonly consignorCode: string;
  /** Bank kana. */
  readonly name: string;
}

type Keys = Pick<Env, "PHONE_KEY">;
const USE = "bank-account";

/** Seals an account for one row. */
export function sealAccount(env: Keys, rowId: string, account: Account | PayerAccount): Promise<string> {
  return sealText(env.PHONE_KEY, USE, rowId, JSON.stringify(account));
}

/** The account of a row; null where it was sealed by another key or for another row. */
export async function openAccount(
  env: Keys,
  row: Pick<BankAccountRow, "id" | "sealed">,
): Promise<Account | null> {
  const text = await openSealedText(env.PHONE_KEY, USE, row.id, row.sealed);
  return text === null ? null : (JSON.parse(text) as Account);
}

/** What a payer's account is sealed for. */
export function payerSealName(programmeId: string, version: number): string {
  return `payer:${programmeId}:${version}`;
}

/** The account a programme pays from, by a version of its rule. */
export async function openPayer(
  env: Keys,
  rule: { readonly programmeId: string; readonly version: number; readonly payerSealed: string },
): Promise<PayerAccount | null> {
  const name = payerSealName(rule.programmeId, rule.version);
  const text = await openSealedText(env.PHONE_KEY, USE, name, rule.payerSealed);
  return text === null ? null : (JSON.parse(text) as PayerAccount);
}

/** Tells whether two accounts are the same without saying which (WHO-3). */
export function accountLookup(env: Keys, account: Account): string {
  const { bankCode, branchCode, kind, number } = account;
  return keyedHashHex(env.PHONE_KEY, "bank-account-lookup", `${bankCode}-${branchCode}-${kind}-${number}`);
}

/** 預金種目 as the bank's file writes it. */
export const KIND_DIGITS: { readonly [K in AccountKind]: PayeeAccountKind } = {
  ordinary: "1",
  current: "2",
  savings: "4",
  other: "9",
};
