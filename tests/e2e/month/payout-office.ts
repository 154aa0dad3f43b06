import { strict as assert } from "node:assert";
import type { ClosingBody, ClosingLineBody, NextClosing } from "../../../schema/api/closings.ts";
import type {
  PayoutBody,
  PayoutItemBody,
  PayoutMoved,
  WaitingTransfers,
} from "../../../schema/api/payouts.ts";
import { type TestContext, until } from "../harness.ts";
import { type BankFile, readBankFile } from "./bank-file.ts";
import { WAIT_MS } from "./checks.ts";
import type { PlannedClosing } from "./dates.ts";
import { type OwnBooks, sum } from "./own-books.ts";
import { type OwnClosing, type OwnLine, ownClosing, type Rate } from "./own-closing.ts";
import type { StoreName } from "./people.ts";
import { MINIMUM_YEN, type Shop, type Town } from "./town.ts";

/** A transfer that somebody is owed, as the test's books have it. */
interface Owed {
  readonly closing: number;
  readonly payee: string;
  readonly yen: number;
  /** It came back, and its account hasn't been written down again. */
  held: boolean;
}

/** A closing as the test reckons it and as the system has it. */
export interface ClosedClosing {
  readonly own: OwnClosing;
  readonly body: ClosingBody;
}

/** The bank's line that a statement names. */
export interface ToldTransfer {
  readonly yen: number;
  /** Stores that are paid by it. */
  readonly stores: number;
  /** Number of the file and of the line in it; null as long as it is in none. */
  readonly reference: string | null;
  /** It came back, and nobody has looked at the account yet. */
  readonly isReturned: boolean;
}

/** Closings, transfers and what they should be. */
export class PayoutOffice {
  readonly #ctx: TestContext;
  readonly #town: Town;
  readonly #books: OwnBooks;
  readonly closings: ClosedClosing[] = [];
  readonly #owed: Owed[] = [];
  /** How the fund's account of what was paid out should have moved. */
  readonly movesYen: number[] = [];
  readonly payouts: { readonly payoutId: string; readonly file: BankFile }[] = [];

  constructor(ctx: TestContext, town: Town, books: OwnBooks) {
    this.#ctx = ctx;
    this.#town = town;
    this.#books = books;
  }

