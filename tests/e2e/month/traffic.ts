import { strict as assert } from "node:assert";
import type { CounterInspectReply } from "../../../schema/api/counter.ts";
import type { CancelReply } from "../../../schema/api/coupons.ts";
import type { IssueReply, Sheets } from "../../../schema/api/issues.ts";
import type { PaymentReply, ReversalReply } from "../../../schema/api/payments.ts";
import { tailOf } from "../../../schema/ids.ts";
import type { Random } from "../../simulation/random.ts";
import { type Coupon, liveYen, type OwnBooks, type Payment } from "./own-books.ts";
import type { StoreName } from "./people.ts";
import type { Resident } from "./residents.ts";
import { ORDINARY_STORES, SUSPENDED, TOLD_PAYMENTS, TOLD_REFUNDS } from "./story.ts";
import { ISSUER, type Shop, type Town } from "./town.ts";

/** Sheets of each face that the issuer hands out on a day of its desk. */
const SHEETS = [
  [3_000, 10],
  [5_000, 10],
  [10_000, 22],
] as const;
const CHARGES_A_DAY = 7;
const APP_SHARE = 0.3;
const VOIDS_A_DAY = 3;
const REFUNDS_A_DAY = 3;
/** Requests under way at a time: more tills than that wait for the machine, not for each other. */
const AT_ONCE = 12;

/** Works through a list with so many hands. */
export async function inParallel<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items[Symbol.iterator]();
  const hand = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** What people do on a day: decided by chance and by the story, written into the books, then done through the API. */
export class Traffic {
  readonly #town: Town;
  readonly #books: OwnBooks;
  readonly #random: Random;
  readonly #residents: readonly Resident[];

  constructor(town: Town, books: OwnBooks, random: Random, residents: readonly Resident[]) {
    this.#town = town;
    this.#books = books;
    this.#random = random;
    this.#residents = residents;
  }

  /** The issuer makes the day's sheets and hands them over. */
  async handOut(date: string): Promise<void> {
    for (const [faceYen, count] of SHEETS) await this.issue(date, faceYen, count, true);
  }

