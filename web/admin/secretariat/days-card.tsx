import { createMemo, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Dashboard } from "../../../schema/api/dashboard.ts";
import { addDays, daysBetween } from "../../../schema/calendar.ts";
import { Day } from "../../shared/components/date-time.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { BarsAndLine, type Point, shortDay } from "../charts/bars-and-line.tsx";
import { t } from "./words.ts";

/** Dates that an axis has room for. */
const MARKS = 8;

/** What was issued and used on each day of the period; of one day alone the hours say more. */
export function DaysCard(props: { pay: PayFace; board: Dashboard }) {
  const points = createMemo<readonly Point[]>(() => {
    const { from, to, days } = props.board;
    const found = new Map(days.map((day) => [day.date, day]));
    const count = daysBetween(from, to) + 1;
    const every = Math.max(1, Math.ceil(count / MARKS / 7)) * (count > MARKS ? 7 : 1);
    return Array.from({ length: count }, (_, at) => {
      const date = addDays(from, at);
      const day = found.get(date);
      return {
        mark: at % every === 0 ? shortDay(date) : undefined,
        name: <Day date={date} />,
        bar: day?.issuedYen ?? 0,
        line: day ? day.paidYen - day.reversedYen : 0,
      };
    });
  });
  const money = (yen: number) => moneyText(yen, props.pay.unitWord, locale());
  return (
    <Show when={props.board.from < props.board.to && props.board.days.length > 0}>
      <section class="card card--tight">
        <BarsAndLine
          title={t("days")}
          level={2}
          size="wide"
          over={t("dayCol")}
          bars={t("issued")}
          line={t("used")}
          label={t("daysLabel", {
            from: dayText(props.board.from, locale()),
            to: dayText(props.board.to, locale()),
            issued: money(props.board.total.issuedYen),
            used: money(props.board.total.netYen),
          })}
          unit={props.pay.unitWord}
          points={points()}
        />
      </section>
    </Show>
  );
}
