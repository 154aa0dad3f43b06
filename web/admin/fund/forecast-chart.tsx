import type { Forecast } from "../../../schema/api/fund.ts";
import { Day } from "../../shared/components/date-time.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { BarsAndLine, shortDay } from "../charts/bars-and-line.tsx";
import { t } from "./words.ts";

type Days = Forecast["days"];

/** What was issued and what was used on the days that the forecast is made of. */
export function ForecastChart(props: { days: Days; unit: string }) {
  const sum = (of: "issuedYen" | "usedYen") =>
    moneyText(
      props.days.reduce((all, day) => all + day[of], 0),
      props.unit,
      locale(),
    );
  const date = (at: number) => dayText(props.days.at(at)?.date ?? "", locale());
  return (
    <BarsAndLine
      title={t("chartDays")}
      over={t("chartDate")}
      bars={t("chartIssued")}
      line={t("chartUsed")}
      label={t("chartLabel", {
        from: date(0),
        to: date(-1),
        issued: sum("issuedYen"),
        used: sum("usedYen"),
      })}
      unit={props.unit}
      points={props.days.map((day, at) => ({
        mark: at % 7 === 0 ? shortDay(day.date) : undefined,
        name: <Day date={day.date} />,
        bar: day.issuedYen,
        line: day.usedYen,
      }))}
    />
  );
}
