import type { BusinessDate } from "./calendar.ts";
import type { ActorClass, ActorName, OperationId, ProgrammeId, RegionId } from "./ids.ts";

/**
 * What a journal entry is for. Signs are fixed (MON-4): `+` for open, credit, reverse, charge-voided;
 * `−` for pay, charge-pending, cancel; `0` for charge-posted, cancel-posted, fence, freeze, unfreeze;
 * `extend` is two rows of one lot. The fund's kinds are double entries that sum to zero (FND-1).
 */
export type BalanceKind =
  | "open"
  | "credit"
  | "pay"
  | "reverse"
  | "charge-pending"
  | "charge-posted"
  | "charge-voided"
  | "cancel"
  | "cancel-posted"
  | "extend"
  | "freeze"
  | "unfreeze"
  | "fence";

export type FundKind =
  | "deposit"
  | "allot"
  | "move"
  | "issue"
  | "issue-ready"
  | "issue-failed"
  | "activate"
  | "stop"
  | "withdraw"
  | "hand-over"
  | "cancel-return"
  | "replace"
  | "grant-reserve"
  | "grant-release"
  | "grant-pending"
  | "grant-posted"
  | "grant-voided"
  | "return-expired"
  | "pay-out"
  | "pay-out-returned"
  | "fee-kept"
  | "fee-taken"
  | "fence";

export type EntryKind = BalanceKind | FundKind;

/** Facts that travel with an entry: ids, codes, amounts and times only (WHO-4). */
export type EntryDetail = { readonly [key: string]: unknown };

/**
 * One row of a journal as it is published, logged in R2 and projected into D1. Version 1 is read for ever (ACT-2).
 * The hash covers every other field but `programmeId` and `regionId`, which the actor's name and first entry fix.
 */
export interface JournalEntry {
  readonly v: 1;
  readonly actorClass: ActorClass;
  readonly actor: ActorName;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  /** 1, 2, 3, … without a gap per actor. */
  readonly seq: number;
  readonly atMs: number;
  readonly operationId: OperationId;
  /** 0, 1, 2, … within one operation; line 0 carries `requestHash` and `result`. */
  readonly line: number;
  readonly kind: EntryKind;
  /** In a balance: the lot's id. In the fund: the account's name. Empty for rows that move nothing. */
  readonly account: string;
  readonly expiresOn: BusinessDate | null;
  /** Signed yen. */
  readonly amountYen: number;
  readonly detail: EntryDetail | null;
  readonly requestHash: string | null;
  readonly result: EntryDetail | null;
  readonly prevHash: string;
  readonly hash: string;
}

/** The end of a chain. `seq` 0 and the genesis hash where nothing was written yet. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** One message on the journal queue: entries of any actors, in order per actor. */
export interface JournalMessage {
  readonly v: 1;
  readonly entries: readonly JournalEntry[];
  /** A heartbeat: the projection notes that what was sent at this time came through (DEG-2). */
  readonly askedAtMs?: number;
  /** The queue by which the heartbeat was sent, counted from one. */
  readonly queue?: number;
}
