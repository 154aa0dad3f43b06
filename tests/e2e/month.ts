/**
 * A simulated month, day by day on the moved clock (CLK-1), through the API alone: 5,000 payments on paper and by phone,
 * voids, refunds before and after the payout, a returned transfer, money that expired, three closings, the programme's end.
 * The test keeps books of its own; after each closing they and the system's lines, statements, bank file, fund, figures,
 * dashboard and reports agree to the yen, and the audit holds (DSH-1, DSH-2, STL-5, STL-6, STL-8, STL-10, FND-1, FND-5, FND-12, REV-1, AUD-2, AUD-5).
 */

import type { TestContext } from "./harness.ts";
import { CLOSINGS, DAYS, day } from "./month/dates.ts";
import { Month } from "./month/month.ts";
import type { Rate } from "./month/own-closing.ts";
import { CORRECTED_ACCOUNT, LATE_ACCOUNT } from "./month/people.ts";
import { SUSPENDED } from "./month/story.ts";
import { STANDARD_RATE } from "./month/town.ts";

export const name = "month";
export const unseeded = true;
export const limitMs = 30 * 60_000;

/** `SEED=7 PAYMENTS=500 npm run e2e -- month` for another month. */
const SEED = Number(process.env.SEED ?? 20_270_420);
const PAYMENTS = Number(process.env.PAYMENTS ?? 5_000);
/** What the programme charges from its third closing on. */
const LATER_RATE: Rate = { basisPoints: 200, fixedYen: 100 };
const [FIRST_CLOSING, SECOND_CLOSING, THIRD_CLOSING] = CLOSINGS;

/** What offices do on a morning, beside the traffic of the day. */
const MORNINGS: { readonly [date: string]: (month: Month) => Promise<void> } = {
  "2027-04-21": (month) => month.leaveSheetsInDrawer(),
  "2027-04-23": (month) => month.withdrawSheets(),
  "2027-04-24": (month) => month.cancelCoupon(),
  "2027-04-28": (month) => month.refundCancelled(),
  "2027-05-06": (month) => month.close(FIRST_CLOSING, STANDARD_RATE),
  [SUSPENDED.from]: (month) => month.suspend(SUSPENDED.store),
  "2027-05-10": (month) => month.town.writeRule(THIRD_CLOSING.from, LATER_RATE),
  "2027-05-12": (month) => month.returnExpired(day("2027-05-11")),
  "2027-05-13": (month) => month.bounce("八百新", 1),
  "2027-05-14": async (month) => {
    await month.office.settle();
    await month.town.writeAccount("浜の会", LATE_ACCOUNT);
    await month.town.writeAccount("八百新", CORRECTED_ACCOUNT);
    month.office.accountLookedAt("八百新");
  },
  "2027-05-17": async (month) => {
    await month.close(SECOND_CLOSING, STANDARD_RATE);
    await month.paidLater(1, ["八百新", "浜の会"]);
  },
};

export async function run(ctx: TestContext): Promise<void> {
  ctx.log(`seed ${SEED}, ${PAYMENTS} payments`);
  const month = await Month.begin(ctx, SEED);
  const upTo = (days: number) => Math.floor((PAYMENTS * days) / DAYS.length);
  for (const [at, date] of DAYS.entries()) {
    await month.wakeUp(date);
    await MORNINGS[date]?.(month);
    await month.trade(upTo(at + 1) - upTo(at));
  }
  await month.wakeUp(day("2027-05-21"));
  await month.office.settle();
  await month.closeProgramme();
  await month.returnExpired(day("2027-05-20"));
  await month.wakeUp(THIRD_CLOSING.doneOn);
  await month.close(THIRD_CLOSING, LATER_RATE);
  await month.wakeUp(THIRD_CLOSING.payOn);
  await month.office.settle();
  await month.settleProgramme(PAYMENTS);
}
