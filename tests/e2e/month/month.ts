import { strict as assert } from "node:assert";
import type { ExpiredMoney, ExpiredReturnReply } from "../../../schema/api/expired.ts";
import type { Moves } from "../../../schema/api/programmes.ts";
import { addDays, type BusinessDate } from "../../../schema/calendar.ts";
import { Random } from "../../simulation/random.ts";
import { auditBooks } from "../audit-books.ts";
import { type TestContext, until } from "../harness.ts";
import { rebuild } from "../rebuilt.ts";
import { checkFigures, checkFund, checkPaidOut, sealed, WAIT_MS } from "./checks.ts";
import { checkBoard, checkHours } from "./dashboard.ts";
import { DAYS, FIRST, MonthClock, type PlannedClosing } from "./dates.ts";
import { checkMovements } from "./movements.ts";
import { OwnBooks, type Payment, sum } from "./own-books.ts";
import type { Rate } from "./own-closing.ts";
import { type ClosedClosing, PayoutOffice } from "./payout-office.ts";
import type { StoreName } from "./people.ts";
import { checkAllReports, checkReports, reportHashes } from "./reports.ts";
import { Resident } from "./residents.ts";
import { checkStatements } from "./statements.ts";
import { MORNING_AFTER, NIGHT } from "./story.ts";
import { ALLOTTED_YEN, DEPOSIT_YEN, Town } from "./town.ts";
import { Traffic } from "./traffic.ts";

const RESIDENTS = 12;
/** The issuer's desk is open every other day. */
const HAND_OUT_EVERY = 2;

/** An issue whose sheets nobody has been given. */
type Drawer = Awaited<ReturnType<Traffic["issue"]>>;

/** The month as it goes by: the town, its clock and both sets of books. */
export class Month {
  readonly town: Town;
  readonly office: PayoutOffice;
  readonly #ctx: TestContext;
  readonly #clock: MonthClock;
  readonly #books: OwnBooks;
  readonly #traffic: Traffic;
  #date: BusinessDate = FIRST;
  /** Made shortly before midnight, voided shortly after it. */
  #overNight: readonly Payment[] = [];
  #inDrawer: Drawer | null = null;
  #ofCancelled: Payment | null = null;
  /** Payments that the files of the closings list. */
  #listed = 0;

  private constructor(ctx: TestContext, clock: MonthClock, town: Town, books: OwnBooks, traffic: Traffic) {
    this.#ctx = ctx;
    this.#clock = clock;
    this.town = town;
    this.#books = books;
    this.#traffic = traffic;
    this.office = new PayoutOffice(ctx, town, books);
  }

  /** Makes the town on the first morning. */
  static async begin(ctx: TestContext, seed: number): Promise<Month> {
    const clock = new MonthClock(ctx);
    await clock.goTo(FIRST, 9);
    const town = await Town.make(ctx, clock);
    const books = new OwnBooks();
    books.fund.depositedYen = DEPOSIT_YEN;
    books.fund.allottedYen = ALLOTTED_YEN;
    const residents: Resident[] = [];
    for (let at = 0; at < RESIDENTS; at += 1)
      residents.push(await Resident.register(ctx, town, books, `0901234${String(at).padStart(4, "0")}`));
    return new Month(ctx, clock, town, books, new Traffic(town, books, new Random(seed), residents));
  }

  /** The next date to be lived through: the system is started at its time. */
  async wakeUp(date: BusinessDate): Promise<void> {
    this.#date = date;
    if (date === NIGHT) await this.#clock.goTo(date, 23, 45);
    else if (date === MORNING_AFTER) await this.#clock.goTo(date, 0, 4);
    else if (date !== FIRST) await this.#clock.goTo(date, 10);
    await this.#traffic.void(this.#overNight, date);
    this.#overNight = [];
  }

