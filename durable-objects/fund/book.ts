import type { BusinessDate } from "../../schema/calendar.ts";
import type { CreditCommand, IssueManifest, IssueState, SerialRange } from "../../schema/commands.ts";
import type { ActorName, GrantId, IdTail, IssueId, OperationId, OrganisationId } from "../../schema/ids.ts";
import type { Holder } from "../lib/ledger.ts";

/**
 * The fund's accounts (FND-1). What it owes stands as plus, what it has or has given away as minus, so that every
 * operation and the whole book sum to zero:
 *   cash −, available +, allotted:ISSUER +, reserved +, writing +, issued + (gross), granting +, granted +,
 *   cancelled −, returned −, paid-out −, fees − (what of the issued and granted is no longer owed),
 *   fees-held + (what of the cash is the secretariat's).
 */
export type Account =
  | "cash"
  | "available"
  | "reserved"
  | `allotted:${string}`
  | "writing"
  | "issued"
  | "granting"
  | "granted"
  | "cancelled"
  | "returned"
  | "paid-out"
  | "fees"
  | "fees-held";

/** One line of a double entry. */
export interface Posting {
  readonly account: Account;
  readonly amountYen: number;
  readonly expiresOn?: BusinessDate;
}

/** The allotment account of an issuer. */
export function allotted(issuer: OrganisationId): Account {
  return `allotted:${issuer}`;
}

/** An issue as the fund knows it (FND-3). */
export interface FundIssue {
  readonly manifest: IssueManifest;
  readonly state: IssueState;
  readonly salts: readonly { readonly serial: number; readonly salt: number }[];
  /** What of it was handed over sheet by sheet (FND-14). */
  readonly handed: { readonly count: number; readonly sumYen: number };
  /** The caps' keys it counts under (PAY-6), to give back if none of it is ever handed over. */
  readonly capKeys: readonly string[];
}

/** The key under which what is left of a grant's reserve is kept (GRT-4). */
export function reserveKey(grantId: GrantId): string {
  return `grant:${grantId}`;
}

/** An issue of which no single sheet was handed over. */
export const NOTHING_HANDED: FundIssue["handed"] = { count: 0, sumYen: 0 };

/** A grant on its way to a wallet (XFR-1). */
export interface Grant {
  readonly parent: OperationId;
  readonly sinceMs: number;
  readonly target: ActorName;
  readonly command: CreditCommand;
}

/** What the fund keeps in memory between two commands: the accounts. Everything else is looked up by key. */
export interface FundState {
  readonly holder: Holder;
  readonly tail: IdTail;
  readonly nextSerial: number;
  readonly accounts: ReadonlyMap<Account, number>;
  readonly grants: readonly Grant[];
}

/** What a fund decision looks up by key, inside its transaction. */
export interface FundLookup {
  issue(id: IssueId): FundIssue | null;
  /** The runs of serials in or beside a range that were handed over, in order and apart from each other (FND-14). */
  handedOver(issue: IssueId, range: SerialRange): readonly SerialRange[];
  /** Yen under a key: issued so far under a cap (PAY-6), or left of what a grant had set aside (GRT-4). */
  used(key: string): number;
  /** What was returned to the funder so far of this bucket, and as of which date (FND-5). */
  returned(expiresOn: BusinessDate): { readonly asOf: BusinessDate; readonly totalYen: number } | null;
}

/** An account's balance. */
export function balanceOf(state: FundState, account: Account): number {
  return state.accounts.get(account) ?? 0;
}

/** The state with a double entry posted. A book that does not sum to zero is a bug (FND-1). */
export function withPosted(state: FundState, postings: readonly Posting[]): FundState {
  if (postings.reduce((sum, posting) => sum + posting.amountYen, 0) !== 0)
    throw new RangeError("a double entry must sum to zero");
  const accounts = new Map(state.accounts);
  for (const { account, amountYen } of postings)
    accounts.set(account, (accounts.get(account) ?? 0) + amountYen);
  return { ...state, accounts };
}
