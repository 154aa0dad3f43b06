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

/**
 * The fees with what organisations have of their own laid over them (STL-12); null is as everybody, whatever stood there
 * before. Pure.
 */
export function withOwnFees(table: FeeTable, own: ReadonlyMap<string, FeeRate | null>): FeeTable {
  const byOrganisation = { ...table.byOrganisation };
  for (const [organisationId, rate] of own) {
    if (rate) byOrganisation[organisationId] = rate;
    else delete byOrganisation[organisationId];
  }
  return { ...table, byOrganisation };
}

/** Consumption tax on handling fees. */
export const TAX_PERCENT = 10;

/** A fee and the tax on it. Signed: what was charged for a payment is given back with it. */
export interface Fee {
  readonly feeYen: number;
  readonly taxYen: number;
}

/** Whose rate a store is charged by. */
export type RateBy = "own" | "head-office" | "standard";

/** The rate of a store: its organisation's, its head office's, or everybody's; and whose it is. */
export function chargedBy(
  table: FeeTable,
  organisationId: string,
  headOfficeId: string | null,
): { readonly rate: FeeRate; readonly by: RateBy } {
  const own = table.byOrganisation[organisationId];
  if (own) return { rate: own, by: "own" };
  const head = headOfficeId === null ? undefined : table.byOrganisation[headOfficeId];
  return head ? { rate: head, by: "head-office" } : { rate: table.standard, by: "standard" };
}

/** The rate of a store. */
export function rateOf(table: FeeTable, organisationId: string, headOfficeId: string | null): FeeRate {
  return chargedBy(table, organisationId, headOfficeId).rate;
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
