import type { BusinessDate } from "./calendar.ts";
import type { Outcome, RefusalCode, UndecidedCode } from "./errors.ts";
import type { EntryKind, Head, JournalEntry } from "./events.ts";
import type {
  ActorClass,
  ActorName,
  ClosingId,
  GrantId,
  IdTail,
  IssueId,
  OperationId,
  OrganisationId,
  ProgrammeId,
  RegionId,
  StoreId,
  TillId,
} from "./ids.ts";
import type { Yen } from "./money.ts";
import type { Result } from "./result.ts";

/**
 * What actors accept and what they answer. One method per business command, one command object in (STYLE 4).
 * Verdicts and rules are what the edge knows; they are not part of an operation's body (OPR-2, OPR-6).
 */

/** What the edge judged: scope, store, signature, session handle, programme open. Applies to unknown ids only (OPR-6). */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly code: RefusalCode };
export const ACCEPTED: Verdict = { ok: true };

/** One version of a programme's rules; the actor picks by its own clock and journals which (PRG-1). */
export interface RuleVersion {
  readonly version: number;
  readonly effectiveFromMs: number;
  /** Every payment is a multiple of it (MON-2). */
  readonly unitYen: Yen;
  /** The most that one payment may be. */
  readonly payLimitYen: Yen;
  /** The most that one wallet may receive over the programme's life; null where the programme sets none (PAY-6). */
  readonly personCapYen: Yen | null;
}

/** A refusal or a "not decided yet", and what it means for the money (OPR-5). */
export interface Refused {
  readonly code: RefusalCode | UndecidedCode;
  readonly outcome: Outcome;
  readonly retryAfterMs?: number;
}

/** What every command answers: the outcome, and the entries it made, for whoever ran it to publish (PUB-1). */
export interface Answer<T> {
  readonly outcome: Result<T, Refused>;
  readonly entries: readonly JournalEntry[];
}

/* ---------- Balances: coupon and wallet ---------- */

export interface PayCommand {
  readonly operationId: OperationId;
  readonly amountYen: Yen;
  readonly storeId: StoreId;
  readonly tillId: TillId;
  readonly verdict: Verdict;
  readonly rules: readonly RuleVersion[];
}

/** PAY-4; the edge adds the sealed holder handle. */
export interface Receipt {
  readonly operationId: OperationId;
  readonly storeId: StoreId;
  readonly tillId: TillId;
  readonly amountYen: Yen;
  /** Live yen left on the balance after this payment. */
  readonly balanceAfterYen: Yen;
  readonly atMs: number;
  /** Four digits made from the entry's hash. */
  readonly receiptNumber: string;
  /** True where this is the stored answer to a request that came again. */
  readonly replayed: boolean;
}

export interface ChargeCommand {
  readonly operationId: OperationId;
  readonly wallet: ActorName;
  readonly verdict: Verdict;
  readonly rules: readonly RuleVersion[];
}

/** CHG-1: the whole live remainder, with its expiries. */
export interface ChargeResult {
  readonly operationId: OperationId;
  readonly state: "posted" | "pending";
  readonly amountYen: Yen;
  readonly lots: readonly { readonly amountYen: Yen; readonly expiresOn: BusinessDate }[];
  /** The wallet's live yen after the credit; absent while pending or when the answer is a replay. */
  readonly walletBalanceYen?: Yen;
  readonly atMs: number;
  readonly replayed: boolean;
}

/** A step of a transfer: the exact command its source stored (XFR-1). Also the way a grant arrives. */
export interface CreditCommand {
  readonly operationId: OperationId;
  readonly parent: OperationId;
  readonly source: { readonly actorClass: ActorClass; readonly actor: ActorName };
  readonly regionId: RegionId;
  readonly origin: "charge" | "grant";
  readonly lots: readonly { readonly amountYen: Yen; readonly expiresOn: BusinessDate }[];
  readonly rules: readonly RuleVersion[];
}

export interface CreditResult {
  readonly amountYen: Yen;
  readonly balanceYen: Yen;
  readonly atMs: number;
}

/** Void: whole payment, by the store, same business date or within 30 minutes. Refund: any part (REV-1). */
export interface ReverseCommand {
  readonly operationId: OperationId;
  readonly payment: OperationId;
  readonly mode: "void" | "refund";
  /** Ignored for a void, which is the whole payment. */
  readonly amountYen: Yen;
  /** A void is checked against the payment's store (REV-6); null for head office and secretariat. */
  readonly storeId: StoreId | null;
  readonly verdict: Verdict;
}