  /** Closes, has it checked by one and approved by another, and compares every line to the yen (STL-5, STL-6, STL-8). */
  async close(planned: PlannedClosing, standard: Rate): Promise<void> {
    const town = this.#town;
    const { programmeId } = town;
    const [secretariat, second] = await Promise.all([town.secretariat, town.as("second")]);
    const { number, from, to, payOn } = planned;
    const next = await secretariat.done<NextClosing>("GET", `programmes/${programmeId}/next-closing`);
    assert.deepEqual([next.state, next.period], ["ready", { from, to, payOn }]);
    const { closingId } = await secretariat.done<ClosingBody>("POST", "closings", { programmeId });
    const read = () => secretariat.done<ClosingBody>("GET", `closings/${closingId}`);
    await until(`closing ${number} to be added up`, async () => (await read()).state === "review", WAIT_MS);
    await secretariat.done("POST", `closings/${closingId}/confirm`, {});
    await second.done("POST", `closings/${closingId}/approve`, {});

    const own = ownClosing(
      this.#books.between(from, to),
      this.closings.at(-1)?.own ?? null,
      (store) => this.#closedStore(store as StoreName, standard),
      MINIMUM_YEN,
    );
    const body = await read();
    const lines = await secretariat.all<ClosingLineBody>(`closings/${closingId}/lines`);
    const seen = new Map(
      lines.map((line) => [town.shopOfId.get(line.storeId)?.name as string, figuresOf(line)]),
    );
    assert.deepEqual(sorted(seen), sorted(own.lines), `lines of closing ${number}`);
    const all = [...own.lines.values()];
    const total = (key: keyof OwnLine) => sum(all.map((line) => line[key]));
    assert.deepEqual(
      {
        stores: all.length,
        payees: own.transfers.size,
        payments: total("payments"),
        paidYen: total("paidYen"),
        reversedYen: total("reversedYen"),
        feeYen: total("feeYen"),
        taxYen: total("taxYen"),
        carriedInYen: total("carriedInYen"),
        carriedOutYen: total("carriedOutYen"),
        payableYen: total("payableYen"),
      },
      totalsOf(body),
    );
    assert.equal(total("payableYen"), sum([...own.transfers.values()]));
    this.closings.push({ own, body });
    this.#books.fund.feesYen += total("feeYen") + total("taxYen");
    for (const [payee, yen] of own.transfers) this.#owed.push({ closing: number, payee, yen, held: false });
    const states = lines.map((line) => `${town.shopOfId.get(line.storeId)?.name} ${line.state}`);
    this.#ctx.log(
      `closing ${number}: ${body.payments} payments, ${body.paidYen} − ${body.reversedYen} − ${body.feeYen} − ` +
        `${body.taxYen} = ${body.payableYen} paid + ${body.carriedOutYen} carried (${states.join(", ")})`,
    );
  }

  /** Makes the file of what waits, compares it with what is owed, and says that the bank has it (STL-4, STL-10). */
  async pay(payOn: string): Promise<void> {
    const town = this.#town;
    const { programmeId } = town;
    const secretariat = await town.secretariat;
    const ready = this.#owed.filter(({ payee, held }) => !held && town.accounts.has(payee));
    const held = this.#owed.filter((owed) => !ready.includes(owed));
    const waiting = await secretariat.done<WaitingTransfers>(
      "GET",
      `programmes/${programmeId}/waiting-transfers`,
    );
    const counted = (some: readonly Owed[]) => ({
      count: some.length,
      sumYen: sum(some.map(({ yen }) => yen)),
    });
    assert.deepEqual([waiting.ready, waiting.held], [counted(ready), counted(held)]);

    const payout = await secretariat.done<PayoutBody>("POST", "payouts", { programmeId, payOn });
    const file = readBankFile(await secretariat.file(`payouts/${payout.payoutId}/file`));
    const expected = ready.map(({ payee, yen }) => {
      const account = town.accounts.get(payee);
      return {
        bank: "9999",
        branch: account?.branch,
        account: account?.number,
        holder: account?.inFile,
        yen,
      };
    });
    const byAccount = <T extends { account?: string | undefined; yen: number }>(rows: readonly T[]) =>
      [...rows].sort((a, b) => `${a.account}`.localeCompare(`${b.account}`) || a.yen - b.yen);
    assert.deepEqual(byAccount(file.transfers.map(({ reference: _, ...rest }) => rest)), byAccount(expected));
    const { count, sumYen } = counted(ready);
    assert.deepEqual(
      [file.count, file.totalYen, payout.items, payout.sumYen],
      [count, sumYen, count, sumYen],
    );
    assert.equal(file.monthDay, payOn.slice(5).replace("-", ""));
    assert.equal(new Set(file.transfers.map(({ reference }) => reference)).size, count);

    const operationId = town.operation(town.fundIdTail);
    const send = () =>
      secretariat.done<PayoutMoved>("POST", `payouts/${payout.payoutId}/send`, { operationId });
    assert.deepEqual([(await send()).replayed, (await send()).replayed], [false, true]);
    this.#books.fund.paidOutYen += sumYen;
    this.movesYen.push(sumYen);
    this.#owed.splice(0, this.#owed.length, ...held);
    this.payouts.push({ payoutId: payout.payoutId, file });
    this.#ctx.log(`file ${this.payouts.length}: ${count} transfers, ${sumYen} yen; ${held.length} held back`);
  }

  /** The bank sends a payee's transfer of the last file back: it is cash again, and waits for its account (FND-12). */
  async bounce(payee: string): Promise<void> {
    const town = this.#town;
    const secretariat = await town.secretariat;
    const last = this.payouts.at(-1);
    const items = await secretariat.all<PayoutItemBody>(`payouts/${last?.payoutId}/items`);
    const item = items.find(({ payeeId }) => payeeId === town.idOf(payee)) as PayoutItemBody;
    const closing = this.closings.find(({ body }) => body.closingId === item.closingId)?.body.number ?? 0;
    const order = { operationId: town.operation(town.fundIdTail), reason: "name-mismatch" };
    await secretariat.done("POST", `payout-items/${item.itemId}/return`, order);
    this.#books.fund.paidOutYen -= item.amountYen;
    this.movesYen.push(-item.amountYen);
    this.#owed.push({ closing, payee, yen: item.amountYen, held: true });
    this.#ctx.log(`${item.amountYen} yen to ${payee} came back`);
  }

  /** An account is written down again: what came back may go there. */
  accountLookedAt(payee: string): void {
    for (const owed of this.#owed) if (owed.payee === payee) owed.held = false;
  }

  /** The bank has answered for the last file. */
  async settle(): Promise<void> {
    await (await this.#town.secretariat).done("POST", `payouts/${this.payouts.at(-1)?.payoutId}/settle`, {});
  }

  /** The bank's line that a store's part of a closing is in; null where nothing is paid. */
  transferOf(store: string, { own, body }: ClosedClosing): ToldTransfer | null {
    const [payee, stores] = [...own.payees].find(([, each]) => each.includes(store)) as [string, string[]];
    const yen = own.transfers.get(payee);
    if (yen === undefined) return null;
    const isReturned = this.#owed.some(
      (each) => each.closing === body.number && each.payee === payee && each.held,
    );
    const account = this.#town.accounts.get(payee)?.number;
    const inFiles = this.payouts.flatMap(({ file }) => file.transfers);
    const last = inFiles.findLast((each) => each.account === account && each.yen === yen);
    return { yen, stores: stores.length, reference: last?.reference ?? null, isReturned };
  }

  #closedStore(store: StoreName, standard: Rate) {
    const { rate, payees } = this.#town.shops.get(store) as Shop;
    // The nearest account; where there is none, whoever stands at the top is asked for one (STL-7).
    const payee = payees.find((each) => this.#town.accounts.has(each)) ?? (payees.at(-1) as string);
    return { rate: rate ?? standard, payee };
  }
}

/** Of a line as the API gives it, what the books know too. */
export function figuresOf(line: ClosingLineBody): OwnLine {
  const { payments, paidYen, reversals, reversedYen, feeYen, taxYen } = line;
  const { carriedInYen, payableYen, carriedOutYen } = line;
  return {
    payments,
    paidYen,
    reversals,
    reversedYen,
    feeYen,
    taxYen,
    carriedInYen,
    payableYen,
    carriedOutYen,
  };
}

function totalsOf(body: ClosingBody) {
  const { stores, payees, payments, paidYen, reversedYen, feeYen, taxYen } = body;
  const { carriedInYen, carriedOutYen, payableYen } = body;
  return {
    stores,
    payees,
    payments,
    paidYen,
    reversedYen,
    feeYen,
    taxYen,
    carriedInYen,
    carriedOutYen,
    payableYen,
  };
}

/** A map's entries in order, to be compared. */
export const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => a.localeCompare(b));
