import { useSearchParams } from "@solidjs/router";
import { addDays, type BusinessDate } from "../../../schema/calendar.ts";
import { MAX_DASHBOARD_DAYS } from "../../../schema/limits.ts";
import { periodFault } from "../client/period-fault.ts";
import { datesOf, PERIODS, type PeriodDates, type PeriodName } from "./period.ts";

/**
 * The dashboard's period as the address has it: four weeks unless told otherwise. A name moves on with the days, so that a
 * kept address shows what is true today; two days stay as they are (DSH-4). `dates` is undefined while two days make no sense.
 */
export function createPeriod(today: () => BusinessDate) {
  const [search, setSearch] = useSearchParams<{ period?: string; from?: string; to?: string }>();
  const period = (): PeriodName =>
    (search.period === undefined && search.from !== undefined
      ? "own"
      : PERIODS.find((one) => one === search.period)) ?? "weeks";
  const from = () => search.from ?? addDays(today(), -27);
  const to = () => search.to ?? today();
  const fault = () => periodFault(from(), to(), MAX_DASHBOARD_DAYS);
  const dates = (): PeriodDates | undefined => {
    const name = period();
    if (name !== "own") return datesOf(name, today());
    return fault() === undefined ? { from: from() as BusinessDate, to: to() as BusinessDate } : undefined;
  };
  const choose = (name: PeriodName) =>
    setSearch(
      name === "own"
        ? { period: undefined, from: from(), to: to() }
        : { period: name, from: undefined, to: undefined },
    );
  return {
    period,
    dates,
    from,
    to,
    fault,
    choose,
    /** A day that is still being typed changes nothing. */
    setDays: (days: { readonly from?: string; readonly to?: string }) => {
      if (Object.values(days).includes("")) return;
      setSearch({ period: undefined, from: from(), to: to(), ...days });
    },
  };
}
export type Period = ReturnType<typeof createPeriod>;