export interface ReverseResult {
  readonly operationId: OperationId;
  readonly payment: OperationId;
  readonly amountYen: Yen;
  /** How much of it went back into lots that have expired (REV-3). */
  readonly expiredYen: Yen;
  readonly balanceAfterYen: Yen;
  readonly atMs: number;
  readonly replayed: boolean;
}

/** FND-4: what is live goes back to the issuer's allotment. */
export interface CancelCommand {
  readonly operationId: OperationId;
  readonly verdict: Verdict;
}

/** Cancels what remains and issues exactly that as a new coupon with the same expiry. */
export interface ReplaceCommand {
  readonly operationId: OperationId;
  readonly newIssueId: IssueId;
  readonly keyId: string;
  readonly pepperGeneration: number;
  readonly verdict: Verdict;
}

export interface CancelResult {
  readonly operationId: OperationId;
  readonly state: "posted" | "pending";
  readonly amountYen: Yen;
  readonly newIssueId: IssueId | null;
  readonly atMs: number;
  readonly replayed: boolean;
}

export interface FreezeCommand {
  readonly operationId: OperationId;
  readonly frozen: boolean;
}

/** EXP-3: moves live lots to a later date. */
export interface ExtendCommand {
  readonly operationId: OperationId;
  readonly expiresOn: BusinessDate;
  readonly verdict: Verdict;
}

/** What a refund of a payment would do now (REV-3); asking changes nothing. */
export interface RefundableQuery {
  readonly payment: OperationId;
}
export interface Refundable {
  /** What the payment was. */
  readonly amountYen: Yen;
  /** What was not given back yet, in the order in which a refund gives it back: last taken first. */
  readonly parts: readonly {
    readonly amountYen: Yen;
    readonly expiresOn: BusinessDate;
    readonly expired: boolean;
  }[];
  /** REV-5: the coupon is cancelled, and live yen goes on to the issuer. */
  readonly cancelled: boolean;
}

export interface SimpleResult {
  readonly operationId: OperationId;
  readonly atMs: number;
  readonly replayed: boolean;
}

/** Which operations of a wallet its history shows: the newest first, below `beforeSeq`; what is missing narrows nothing. */
export interface HistoryQuery {
  readonly beforeSeq: number | null;
  readonly limit: number;
  readonly kinds?: readonly EntryKind[];
  readonly fromMs?: number;
  /** Exclusive. */
  readonly beforeMs?: number;
  /** Payments at a store, and what came back of them. */
  readonly storeId?: StoreId;
}

/** One operation with what belongs to it: a payment's reversals, or the payment that was reversed. */
export interface OperationStory {
  readonly lines: readonly JournalEntry[];
  /** Of a reversal: the payment. */
  readonly payment: readonly JournalEntry[];
  /** Of a payment: every line that gave something of it back. */
  readonly reversals: readonly JournalEntry[];
}

/** OPR-5: what became of an operation. */
export interface ResolveCommand {
  readonly operationId: OperationId;
}
export type ResolvedOperation =
  | {
      readonly outcome: "done" | "pending";
      readonly kind: "payment" | "charge" | "credit" | "reversal" | "cancel" | "other";
      readonly amountYen: Yen;
      readonly atMs: number;
      /** Where it was a payment. */
      readonly receipt?: Receipt;
    }
  | { readonly outcome: "not-done"; readonly code: RefusalCode | null; readonly atMs: number }
  | { readonly outcome: "unknown"; readonly code: RefusalCode | UndecidedCode };

export interface LotView {
  readonly lot: string;
  readonly remainingYen: Yen;
  readonly expiresOn: BusinessDate;
  readonly expired: boolean;
}

/** What `inspect` and `GET wallets` read. Never opens an actor (CPN-2). */
export interface BalanceView {
  readonly actor: ActorName;
  readonly idTail: IdTail;
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  readonly state:
    | "unopened"
    | "live"
    | "charge-in-progress"
    | "charged"
    | "cancelled"
    | "expired"
    | "used"
    | "not-handed-over"
    | "not-yet-valid";
  readonly frozen: boolean;
  /** Live less expired and held: what can be spent now. */
  readonly spendableYen: Yen;
  readonly lots: readonly LotView[];
  /** Coupons only. */
  readonly coupon?: {
    readonly faceYen: Yen;
    readonly paidYen: Yen;
    readonly serial: number;
    readonly issueId: IssueId;
    readonly issuerId: OrganisationId;
    readonly notBeforeOn: BusinessDate | null;
    readonly expiresOn: BusinessDate;
    /** CHG-3: into which Pay, not whose. */
    readonly chargedInto: ProgrammeId | null;
  };
  readonly head: Head;
  /** The actor's clock, for screens that count. */
  readonly nowMs: number;
}

