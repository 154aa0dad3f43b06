import { createMemo, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { addDays, type BusinessDate, businessDate } from "../../../schema/calendar.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { BarsAndLine, type Point } from "../charts/bars-and-line.tsx";
import { t } from "./words.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MARK_EVERY_HOURS = 3;

/** What was used in each hour of today, beside yesterday's. */
export function HoursCard(props: { pay: PayFace; figures: Figures }) {
  const today = () => businessDate(props.figures.serverNowMs);
  const usedIn = (date: BusinessDate) =>
    new Map(
      props.figures.hours
        .filter((one) => one.date === date)
        .map((one) => [one.hour, one.paidYen - one.reversedYen]),
    );
  const days = createMemo(() => ({ today: usedIn(today()), yesterday: usedIn(addDays(today(), -1)) }));
  const points = createMemo<readonly Point[]>(() =>
    HOURS.map((hour) => ({
      mark: hour % MARK_EVERY_HOURS === 0 ? t("hourMark", { hour: String(hour) }) : undefined,
      name: t("hourName", { hour: String(hour) }),
      bar: days().today.get(hour) ?? 0,
      line: days().yesterday.get(hour) ?? 0,
    })),
  );
  const money = (yen: number) => moneyText(yen, props.pay.unitWord, locale());
  const sum = (of: ReadonlyMap<number, number>) =>
    [...of].reduce((all, [hour, yen]) => (hour === -1 ? all : all + yen), 0);
  const used = () => points().some(({ bar, line }) => bar !== 0 || line !== 0);
  /** What books today although it happened before: in no hour of today. */
  const late = () => days().today.get(-1) ?? 0;
  return (
    <section class="card card--tight">
      <Show when={used()} fallback={<NoHours />}>
        <BarsAndLine
          title={t("hours")}
          level={2}
          size="wide"
          over={t("hourCol")}
          bars={t("today")}
          line={t("yesterday")}
          label={t("hoursLabel", {
            today: money(sum(days().today)),
            yesterday: money(sum(days().yesterday)),
          })}
          unit={props.pay.unitWord}
          points={points()}
        />
      </Show>
      <Show when={late() !== 0}>
        <p class="small quiet">{t("hoursLate", { amount: money(late()) })}</p>
      </Show>
    </section>
  );
}

function NoHours() {
  return (
    <>
      <h2 class="card__title">{t("hours")}</h2>
      <p class="quiet">{t("hoursEmpty")}</p>
    </>
  );
}