  /** What people do on the date, so many payments of it, while the date before is sealed. */
  async trade(payments: number): Promise<void> {
    const date = this.#date;
    const traffic = this.#traffic;
    const sealing = this.#ctx.server.sweep();
    if (DAYS.indexOf(date) % HAND_OUT_EVERY === 0) await traffic.handOut(date);
    await traffic.charge(date);
    const made = await traffic.pay(date, payments);
    const toVoid = traffic.toVoid(made);
    if (date === NIGHT) this.#overNight = toVoid;
    else await traffic.void(toVoid, date);
    await traffic.refund(date);
    await checkFigures(this.town, this.#books, date);
    await sealing;
    // No sooner than an hour after its end, which on that morning has not passed.
    if (date !== FIRST && date !== MORNING_AFTER) await sealed(this.town, addDays(date, -1));
    await checkHours(this.town, this.#books, date);
  }

  /* ---------- What offices do on a morning ---------- */

  async leaveSheetsInDrawer(): Promise<void> {
    this.#inDrawer = await this.#traffic.issue(this.#date, 3_000, 3, false);
  }

  /** Sheets that were never handed over are worth nothing, and the issuer has the yen again (FND-6). */
  async withdrawSheets(): Promise<void> {
    const { issueId, coupons } = this.#inDrawer as Drawer;
    const order = { operationId: this.town.operation(this.town.fundIdTail), reason: "印刷のまちがい" };
    await (await this.town.as("issuer")).done("POST", `issues/${issueId}/withdraw`, order);
    for (const coupon of coupons) this.#books.cancel(coupon, this.#date);
  }

  async cancelCoupon(): Promise<void> {
    this.#ofCancelled = await this.#traffic.cancelOnePaidFrom(300, this.#date);
  }

  /** A refund onto a cancelled coupon is the issuer's (REV-5). */
  async refundCancelled(): Promise<void> {
    await this.#traffic.refundPart(this.#ofCancelled as Payment, 300, this.#date);
  }

  async suspend(store: StoreName): Promise<void> {
    const path = `stores/${this.town.idOf(store)}/suspension`;
    await (await this.town.secretariat).done("POST", path, { suspended: true, reason: "QRの張りかえの疑い" });
    await this.#traffic.refusedAt(store, this.#date);
  }

  /** A closing with everything that comes of it, compared with the test's own books (B3). */
  async close(planned: PlannedClosing, standard: Rate): Promise<void> {
    // The dates since the last trade, on which nothing happened.
    await this.#ctx.server.sweep();
    await sealed(this.town, planned.to);
    await this.office.close(planned, standard);
    // Fees of an approved closing are kept by the sweep (FND-13).
    await this.#ctx.server.sweep();
    await this.office.pay(planned.payOn);
    await this.#statements(this.office.closings.length);
    this.#listed += await checkMovements(this.town, this.#books, planned);
    await checkReports(this.town, this.#books, planned);
    await checkBoard(this.town, this.#books, planned);
    await checkFigures(this.town, this.#books, this.#date);
    await checkFund(this.town, this.#books);
    await this.#audit();
  }

  /** What had expired by a sealed date goes back to the funder, each bucket once (FND-5). */
  async returnExpired(asOf: BusinessDate): Promise<void> {
    const path = `programmes/${this.town.programmeId}`;
    await this.#ctx.server.sweep();
    await sealed(this.town, asOf);
    const secretariat = await this.town.secretariat;
    const { returned } = this.#books;
    const expired = this.#books.expiredBefore(addDays(asOf, 1));
    const expected = [...expired]
      .map(([expiresOn, expiredYen]) => {
        const returnedYen = returned.get(expiresOn) ?? 0;
        return { expiresOn, expiredYen, returnedYen, dueYen: expiredYen - returnedYen };
      })
      .filter(({ dueYen }) => dueYen !== 0)
      .sort((a, b) => a.expiresOn.localeCompare(b.expiresOn));
    const now = await secretariat.done<ExpiredMoney>("GET", `${path}/expired-money`);
    assert.deepEqual(now, { asOf, buckets: expected });
    for (const { expiresOn, dueYen, expiredYen } of expected) {
      const order = () =>
        secretariat.done<ExpiredReturnReply>("POST", `${path}/expired-returns`, { expiresOn, asOf });
      const [first, again] = [await order(), await order()];
      assert.deepEqual([first.amountYen, first.replayed, again.replayed], [dueYen, false, true]);
      returned.set(expiresOn, expiredYen);
    }
    const isEmpty = async () =>
      (await secretariat.done<ExpiredMoney>("GET", `${path}/expired-money`)).buckets.length === 0;
    await until("nothing expired to be left", isEmpty, WAIT_MS);
    const again = expected.filter(({ returnedYen }) => returnedYen > 0);
    this.#ctx.log(
      `expired by ${asOf}: ${sum(expected.map(({ dueYen }) => dueYen))} yen of ${expected.length} dates returned` +
        (again.length > 0 ? `, of ${again.length} of them once more after refunds` : ""),
    );
    await checkFund(this.town, this.#books);
  }

  /** The bank sends a payee's transfer of a closing back, and its statements say so. */
  async bounce(payee: string, closing: number): Promise<void> {
    await this.office.bounce(payee);
    await this.#statements(closing, payee);
  }

  /** What came back, or had no account, was in a later file, and the statements of its closing name that one. */
  async paidLater(closing: number, payees: readonly string[]): Promise<void> {
    for (const payee of payees) await this.#statements(closing, payee);
  }

  async closeProgramme(): Promise<void> {
    await this.#moveProgramme("closed");
  }

  /** As far as the rules let it: everything has expired and is returned; every closing is paid (PRG-3). */
  async settleProgramme(payments: number): Promise<void> {
    await this.#moveProgramme("settled");
    const { closings } = this.office;
    const total = (key: "paidYen" | "reversedYen" | "feeYen" | "taxYen") =>
      sum(closings.map(({ body }) => body[key]));
    const carried = closings.at(-1)?.body.carriedOutYen ?? 0;
    const fund = await checkFund(this.town, this.#books);
    assert.equal(
      total("paidYen") - total("reversedYen"),
      fund.paidOutYen + total("feeYen") + total("taxYen") + carried,
    );
    await checkPaidOut(this.town, FIRST, this.office.movesYen);
    const figures = await checkFigures(this.town, this.#books, this.#date);
    assert.equal(figures.liveYen, 0);
    assert.equal(fund.returnedYen, figures.expiredYen);
    assert.deepEqual([this.#listed, figures.payments], [payments, payments]);
    await this.#audit();
    await this.#reports();
    this.#ctx.log(
      `${payments} payments; issued ${figures.issuedYen} − cancelled ${figures.cancelledYen} = ` +
        `used ${figures.paidYen} + expired ${figures.expiredYen}; paid out ${fund.paidOutYen}, ` +
        `fees ${total("feeYen")}, tax ${total("taxYen")}, owed by stores ${-carried}`,
    );
  }

  async #moveProgramme(to: "closed" | "settled"): Promise<void> {
    const secretariat = await this.town.secretariat;
    const path = `programmes/${this.town.programmeId}`;
    const { moves } = await secretariat.done<Moves>("GET", `${path}/moves`);
    const missing = moves.find((move) => move.to === to)?.missing ?? [];
    assert.deepEqual(
      missing.filter(({ blocks }) => blocks),
      [],
    );
    await secretariat.done("POST", `${path}/state`, { to, reason: "期間の終わり" });
  }

  async #statements(closing: number, ofMerchant?: string): Promise<void> {
    const of = this.office.closings[closing - 1] as ClosedClosing;
    const isMeant = (merchant: string) => ofMerchant === undefined || merchant === ofMerchant;
    await checkStatements(this.town, this.office, of, this.#ctx.workDir, isMeant);
  }

  /** The reports of the whole time are fund, files and books, and the same files after D1 is made again (RPT-4, B13). */
  async #reports(): Promise<void> {
    const dates = { from: FIRST, to: addDays(this.#date, -1) };
    await this.#ctx.server.sweep();
    await sealed(this.town, dates.to);
    const files = this.office.payouts.map(({ file }) => file);
    const returnedYen = 0 - sum(this.office.movesYen.filter((yen) => yen < 0));
    await checkAllReports(this.town, this.#books, dates, files, returnedYen);
    const board = await checkBoard(this.town, this.#books, dates);
    const own = this.#books.figures(this.#date);
    assert.deepEqual(
      [board.total.netYen, board.total.issuedYen, board.total.cancelledYen],
      [own.paidYen, own.issuedYen, own.cancelledYen],
      "the dashboard from the first day on is the programme's figures",
    );
    const before = await reportHashes(this.town, dates);
    const { equal, problems } = await rebuild(this.#ctx);
    assert.deepEqual([equal, problems], [true, 0]);
    assert.deepEqual(await reportHashes(this.town, dates), before);
    assert.deepEqual(await checkBoard(this.town, this.#books, dates), board);
    await checkFigures(this.town, this.#books, this.#date);
    this.#ctx.log(
      `the dashboard: ${board.total.netYen} yen by every way it is told, and again after D1 was made again`,
    );
    this.#ctx.log(`${before.length} reports as of ${dates.to}: the same after D1 was made again`);
  }

  async #audit(): Promise<void> {
    const verdict = await auditBooks(this.#ctx.stateDir);
    assert.equal(verdict.holds, true, JSON.stringify(verdict));
    this.#ctx.log(`the books hold: ${verdict.actors} actors, ${verdict.journalRows} journal rows`);
  }
}
