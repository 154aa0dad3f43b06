import { addDays, type BusinessDate, startOfDayMs } from "../../../schema/calendar.ts";
import type { TestContext } from "../harness.ts";

/** A date as the test writes it down. */
export const day = (text: string) => text as BusinessDate;

/** Days on which people pay: the programme's first and last. Golden Week and both ends of a closing lie between them. */
export const FIRST = day("2027-04-20");
export const LAST = day("2027-05-20");

/** Every day on which people pay, in order: 31 of them. */
export const DAYS: readonly BusinessDate[] = Array.from({ length: 31 }, (_, at) => addDays(FIRST, at));

/** A closing as a person reads it off the calendar of 2027: its dates, when it is done, when banks pay it. */
export interface PlannedClosing {
  readonly number: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Five bank days after `to`: not 1–5 May (weekend and three holidays), not 8, 9, 15 and 16 May, not 5 and 6 June. */
  readonly payOn: BusinessDate;
  readonly doneOn: BusinessDate;
}
export const CLOSINGS: readonly [PlannedClosing, PlannedClosing, PlannedClosing] = [
  {
    number: 1,
    from: day("2027-04-16"),
    to: day("2027-04-30"),
    payOn: day("2027-05-12"),
    doneOn: day("2027-05-06"),
  },
  {
    number: 2,
    from: day("2027-05-01"),
    to: day("2027-05-15"),
    payOn: day("2027-05-21"),
    doneOn: day("2027-05-17"),
  },
  {
    number: 3,
    from: day("2027-05-16"),
    to: day("2027-05-31"),
    payOn: day("2027-06-07"),
    doneOn: day("2027-06-01"),
  },
];

/** The clock of the simulated month (CLK-1): the system is started anew for each day, its offset one day further. */
export class MonthClock {
  readonly #ctx: TestContext;
  #offsetMs = 0;

  constructor(ctx: TestContext) {
    this.#ctx = ctx;
  }

  /** The system's time, as the devices of its people show it. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Ends the system and starts it again at this time in Japan. */
  async goTo(date: BusinessDate, hour: number, minute = 0): Promise<void> {
    this.#offsetMs = startOfDayMs(date) + (hour * 60 + minute) * 60_000 - Date.now();
    await this.#ctx.restart({ clockOffsetMs: this.#offsetMs });
  }
}
