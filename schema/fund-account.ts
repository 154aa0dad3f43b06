import { ENTITY_ID, type OrganisationId } from "./ids.ts";

/** The accounts of a fund's book that every programme has (FND-1); beside them each issuer has an allotment. */
export const FUND_ACCOUNTS = [
  "available",
  "cash",
  "reserved",
  "writing",
  "issued",
  "cancelled",
  "granting",
  "granted",
  "returned",
  "paid-out",
  "fees",
  "fees-held",
] as const;
export type FundAccountName = (typeof FUND_ACCOUNTS)[number] | `allotted:${string}`;

/** Accounts that the book keeps as minus (what it has, and what is no longer owed), and people speak of as plus. */
const CONTRA: ReadonlySet<string> = new Set(["cash", "cancelled", "returned", "paid-out", "fees"]);

const ALLOTTED = "allotted:";

/** 1 or −1: what the book's amounts are multiplied with to read as people speak of the account. */
export function accountSign(account: string): 1 | -1 {
  return CONTRA.has(account) ? -1 : 1;
}

/** The issuer whose allotment an account is; null for every other account. */
export function issuerOfAccount(account: string): OrganisationId | null {
  return account.startsWith(ALLOTTED) ? (account.slice(ALLOTTED.length) as OrganisationId) : null;
}

/** Whether a text is an account that a fund can have. */
export function isFundAccount(text: string): text is FundAccountName {
  const issuer = issuerOfAccount(text);
  return issuer === null ? (FUND_ACCOUNTS as readonly string[]).includes(text) : ENTITY_ID.test(issuer);
}
