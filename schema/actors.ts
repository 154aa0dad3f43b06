import type {
  AllotCommand,
  Answer,
  BalanceView,
  CancelCommand,
  CancelResult,
  ChargeCommand,
  ChargeResult,
  CreditCommand,
  CreditResult,
  DepositCommand,
  EntriesFromCommand,
  ExtendCommand,
  FreezeCommand,
  FundView,
  GrantCommand,
  HandOverCommand,
  HandOverResult,
  HistoryQuery,
  IssueCommand,
  IssuedQuery,
  IssuedSoFar,
  IssueManifest,
  IssueReadyCommand,
  IssueStateCommand,
  KeepFeeCommand,
  MoveCommand,
  OperationStory,
  PayCommand,
  PayOutCommand,
  PayOutReturnedCommand,
  Receipt,
  Refundable,
  RefundableQuery,
  ReissueCommand,
  ReleaseGrantCommand,
  ReplaceCommand,
  ReserveGrantCommand,
  ResolveCommand,
  ResolvedOperation,
  ReturnCommand,
  ReturnExpiredCommand,
  ReverseCommand,
  ReverseResult,
  SelfCheck,
  SimpleResult,
  TakeFeeCommand,
} from "./commands.ts";
import type { UndecidedCode } from "./errors.ts";
import type { Head, JournalEntry } from "./events.ts";
import type { IssueId, OperationId } from "./ids.ts";
import type { Result } from "./result.ts";

/** What every money actor offers besides its commands. */
export interface LedgerRpc {
  /** OPR-5. Writes a fence where nothing is known. */
  resolve(command: ResolveCommand): Promise<Answer<ResolvedOperation>>;
  /** PRJ-3. Empty for an actor that was never opened; creates nothing. */
  entriesFrom(command: EntriesFromCommand): Promise<readonly JournalEntry[]>;
  /** AUD-3. */
  head(): Promise<Head>;
  /** AUD-1: re-adds the journal from its first row. */
  check(): Promise<SelfCheck>;
  /** ALM-2: does due work now instead of waiting for the alarm; says whether anything is still pending. */
  drive(): Promise<{ readonly pending: boolean }>;
}

export interface CouponRpc extends LedgerRpc {
  pay(command: PayCommand): Promise<Answer<Receipt>>;
  charge(command: ChargeCommand): Promise<Answer<ChargeResult>>;
  reverse(command: ReverseCommand): Promise<Answer<ReverseResult>>;
  cancel(command: CancelCommand): Promise<Answer<CancelResult>>;
  replace(command: ReplaceCommand): Promise<Answer<CancelResult>>;
  freeze(command: FreezeCommand): Promise<Answer<SimpleResult>>;
  extend(command: ExtendCommand): Promise<Answer<SimpleResult>>;
  /** Null where this coupon made no such payment. */
  refundable(query: RefundableQuery): Promise<Refundable | null>;
  /** CPN-2: never opens. An unopened coupon is described from its D1 row. */
  inspect(): Promise<Result<BalanceView, UndecidedCode>>;
}

export interface WalletRpc extends LedgerRpc {
  pay(command: PayCommand): Promise<Answer<Receipt>>;
  credit(command: CreditCommand): Promise<Answer<CreditResult>>;
  reverse(command: ReverseCommand): Promise<Answer<ReverseResult>>;
  freeze(command: FreezeCommand): Promise<Answer<SimpleResult>>;
  extend(command: ExtendCommand): Promise<Answer<SimpleResult>>;
  /** Null where this wallet made no such payment. */
  refundable(query: RefundableQuery): Promise<Refundable | null>;
  view(): Promise<Result<BalanceView, UndecidedCode>>;
  /** Newest first, for the wallet's history: whole operations, at most `limit`. */
  history(query: HistoryQuery): Promise<readonly JournalEntry[]>;
  /** Null where this wallet knows of no such operation. */
  operation(query: { readonly operationId: OperationId }): Promise<OperationStory | null>;
}

export interface FundRpc extends LedgerRpc {
  deposit(command: DepositCommand): Promise<Answer<SimpleResult>>;
  allot(command: AllotCommand): Promise<Answer<SimpleResult>>;
  /** FND-7: between two issuers' allotments, without a moment in which neither has the yen. */
  move(command: MoveCommand): Promise<Answer<SimpleResult>>;
  issue(command: IssueCommand): Promise<Answer<IssueManifest>>;
  issueReady(command: IssueReadyCommand): Promise<Answer<SimpleResult>>;
  abandonIssue(command: IssueStateCommand): Promise<Answer<SimpleResult>>;
  activate(command: IssueStateCommand): Promise<Answer<SimpleResult>>;
  stop(command: IssueStateCommand): Promise<Answer<SimpleResult>>;
  /** FND-6: takes a ready issue back whole; serialised against `activate`. */
  withdraw(command: IssueStateCommand): Promise<Answer<SimpleResult>>;
  /** GRT-4: a whole grant is set aside first, and what is left of it comes back last. */
  reserveGrant(command: ReserveGrantCommand): Promise<Answer<SimpleResult>>;
  releaseGrant(command: ReleaseGrantCommand): Promise<Answer<SimpleResult & { readonly amountYen: number }>>;
  /** FND-14: some sheets of a ready issue, serialised against all of these. */
  handOver(command: HandOverCommand): Promise<Answer<HandOverResult>>;
  grant(command: GrantCommand): Promise<Answer<SimpleResult & { readonly state: "posted" | "pending" }>>;
  takeReturn(command: ReturnCommand): Promise<Answer<SimpleResult>>;
  reissue(command: ReissueCommand): Promise<Answer<IssueManifest>>;
  returnExpired(
    command: ReturnExpiredCommand,
  ): Promise<Answer<SimpleResult & { readonly amountYen: number }>>;
  payOut(command: PayOutCommand): Promise<Answer<SimpleResult>>;
  payOutReturned(command: PayOutReturnedCommand): Promise<Answer<SimpleResult>>;
  /** FND-13: fees become the secretariat's by a closing, and leave the bank account. */
  keepFee(command: KeepFeeCommand): Promise<Answer<SimpleResult>>;
  takeFee(command: TakeFeeCommand): Promise<Answer<SimpleResult>>;
  /** The accounts, re-read from the book. */
  view(): Promise<Result<FundView, UndecidedCode>>;
  /** PAY-6: what counts under the caps at this moment; for a desk's figures, never for judging. */
  issued(query: IssuedQuery): Promise<IssuedSoFar>;
  /** What an issue's rows are written from (FND-3), with its present state. */
  manifest(query: { readonly issueId: string }): Promise<
    | (IssueManifest & {
        readonly state: string;
        readonly salts: readonly { readonly serial: number; readonly salt: number }[];
      })
    | null
  >;
  /** Whether a sheet was handed over by its serial (FND-14), by the book itself. */
  hasHandedOver(query: { readonly issueId: IssueId; readonly serial: number }): Promise<boolean>;
}
