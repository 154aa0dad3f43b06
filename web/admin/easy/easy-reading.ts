import { createMemo } from "solid-js";
import { businessDate } from "../../../schema/calendar.ts";
import { MAX_PAGE_ROWS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { createLoad } from "../client/load.ts";
import { type UsualPeriod, usualPeriod } from "../sales/sales-period.ts";
import { nextPayout } from "./next-payout.ts";

const whoever = () => staffSession.me()?.staffId;
const salesOf = (which: UsualPeriod) =>
  createLoad(whoever, () =>
    api("GET sales", {
      query: { ...usualPeriod(which, businessDate(serverNow())), by: "day", limit: MAX_PAGE_ROWS },
    }),
  );

/** What was sold today, this month by day, and last month. */
export const loadToday = () => salesOf("today");
export const loadMonth = () => salesOf("thisMonth");
export const loadLastMonth = () => salesOf("lastMonth");

/** The stores' newest statements, and the payout that comes next among them. */
export function loadPayout() {
  const load = createLoad(whoever, () => api("GET statements", { query: { limit: MAX_PAGE_ROWS } }));
  const next = createMemo(() => {
    const rows = load.value()?.rows;
    return rows && nextPayout(rows, businessDate(serverNow()));
  });
  return { load, next };
}
