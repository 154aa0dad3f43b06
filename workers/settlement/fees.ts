import type { Yen } from "../../schema/money.ts";

/** What a store is charged for a closing: a share of what it took, and so much once for a closing in which it took anything. */
export interface FeeRate {
  /** Hundredths of a per cent. */
  readonly basisPoints: number;
  readonly fixedYen: Yen;
}

/** The programme's fees: one for everybody, and other ones for single organisations (a head office's hold for its branches). */
export interface FeeTable {
  readonly standard: FeeRate;
  readonly byOrganisation: Readonly<Record<string, FeeRate>>;
}

/** Consumption tax on handling fees. */
export const TAX_PERCENT = 10;

/** A fee and the tax on it. Signed: what was charged for a payment is given back with it. */
export interface Fee {
  readonly feeYen: number;
  readonly taxYen: number;
}

/** The rate of a store: its organisation's, its head office's, or everybody's. */
export function rateOf(table: FeeTable, organisationId: string, headOfficeId: string | null): FeeRate {
  const own = table.byOrganisation[organisationId];
  const head = headOfficeId === null ? undefined : table.byOrganisation[headOfficeId];
  return own ?? head ?? table.standard;
}

/**
 * The fee of one invoice line: one store in one closing. Parts of a yen are dropped towards zero (切捨て), of the fee and
 * then of the tax, once per line.
 * @param netYen payments less reversals of the closing; negative where more was reversed than paid
 */
export function feeOf(rate: FeeRate, netYen: number, payments: number): Fee {
  const share = Number((BigInt(netYen) * BigInt(rate.basisPoints)) / 10_000n);
  const feeYen = share + (payments > 0 ? rate.fixedYen : 0);
  // BigInt division drops towards zero.
  const taxYen = Number((BigInt(feeYen) * BigInt(TAX_PERCENT)) / 100n);
  return { feeYen, taxYen };
}

const REGISTRATION_NUMBER = /^T[0-9]{13}$/;

/** Whether a text is a 登録番号 of a qualified invoice issuer: T and 13 digits. */
export function isRegistrationNumber(text: string): boolean {
  return REGISTRATION_NUMBER.test(text);
}
