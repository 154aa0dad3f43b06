import { useSearchParams } from "@solidjs/router";
import { createMemo } from "solid-js";
import { SALES_BY, type SalesBy } from "../../../schema/api/sales.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { MAX_SALES_DAYS } from "../../../schema/limits.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { periodFault } from "../client/period-fault.ts";
import { type Period, type UsualPeriod, usualPeriod } from "./sales-period.ts";

/** What of the sales is looked at, as it is asked of the system. */
export interface Question extends Period {
  readonly by: SalesBy;
  readonly storeId?: string;
  readonly tillId?: string;
  readonly programmeId?: string;
}

/** The question of the screen as the address has it (this month by day, unless told otherwise), to be read and set. */
export function createQuestion() {
  const [search, setSearch] = useSearchParams<{
    from?: string;
    to?: string;
    by?: string;
    store?: string;
    till?: string;
    programme?: string;
  }>();
  const today = businessDate(serverNow());
  const usual = usualPeriod("thisMonth", today);
  const stores = () => staffSession.me()?.stores ?? [];
  const programmes = () => staffSession.me()?.programmes ?? [];
  const from = () => search.from ?? usual.from;
  const to = () => search.to ?? usual.to;
  const by = (): SalesBy => SALES_BY.find((one) => one === search.by) ?? "day";
  const store = () => stores().find((one) => one.storeId === search.store);
  const till = () => store()?.tills.find((one) => one.tillId === search.till);
  const programme = () => programmes().find((one) => one.programmeId === search.programme);
  const fault = () => periodFault(from(), to(), MAX_SALES_DAYS);
  const question = createMemo<Question | undefined>(
    () => {
      if (fault()) return undefined;
      const [storeId, tillId, programmeId] = [store()?.storeId, till()?.tillId, programme()?.programmeId];
      return {
        from: from() as Period["from"],
        to: to() as Period["to"],
        by: by(),
        ...(storeId ? { storeId } : {}),
        ...(tillId ? { tillId } : {}),
        ...(programmeId ? { programmeId } : {}),
      };
    },
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  const isUsual = (which: UsualPeriod) => {
    const period = usualPeriod(which, today);
    return period.from === from() && period.to === to();
  };
  return {
    question,
    stores,
    programmes,
    from,
    to,
    by,
    store,
    till,
    programme,
    fault,
    isUsual,
    choose: (which: UsualPeriod) => setSearch({ ...usualPeriod(which, today) }),
    set: (to: { readonly [Part in keyof typeof search]?: string | undefined }) => setSearch(to),
  };
}
export type QuestionParts = ReturnType<typeof createQuestion>;