/* ---------- Fund ---------- */

export interface DepositCommand {
  readonly operationId: OperationId;
  readonly amountYen: Yen;
}

export interface AllotCommand {
  readonly operationId: OperationId;
  readonly issuerId: OrganisationId;
  readonly amountYen: Yen;
  /** `back` takes from the issuer's allotment what isn't issued yet. */
  readonly direction: "out" | "back";
}

/** Part of an issuer's allotment that isn't issued yet becomes another issuer's, in one entry (FND-7). */
export interface MoveCommand {
  readonly operationId: OperationId;
  readonly fromIssuerId: OrganisationId;
  readonly toIssuerId: OrganisationId;
  readonly amountYen: Yen;
}

/** Caps that the fund enforces in the transaction of the issue (PAY-6); null where the programme sets none. */
export interface IssueCaps {
  readonly perIssuerDayYen: Yen | null;
  readonly perBranchDayYen: Yen | null;
  readonly perStayYen: Yen | null;
  /** Over the programme's life. */
  readonly perBranchYen: Yen | null;
  readonly totalYen: Yen | null;
}
/** A programme without caps. */
export const NO_CAPS: IssueCaps = {
  perIssuerDayYen: null,
  perBranchDayYen: null,
  perStayYen: null,
  perBranchYen: null,
  totalYen: null,
};

/** Whose share of the caps is asked for, and for which business date (PAY-6). */
export interface IssuedQuery {
  readonly on: BusinessDate;
  readonly issuerIds: readonly OrganisationId[];
  readonly branchIds: readonly OrganisationId[];
}

/** What was issued and never taken back: on the date, and over the programme's life. */
export interface IssuedSoFar {
  readonly programmeYen: Yen;
  readonly issuers: readonly { readonly issuerId: OrganisationId; readonly dayYen: Yen }[];
  readonly branches: readonly {
    readonly branchId: OrganisationId;
    readonly dayYen: Yen;
    readonly totalYen: Yen;
  }[];
}

export interface IssueCommand {
  readonly operationId: OperationId;
  readonly issueId: IssueId;
  readonly issuerId: OrganisationId;
  readonly branchId: OrganisationId;
  readonly faces: readonly { readonly faceYen: Yen; readonly count: number }[];
  readonly unitYen: Yen;
  readonly notBeforeOn: BusinessDate | null;
  readonly expiresOn: BusinessDate;
  readonly keyId: string;
  readonly pepperGeneration: number;
  /** A keyed hash of the stay (reservation number and date), never the stay itself (WHO-4). */
  readonly stayKey: string | null;
  /** Somebody knows that the stay has coupons already, and gave a reason (ISS-3). Like verdicts no part of the body (OPR-2). */
  readonly stayAgain?: boolean;
  readonly caps: IssueCaps;
  readonly verdict: Verdict;
}

/** FND-3: what the rows are written from, and can be written again from. */
export interface IssueManifest {
  readonly issueId: IssueId;
  readonly issuerId: OrganisationId;
  readonly branchId: OrganisationId;
  readonly serialFrom: number;
  readonly count: number;
  readonly sumYen: Yen;
  readonly faces: readonly { readonly faceYen: Yen; readonly count: number }[];
  readonly notBeforeOn: BusinessDate | null;
  readonly expiresOn: BusinessDate;
  readonly keyId: string;
  readonly pepperGeneration: number;
  readonly replaces: ActorName | null;
}

/**
 * `ready`: some of its sheets may have been handed over one by one (FND-14). `withdrawn`: printed, and what was never
 * handed over is worth nothing; final, like `failed`.
 */
export type IssueState = "writing" | "ready" | "active" | "stopped" | "withdrawn" | "failed";

export interface IssueReadyCommand {
  readonly operationId: OperationId;
  readonly issueId: IssueId;
  readonly count: number;
  readonly sumYen: Yen;
  /** CPN-6: serials whose code clashed, with the salt that was added. */
  readonly salts: readonly { readonly serial: number; readonly salt: number }[];
}

/** For `activate` (hand-over), `stop`, `withdraw`, and giving up an issue whose rows can't be written. */
export interface IssueStateCommand {
  readonly operationId: OperationId;
  readonly issueId: IssueId;
}

/** Sets a whole grant's yen aside before any of it goes anywhere (GRT-4). */
export interface ReserveGrantCommand {
  readonly operationId: OperationId;
  readonly grantId: GrantId;
  readonly amountYen: Yen;
}

