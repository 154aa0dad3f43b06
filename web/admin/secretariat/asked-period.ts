import { useSearchParams } from "@solidjs/router";
import { addDays, type BusinessDate, isBusinessDate } from "../../../schema/calendar.ts";
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
  const backwards = () => isBusinessDate(from()) && isBusinessDate(to()) && to() < from();
  const dates = (): PeriodDates | undefined => {
    const name = period();
    if (name !== "own") return datesOf(name, today());
    const [first, last] = [from(), to()];
    return isBusinessDate(first) && isBusinessDate(last) && first <= last
      ? { from: first, to: last }
      : undefined;
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
    backwards,
    choose,
    setDays: (days: { readonly from?: string; readonly to?: string }) =>
      setSearch({ period: undefined, from: from(), to: to(), ...days }),
  };
}
export type Period = ReturnType<typeof createPeriod>;
