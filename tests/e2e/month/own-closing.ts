import { nothing, type StoreDay, sum } from "./own-books.ts";

/** What a store is charged: hundredths of a per cent of what it took, and so much for a closing with a payment. */
export interface Rate {
  readonly basisPoints: number;
  readonly fixedYen: number;
}

/** Of a store, what a closing goes by. */
export interface ClosedStore {
  readonly rate: Rate;
  /** Whose account it is paid into. */
  readonly payee: string;
}

/** A line as the test reckons it. */
export interface OwnLine extends StoreDay {
  readonly feeYen: number;
  readonly taxYen: number;
  readonly carriedInYen: number;
  readonly payableYen: number;
  readonly carriedOutYen: number;
}
export interface OwnClosing {
  readonly lines: ReadonlyMap<string, OwnLine>;
  /** Payee → the stores whose lines are decided together. */
  readonly payees: ReadonlyMap<string, readonly string[]>;
  /** Payee → what is transferred. */
  readonly transfers: ReadonlyMap<string, number>;
}

/** `times`/`of` of an amount, parts of a yen dropped towards zero (STL-5), in whole numbers. */
function partOf(yen: number, times: number, of: number): number {
  const whole = yen * times;
  return (whole - (whole % of)) / of || 0;
}

/** A closing by the words of STL-5 and STL-6, from what the stores did and what the closing before carried over. */
export function ownClosing(
  did: ReadonlyMap<string, StoreDay>,
  before: OwnClosing | null,
  storeOf: (store: string) => ClosedStore,
  minimumYen: number,
): OwnClosing {
  const carried = new Map([...(before?.lines ?? [])].map(([store, line]) => [store, line.carriedOutYen]));
  const due = new Map<string, { line: Omit<OwnLine, "payableYen" | "carriedOutYen">; yen: number }>();
  const payees = new Map<string, string[]>();
  for (const store of new Set([...did.keys(), ...carried.keys()])) {
    const carriedInYen = carried.get(store) ?? 0;
    const own = did.get(store);
    if (!own && carriedInYen === 0) continue;
    const at = own ?? nothing();
    const { rate, payee } = storeOf(store);
    const taken = at.paidYen - at.reversedYen;
    const feeYen = partOf(taken, rate.basisPoints, 10_000) + (at.payments === 0 ? 0 : rate.fixedYen);
    const taxYen = partOf(feeYen, 10, 100);
    due.set(store, {
      line: { ...at, feeYen, taxYen, carriedInYen },
      yen: carriedInYen + taken - feeYen - taxYen,
    });
    payees.set(payee, [...(payees.get(payee) ?? []), store]);
  }
  const lines = new Map<string, OwnLine>();
  const transfers = new Map<string, number>();
  for (const [payee, stores] of payees) {
    const total = sum(stores.map((store) => due.get(store)?.yen ?? 0));
    const isPaid = total > 0 && total >= minimumYen;
    if (isPaid) transfers.set(payee, total);
    for (const store of stores) {
      const { line, yen } = due.get(store) as NonNullable<ReturnType<typeof due.get>>;
      lines.set(store, { ...line, payableYen: isPaid ? yen : 0, carriedOutYen: isPaid ? 0 : yen });
    }
  }
  return { lines, payees, transfers };
}
