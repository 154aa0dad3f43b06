import { MAX_SALE_LINES } from "../../../schema/limits.ts";

/** What became of one coupon or wallet that was laid down for a sale (CTR-1). */
export interface SaleLine {
  /** The operation's id; of what was refused before anybody could send one, the handle's end. */
  readonly id: string;
  /** Pay and the last digits of a sheet: what tells two coupons apart at the counter, and is no code. */
  readonly what: string;
  /** `open`: sent, and nobody has answered yet. */
  readonly outcome: "paid" | "refused" | "open" | "voided";
  /** What it paid, or was to pay. */
  readonly amountYen: number;
  readonly unitWord: string;
  /** Why it was refused, where a reason is known. */
  readonly code: string | null;
}

/** One price, and everything that was laid down for it. */
export interface Sale {
  readonly priceYen: number;
  readonly lines: readonly SaleLine[];
}

/** What of the price has been paid by coupons and wallets. */
export function paidYen(sale: Sale): number {
  return sale.lines.reduce((sum, line) => sum + (line.outcome === "paid" ? line.amountYen : 0), 0);
}

/** What is still to be paid. */
export function leftYen(sale: Sale): number {
  return Math.max(0, sale.priceYen - paidYen(sale));
}

/** The sale as it goes on with a price for what isn't paid yet: the same sale, whose price may have been typed anew. */
export function goneOn(sale: Sale | undefined, restYen: number): Sale {
  return sale ? { ...sale, priceYen: paidYen(sale) + restYen } : { priceYen: restYen, lines: [] };
}

/**
 * The sale with one more line, or with what is known of a line by now. What was refused and is tried once more is told once:
 * by the last try.
 */
export function withLine(sale: Sale, line: SaleLine): Sale {
  const known = sale.lines.some((one) => one.id === line.id);
  const others = sale.lines.filter((one) => one.outcome !== "refused" || one.what !== line.what);
  const lines = known
    ? sale.lines.map((one) => (one.id === line.id ? line : one))
    : [...others, line].slice(-MAX_SALE_LINES);
  return { ...sale, lines };
}

/** Whether there is more to say than the one screen of the one coupon says already. */
export function isList({ lines }: Sale): boolean {
  return lines.length > 1 || lines.some((line) => line.outcome !== "paid");
}