  /** One issue; handed over at once, or left in the drawer. */
  async issue(date: string, faceYen: number, count: number, inHand: boolean) {
    const town = this.#town;
    const issuer = await town.as("issuer");
    const { programmeId, fundIdTail } = town;
    const branchId = town.idOf(ISSUER);
    const order = { operationId: town.operation(fundIdTail), programmeId, branchId, coupons: count, faceYen };
    const { issue } = await issuer.done<IssueReply>("POST", "issues", order);
    const { sheets } = await issuer.done<Sheets>("GET", `issues/${issue.issueId}/sheets?limit=${count}`);
    assert.equal(sheets.length, count);
    const handOver = { operationId: town.operation(fundIdTail) };
    if (inHand) await issuer.done("POST", `issues/${issue.issueId}/activate`, handOver);
    const coupons = sheets.map(({ couponId, code, expiresOn }) =>
      this.#books.issue(
        { name: `coupon ${couponId} of ${date}`, couponId, code, inHand },
        faceYen,
        expiresOn,
      ),
    );
    return { issueId: issue.issueId, coupons };
  }

  /** Residents charge what is left of some coupons, and look at their wallets. */
  async charge(date: string): Promise<void> {
    const coupons = this.#random.shuffled(this.#usable(date)).slice(0, CHARGES_A_DAY);
    const planned = coupons.map((coupon) => {
      const resident = this.#random.pick(this.#residents);
      return { coupon, resident, yen: this.#books.charge(coupon, resident.wallet, date) };
    });
    await inParallel(planned, ({ coupon, resident, yen }) => resident.charge(coupon, yen));
    await inParallel(this.#residents, (resident) => resident.look(date));
  }

  /** So many payments, those of the story among them; each holder's one after the other. */
  async pay(date: string, count: number): Promise<readonly Payment[]> {
    const planned = TOLD_PAYMENTS.filter((told) => told.date === date).map(({ store, yen }) => {
      const holder = this.#random.pick(this.#usable(date, yen));
      return this.#books.pay(holder, store, yen, date);
    });
    while (planned.length < count) planned.push(this.#ordinaryPayment(date));
    const queues = Map.groupBy(planned, (payment) => payment.holder);
    await inParallel(queues.values(), async (payments) => {
      for (const payment of payments) await this.#make(payment);
    });
    return planned;
  }

  /** Some of the day's payments, which the store takes back whole. */
  toVoid(payments: readonly Payment[]): readonly Payment[] {
    return this.#random.shuffled(payments.filter(isOrdinary)).slice(0, VOIDS_A_DAY);
  }

  async void(payments: readonly Payment[], date: string): Promise<void> {
    const clerk = await this.#town.as("clerk");
    for (const payment of payments) {
      const own = this.#books.reverse(payment, payment.amountYen, date);
      const { operationId, handle } = payment.made as NonNullable<Payment["made"]>;
      const order = {
        operationId: this.#town.operation(tailOf(operationId)),
        handle,
        storeId: this.#shop(payment).storeId,
      };
      const path = `counter/payments/${operationId}/void`;
      agree(await clerk.done<ReversalReply>("POST", path, order), own, payment);
    }
  }

  /** Refunds of the story, and parts of some payments of any day before. */
  async refund(date: string): Promise<void> {
    for (const told of TOLD_REFUNDS.filter((each) => each.date === date)) {
      const payment = this.#books.payments.find((each) => each.store === told.store && each.date === told.of);
      await this.refundPart(payment as Payment, told.yen, date);
    }
    const earlier = this.#books.payments.filter(
      (payment) => isOrdinary(payment) && payment.date < date && payment.reversedYen < payment.amountYen,
    );
    for (const payment of this.#random.shuffled(earlier).slice(0, REFUNDS_A_DAY)) {
      const left = payment.amountYen - payment.reversedYen;
      await this.refundPart(payment, this.#random.chance(0.3) ? left : this.#random.between(1, left), date);
    }
  }

  async refundPart(payment: Payment, amountYen: number, date: string): Promise<void> {
    const own = this.#books.reverse(payment, amountYen, date);
    const { operationId } = payment.made as NonNullable<Payment["made"]>;
    const order = { operationId: this.#town.operation(tailOf(operationId)), amountYen, reason: "返品" };
    const secretariat = await this.#town.secretariat;
    const path = `payments/${operationId}/refund`;
    agree(await secretariat.done<ReversalReply>("POST", path, order), own, payment);
  }

  /** The secretariat cancels a coupon of which somebody has paid at least so much; that payment. */
  async cancelOnePaidFrom(leastYen: number, date: string): Promise<Payment> {
    const payment = this.#books.payments.find(
      ({ holder, amountYen, reversedYen }) =>
        amountYen - reversedYen >= leastYen && (holder as Coupon).inHand && liveYen(holder, date) > 0,
    ) as Payment;
    const coupon = payment.holder as Coupon;
    const secretariat = await this.#town.secretariat;
    const found = await this.#inspect(coupon, this.#shop(payment));
    const order = { operationId: this.#town.operation(found.coupon.idTail), reason: "紛失" };
    const path = `coupons/${coupon.couponId}/cancel`;
    const done = await secretariat.done<CancelReply>("POST", path, order);
    assert.equal(done.amountYen, this.#books.cancel(coupon, date));
    return payment;
  }

  /** Nobody pays at a suspended store, with paper or by phone. */
  async refusedAt(store: StoreName, date: string): Promise<void> {
    const shop = this.#town.shops.get(store) as Shop;
    const { verdict } = await this.#inspect(this.#random.pick(this.#usable(date)), shop);
    assert.deepEqual(verdict, { ok: false, code: "store-suspended" });
    const resident = this.#random.pick(this.#residents.filter(({ wallet }) => liveYen(wallet, date) > 0));
    assert.equal(await resident.refusedAt(shop), "store-suspended");
  }

  #ordinaryPayment(date: string): Payment {
    const wanted = this.#random.between(150, 1_500);
    const wallets = this.#residents.filter(({ wallet }) => liveYen(wallet, date) > 0);
    const byApp = wallets.length > 0 && this.#random.chance(APP_SHARE);
    const holder = byApp ? this.#random.pick(wallets).wallet : this.#random.pick(this.#usable(date));
    const stores = ORDINARY_STORES.filter(([, store]) => {
      if (store === SUSPENDED.store && date >= SUSPENDED.from) return false;
      return byApp || this.#town.shops.get(store)?.takesPaper === true;
    });
    const amountYen = Math.min(wanted, liveYen(holder, date));
    return this.#books.pay(holder, this.#random.weighted(stores), amountYen, date);
  }

  /** Coupons in somebody's hand with at least so much left. */
  #usable(date: string, leastYen = 1): readonly Coupon[] {
    return this.#books.coupons.filter((coupon) => coupon.inHand && liveYen(coupon, date) >= leastYen);
  }

  #shop({ store }: Payment): Shop {
    return this.#town.shops.get(store as StoreName) as Shop;
  }

  async #make(payment: Payment): Promise<void> {
    const shop = this.#shop(payment);
    const resident = this.#residents.find(({ wallet }) => wallet === payment.holder);
    if (resident) return resident.pay(payment, shop);
    const coupon = payment.holder as Coupon;
    const { storeId, tillId } = shop;
    const found = await this.#inspect(coupon, shop);
    assert.deepEqual(
      [found.verdict, found.coupon.spendableYen],
      [{ ok: true }, payment.balanceAfterYen + payment.amountYen],
      coupon.name,
    );
    const { idTail, handle } = found.coupon;
    const operationId = this.#town.operation(idTail);
    const order = { storeId, tillId, operationId, handle, amountYen: payment.amountYen };
    const clerk = await this.#town.as("clerk");
    const reply = await clerk.done<PaymentReply>("POST", "counter/payments", order);
    assert.equal(reply.receipt.balanceAfterYen, payment.balanceAfterYen, coupon.name);
    payment.made = { operationId, handle: reply.handle };
  }

  async #inspect({ code }: Coupon, { storeId, tillId }: Shop): Promise<CounterInspectReply> {
    const clerk = await this.#town.as("clerk");
    return clerk.done<CounterInspectReply>("POST", "counter/inspect", { storeId, tillId, code });
  }
}

function isOrdinary({ store }: Payment): boolean {
  return ORDINARY_STORES.some(([, each]) => each === store);
}

/** What the system says of a reversal is what the books say. */
function agree(reply: ReversalReply, own: { expiredYen: number; balanceAfterYen: number }, payment: Payment) {
  const { expiredYen, balanceAfterYen } = reply;
  assert.deepEqual({ expiredYen, balanceAfterYen }, own, `reversal at ${payment.store} of ${payment.date}`);
}
