import { MAX_AMOUNT_YEN, type Yen } from "../../schema/money.ts";
import { type FeeRate, feeOf } from "./fees.ts";

/** What one store did between two sealed dates, and what it brings along from the closing before. */
export interface StoreSums {
  readonly storeId: string;
  readonly payments: number;
  readonly paidYen: number;
  readonly reversals: number;
  readonly reversedYen: number;
  /** What the closing before did not pay; negative where the store owes (REV-1). */
  readonly carriedInYen: number;
}

/** What became of a line: paid, or carried into the next closing and why. */
export type LineOutcome = "pay" | "nothing" | "negative" | "below-minimum" | "above-maximum";

/** A store's line of a closing. carriedIn + paid − reversed − fee − tax = payable + carriedOut, always. */
export interface ClosingLine extends StoreSums {
  readonly feeYen: number;
  readonly taxYen: number;
  readonly payableYen: number;
  readonly carriedOutYen: number;
  readonly outcome: LineOutcome;
}

/** A line before it is known whether it is paid: that depends on the other stores of its payee. */
export interface DueLine extends StoreSums {
  readonly feeYen: number;
  readonly taxYen: number;
  readonly dueYen: number;
}

/** What a store is due: what it took less reversals, the fee and its tax, and what was carried in. */
export function dueLine(sums: StoreSums, rate: FeeRate): DueLine {
  const netYen = sums.paidYen - sums.reversedYen;
  const fee = feeOf(rate, netYen, sums.payments);
  return { ...sums, ...fee, dueYen: sums.carriedInYen + netYen - fee.feeYen - fee.taxYen };
}

/**
 * Decides over all the lines of one payee, who has one account: a store's own, or a head office's for all its stores.
 * Their sum is paid in one transfer, a store that owes being covered by the others; less than nothing, less than the
 * minimum or more than a transfer can carry, and every line is carried over whole. Nothing is ever split.
 */
export function settlePayee(
  lines: readonly DueLine[],
  minimumYen: Yen,
): { readonly payableYen: Yen; readonly lines: readonly ClosingLine[] } {
  const sum = lines.reduce((total, line) => total + line.dueYen, 0);
  const outcome = outcomeOf(sum, minimumYen);
  const paid = outcome === "pay";
  return {
    payableYen: (paid ? sum : 0) as Yen,
    lines: lines.map(({ dueYen, ...line }) => ({
      ...line,
      payableYen: paid ? dueYen : 0,
      carriedOutYen: paid ? 0 : dueYen,
      outcome,
    })),
  };
}

function outcomeOf(sumYen: number, minimumYen: Yen): LineOutcome {
  if (sumYen === 0) return "nothing";
  if (sumYen < 0) return "negative";
  if (sumYen < minimumYen) return "below-minimum";
  return sumYen > MAX_AMOUNT_YEN ? "above-maximum" : "pay";
}

/** Who has the account that a store is paid into. */
export interface Payee {
  readonly kind: "store" | "organisation";
  readonly id: string;
}

/**
 * The account nearest to a store: its own, its organisation's, its head office's (本社一括). Where nobody has one it is
 * the head office that will be asked for it.
 */
export function payeeOf(
  store: { readonly storeId: string; readonly organisationId: string; readonly headOfficeId: string | null },
  hasAccount: (payee: Payee) => boolean,
): Payee {
  const candidates: Payee[] = [
    { kind: "store", id: store.storeId },
    { kind: "organisation", id: store.organisationId },
  ];
  const head = store.headOfficeId ?? store.organisationId;
  return candidates.find(hasAccount) ?? { kind: "organisation", id: head };
}
