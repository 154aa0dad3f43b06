import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { CreditCommand, ReissueCommand, ReturnCommand } from "../../schema/commands.ts";
import type {
  ActorName,
  IdTail,
  IssueId,
  OperationId,
  OrganisationId,
  ProgrammeId,
} from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { Holder } from "../lib/ledger.ts";

/** An amount with one expiry inside a balance. */
export interface Lot {
  readonly lot: string;
  readonly origin: "face" | "charge" | "grant";
  readonly remainingYen: number;
  readonly expiresOn: BusinessDate;
}

/** The terms a coupon was opened with; never changed afterwards. */
export interface CouponFacts {
  readonly serial: number;
  readonly issueId: IssueId;
  readonly issuerId: OrganisationId;
  readonly branchId: OrganisationId;
  readonly faceYen: Yen;
  readonly notBeforeOn: BusinessDate | null;
  readonly expiresOn: BusinessDate;
}

/** A move that its source holds until the destination's journal has decided it (XFR-1). The command is stored whole. */
export type Transfer =
  | {
      readonly kind: "charge";
      readonly parent: OperationId;
      readonly sinceMs: number;
      readonly target: ActorName;
      readonly command: CreditCommand;
      /** What to put back where, if the destination refuses. */
      readonly held: readonly {
        readonly lot: string;
        readonly amountYen: number;
        readonly expiresOn: BusinessDate;
      }[];
    }
  | {
      readonly kind: "return" | "reissue";
      readonly parent: OperationId;
      readonly sinceMs: number;
      readonly target: ActorName;
      readonly command: ReturnCommand | ReissueCommand;
    };

/** A balance between two commands. A projection of the journal, kept in the same transaction (ARCHITECTURE 2). */
export interface BalanceState {
  readonly holder: Holder;
  readonly tail: IdTail;
  readonly frozen: boolean;
  readonly cancelled: boolean;
  /** CHG-3: into which Pay the coupon was last charged. */
  readonly chargedInto: ProgrammeId | null;
  /** Everything a wallet ever received, for the cap per person (PAY-6). */
  readonly receivedYen: number;
  readonly nextLot: number;
  readonly coupon: CouponFacts | null;
  readonly lots: readonly Lot[];
  readonly transfers: readonly Transfer[];
}

/** Whether a lot can still be spent (PAY-2). */
export function isLive(lot: { readonly expiresOn: BusinessDate }, atMs: number): boolean {
  return atMs < endExclusiveMs(lot.expiresOn);
}

/** Live lots with something left, in the order debits take them: earliest expiry, then oldest (PAY-1). */
export function liveLots(state: BalanceState, atMs: number): readonly Lot[] {
  return state.lots
    .filter((lot) => lot.remainingYen > 0 && isLive(lot, atMs))
    .sort((a, b) =>
      a.expiresOn === b.expiresOn ? Number(a.lot) - Number(b.lot) : a.expiresOn < b.expiresOn ? -1 : 1,
    );
}

/** What can be spent now: live, less expired and held. */
export function liveYen(state: BalanceState, atMs: number): Yen {
  return liveLots(state, atMs).reduce((sum, lot) => sum + lot.remainingYen, 0) as Yen;
}

/** Everything on the balance, expired lots included: Σ journal (MON-4). */
export function totalYen(state: BalanceState): number {
  return state.lots.reduce((sum, lot) => sum + lot.remainingYen, 0);
}

/** The state with these signed amounts added to its lots. A lot below zero is a bug, not a refusal (MON-4). */
export function withMoved(
  state: BalanceState,
  moves: readonly { readonly lot: string; readonly amountYen: number }[],
): BalanceState {
  const change = new Map<string, number>();
  for (const move of moves) change.set(move.lot, (change.get(move.lot) ?? 0) + move.amountYen);
  const lots = state.lots.map((lot) => {
    const amount = change.get(lot.lot);
    if (amount === undefined) return lot;
    change.delete(lot.lot);
    const remainingYen = lot.remainingYen + amount;
    if (remainingYen < 0) throw new RangeError(`lot ${lot.lot} would go below zero`);
    return { ...lot, remainingYen };
  });
  if (change.size > 0) throw new RangeError("an unknown lot was moved");
  return { ...state, lots };
}

/** The charge that is under way, if any. */
export function pendingCharge(state: BalanceState): Transfer | null {
  return state.transfers.find((transfer) => transfer.kind === "charge") ?? null;
}