/** Gives back what is left of a grant's reserve once nothing more goes out of it (GRT-4). */
export interface ReleaseGrantCommand {
  readonly operationId: OperationId;
  readonly grantId: GrantId;
}

/** Sheets of an issue by their serials, both inclusive. */
export type SerialRange = readonly [from: number, to: number];

/** Hands some sheets of an issue over that was printed ahead (FND-14). */
export interface HandOverCommand extends IssueStateCommand {
  readonly fromSerial: number;
  readonly toSerial: number;
}

export interface HandOverResult extends SimpleResult {
  /** The serials that hadn't been handed over before, and what they are worth. */
  readonly ranges: readonly (readonly [from: number, to: number, sumYen: number])[];
}

/** A grant: the fund credits one wallet (XFR-1). */
export interface GrantCommand {
  readonly operationId: OperationId;
  /** The grant out of whose reserve it goes; without one, out of what nobody has been given. */
  readonly grantId?: GrantId;
  readonly wallet: ActorName;
  readonly amountYen: Yen;
  readonly expiresOn: BusinessDate;
  readonly rules: readonly RuleVersion[];
  readonly verdict: Verdict;
}

/** The step by which a cancelled coupon's yen reaches the issuer's allotment (FND-4). Can't be refused (XFR-3). */
export interface ReturnCommand {
  readonly operationId: OperationId;
  readonly parent: OperationId;
  readonly source: ActorName;
  readonly issuerId: OrganisationId;
  readonly amountYen: Yen;
}

/** The step by which a replaced coupon's remainder becomes a new issue of one. */
export interface ReissueCommand extends ReturnCommand {
  readonly branchId: OrganisationId;
  readonly newIssueId: IssueId;
  readonly notBeforeOn: BusinessDate | null;
  readonly expiresOn: BusinessDate;
  readonly keyId: string;
  readonly pepperGeneration: number;
}

/** FND-5: `totalYen` is everything expired in the bucket `expiresOn` as of the sealed date `asOf`. */
export interface ReturnExpiredCommand {
  readonly operationId: OperationId;
  readonly expiresOn: BusinessDate;
  readonly asOf: BusinessDate;
  readonly totalYen: Yen;
}

/** Money that left for the stores. */
export interface PayOutCommand {
  readonly operationId: OperationId;
  readonly amountYen: Yen;
}

/** A transfer that the payee's bank sent back (組戻し): part of what was paid out under the operation `payOut`. */
export interface PayOutReturnedCommand {
  readonly operationId: OperationId;
  readonly payOut: OperationId;
  readonly amountYen: Yen;
}

/** FND-13: what a closing kept of what its stores took, fee and tax; less than nothing where it gives back. */
export interface KeepFeeCommand {
  readonly operationId: OperationId;
  readonly closingId: ClosingId;
  readonly amountYen: number;
}

/** The secretariat takes its fees out of the fund's bank account, or brings back what it took. */
export interface TakeFeeCommand {
  readonly operationId: OperationId;
  readonly amountYen: Yen;
  readonly direction: "out" | "back";
}

/** The fund's accounts (FND-1). What stands against the others (cash, cancelled, returned, paid out, fees) is given as the positive sum people speak of. */
export interface FundView {
  readonly programmeId: ProgrammeId;
  readonly cashYen: number;
  readonly availableYen: number;
  /** Set aside for grants that are under way (GRT-4). */
  readonly reservedYen: number;
  readonly allotted: readonly { readonly issuerId: OrganisationId; readonly amountYen: number }[];
  readonly writingYen: number;
  readonly issuedYen: number;
  readonly cancelledYen: number;
  readonly grantingYen: number;
  readonly grantedYen: number;
  readonly returnedYen: number;
  readonly paidOutYen: number;
  /** Kept as fees so far, and what of it is still in the fund's bank account (FND-13). */
  readonly feesYen: number;
  readonly feesHeldYen: number;
  readonly head: Head;
}

/** PRJ-3: entries from a point on, in order, at most `MAX_REPUBLISH_ENTRIES`. */
export interface EntriesFromCommand {
  readonly fromSeq: number;
  readonly limit: number;
}

/** AUD-1: what an actor says of itself when it re-adds its own journal. */
export interface SelfCheck {
  readonly actorClass: ActorClass;
  readonly actor: ActorName;
  readonly head: Head;
  readonly rows: number;
  readonly sumYen: number;
  /** Null where everything fits; otherwise the first row that does not. */
  readonly firstBreak: { readonly seq: number; readonly what: string } | null;
}
