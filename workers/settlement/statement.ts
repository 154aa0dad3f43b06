import type { FeeRate } from "./fees.ts";

/** Everything a statement says of one store in one closing. */
export interface StatementFacts {
  readonly storeName: string;
  readonly organisationName: string;
  readonly payName: string;
  readonly closingNumber: number;
  readonly from: string;
  readonly to: string;
  readonly payments: number;
  readonly paidYen: number;
  readonly reversals: number;
  readonly reversedYen: number;
  readonly rate: FeeRate;
  readonly feeYen: number;
  readonly taxYen: number;
  readonly carriedInYen: number;
  readonly carriedOutYen: number;
  readonly payableYen: number;
  /** Who charges the fees, and their 登録番号 where they are a qualified invoice issuer. */
  readonly issuerName: string;
  readonly registrationNumber: string | null;
  /** The bank line it is part of; null where nothing is paid. */
  readonly transfer: {
    readonly payOn: string;
    readonly amountYen: number;
    readonly stores: number;
    /** Number of the file and line in it, as the bank passes them on; null before the file is made. */
    readonly reference: string | null;
    readonly returned: boolean;
  } | null;
}

/** The lines that add up to what is paid or carried over, each as it counts in the sum. */
export type StatementLineKind =
  | "paid"
  | "reversed"
  | "fee"
  | "tax"
  | "carried-in"
  | "carried-out"
  | "payable";

/** A line of the sum. */
export interface StatementLine {
  readonly kind: StatementLineKind;
  /** Payments or reversals that it counts. */
  readonly count: number | null;
  readonly amountYen: number;
}

/** The sum as it is written down: everything before `payable` adds up to it (STL-6). */
export function statementLines(facts: StatementFacts): readonly StatementLine[] {
  const { payments, paidYen, reversals, reversedYen } = facts;
  const line = (kind: StatementLineKind, amountYen: number, count: number | null = null): StatementLine => ({
    kind,
    count,
    // Never minus nothing.
    amountYen: amountYen === 0 ? 0 : amountYen,
  });
  return [
    line("paid", paidYen, payments),
    line("reversed", -reversedYen, reversals),
    line("fee", -facts.feeYen),
    line("tax", -facts.taxYen),
    line("carried-in", facts.carriedInYen),
    line("carried-out", -facts.carriedOutYen),
    line("payable", facts.payableYen),
  ];
}
