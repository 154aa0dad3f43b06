import { createMemo, For, Show } from "solid-js";
import type { Forecast } from "../../../schema/api/fund.ts";
import { Day } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { axisText, axisTop } from "./chart-scale.ts";
import styles from "./fund.module.css";
import { t } from "./words.ts";

type Days = Forecast["days"];

/** Of the drawing, in its own units. */
const BOX = { left: 78, right: 8, top: 12, bottom: 34, width: 480, height: 230 } as const;
const INNER_WIDTH = BOX.width - BOX.left - BOX.right;
const INNER_HEIGHT = BOX.height - BOX.top - BOX.bottom;

/**
 * What was issued as bars and what was used as a line with dots: told apart by shape, so that they can be in grey. The
 * same figures follow as a table.
 */
export function ForecastChart(props: { days: Days; unit: string }) {
  const top = createMemo(() =>
    axisTop(Math.max(...props.days.flatMap((day) => [day.issuedYen, day.usedYen]), 1)),
  );
  const step = () => INNER_WIDTH / props.days.length;
  const middle = (at: number) => BOX.left + step() * (at + 0.5);
  const height = (yen: number) => (Math.max(0, yen) / top()) * INNER_HEIGHT;
  const y = (yen: number) => BOX.top + INNER_HEIGHT - height(yen);
  const line = () =>
    props.days.map((day, at) => `${at === 0 ? "M" : "L"}${middle(at)} ${y(day.usedYen)}`).join("");
  const sum = (of: "issuedYen" | "usedYen") =>
    moneyText(
      props.days.reduce((all, day) => all + day[of], 0),
      props.unit,
      locale(),
    );
  const date = (at: number) => dayText(props.days.at(at)?.date ?? "", locale());
  return (
    <>
      <div class={`row row--apart ${styles.chartHead}`}>
        <h3 class="strong">{t("chartDays")}</h3>
        <span class="row" aria-hidden="true">
          <span class={styles.key}>
            <b /> {t("chartIssued")}
          </span>
          <span class={styles.key}>
            <i /> {t("chartUsed")}
          </span>
        </span>
      </div>
      <svg
        class={styles.chart}
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        role="img"
        aria-label={t("chartLabel", {
          from: date(0),
          to: date(-1),
          issued: sum("issuedYen"),
          used: sum("usedYen"),
        })}
      >
        <For each={[0, top() / 2, top()]}>
          {(yen) => (
            <>
              <path class={styles.grid} d={`M${BOX.left} ${y(yen)}H${BOX.width - BOX.right}`} />
              <text x={BOX.left - 8} y={y(yen) + 6} text-anchor="end">
                {axisText(yen, locale())}
              </text>
            </>
          )}
        </For>
        <For each={props.days}>
          {(day, at) => (
            <rect
              class={styles.issuedBar}
              x={middle(at()) - step() * 0.32}
              width={step() * 0.64}
              y={y(day.issuedYen)}
              height={height(day.issuedYen)}
            />
          )}
        </For>
        <path class={styles.usedHalo} d={line()} />
        <path class={styles.usedLine} d={line()} />
        <For each={props.days}>
          {(day, at) => <circle class={styles.usedDot} cx={middle(at())} cy={y(day.usedYen)} r="4" />}
        </For>
        <For each={props.days}>
          {(day, at) => (
            <Show when={at() % 7 === 0}>
              <text x={middle(at())} y={BOX.height - 10} text-anchor="middle">
                {shortDay(day.date)}
              </text>
            </Show>
          )}
        </For>
      </svg>
      <details class={styles.more}>
        <summary>{t("chartTable")}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("chartDate")}</th>
              <th scope="col" class="num">
                {t("chartIssued")}
              </th>
              <th scope="col" class="num">
                {t("chartUsed")}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.days}>
              {(day) => (
                <tr>
                  <th scope="row">
                    <Day date={day.date} />
                  </th>
                  <td class="num">
                    <Yen amount={day.issuedYen} unit={props.unit} size="text" />
                  </td>
                  <td class="num">
                    <Yen amount={day.usedYen} unit={props.unit} size="text" />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </>
  );
}

/** 11/3: month and day, as an axis has room for. */
function shortDay(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
}
