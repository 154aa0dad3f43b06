import { describe, expect, test } from "vitest";
import { MAX_SALE_LINES } from "../../../schema/limits.ts";
import { goneOn, isList, leftYen, paidYen, type Sale, type SaleLine, withLine } from "./sale.ts";

const line = (id: string, outcome: SaleLine["outcome"], amountYen: number): SaleLine => ({
  id,
  what: `しおさいPay …${id}`,
  outcome,
  amountYen,
  unitWord: "円",
  code: null,
});
const sale = (...lines: SaleLine[]): Sale => lines.reduce(withLine, goneOn(undefined, 5_000));

describe("CTR-1: several coupons for one sale", () => {
  test("what was paid counts, what was refused, voided or left open does not", () => {
    const now = sale(line("1", "paid", 3_000), line("2", "refused", 2_000), line("3", "voided", 500));
    expect([paidYen(now), leftYen(now)]).toEqual([3_000, 2_000]);
    expect(leftYen(withLine(now, line("4", "open", 2_000)))).toBe(2_000);
  });

  test("an answer that comes later takes the place of what was open", () => {
    const open = sale(line("1", "open", 3_000));
    const known = withLine(open, line("1", "paid", 3_000));
    expect(known.lines).toHaveLength(1);
    expect(leftYen(known)).toBe(2_000);
  });

  test("a coupon that was refused and is tried again is told once, by its last try", () => {
    const again = { ...line("2", "paid", 2_000), what: "しおさいPay …1" };
    expect(withLine(sale(line("1", "refused", 2_000)), again).lines).toEqual([again]);
  });

  test("a price that is typed anew keeps what was paid already", () => {
    const now = goneOn(sale(line("1", "paid", 3_000)), 1_500);
    expect([now.priceYen, leftYen(now)]).toEqual([4_500, 1_500]);
  });

  test("one coupon that paid is no list; a second one, or one that failed, is", () => {
    expect(isList(sale(line("1", "paid", 3_000)))).toBe(false);
    expect(isList(sale(line("1", "refused", 3_000)))).toBe(true);
    expect(isList(sale(line("1", "paid", 3_000), line("2", "paid", 2_000)))).toBe(true);
  });

  test("the newest lines are kept", () => {
    const long = sale(...Array.from({ length: MAX_SALE_LINES + 3 }, (_, i) => line(`${i}`, "refused", 1)));
    expect(long.lines).toHaveLength(MAX_SALE_LINES);
    expect(long.lines.at(-1)?.id).toBe(`${MAX_SALE_LINES + 2}`);
  });
});
