import { Match, Show, Switch } from "solid-js";
import type { Forecast, RunOut } from "../../../schema/api/fund.ts";
import { daysBetween } from "../../../schema/calendar.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import type { Load } from "../client/load.ts";
import { ForecastChart } from "./forecast-chart.tsx";
import styles from "./fund.module.css";
import { t } from "./words.ts";

/** When what can be issued runs out (FND-9), with its range, what it is made of, and how it is worked out. */
export function ForecastCard(props: { load: Load<Forecast>; unit: string }) {
  return (
    <section class={`card ${styles.forecast}`}>
      <h2 class="card__title">{t("forecast")}</h2>
      <Show when={props.load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void props.load.reload()} />}
      </Show>
      <Show
        when={props.load.value()}
        fallback={
          <Show when={!props.load.trouble()}>
            <GreyRows />
          </Show>
        }
      >
        {(forecast) => <Told forecast={forecast()} unit={props.unit} />}
      </Show>
    </section>
  );
}

function Told(props: { forecast: Forecast; unit: string }) {
  const money = (yen: number) => moneyText(yen, props.unit, locale());
  const dated = () => {
    const { runOut } = props.forecast;
    return runOut.kind === "date" ? runOut : undefined;
  };
  const none = () => {
    const { runOut } = props.forecast;
    return runOut.kind === "none" ? runOut : undefined;
  };
  return (
    <>
      <Switch>
        <Match when={dated()}>
          {(runOut) => <Dated forecast={props.forecast} runOut={runOut()} money={money} />}
        </Match>
        <Match when={none()}>
          {(runOut) => (
            <div>
              <p class="strong">{runOut().why === "too-few-days" ? t("forecastFew") : t("forecastQuiet")}</p>
              <Show when={runOut().why === "too-few-days"}>
                <p class="quiet">{t("forecastFewNext")}</p>
              </Show>
            </div>
          )}
        </Match>
        <Match when={props.forecast.runOut.kind === "empty"}>
          <Note tone="danger">{t("forecastEmpty")}</Note>
        </Match>
      </Switch>
      <dl class="lines">
        <div>
          <dt>{t("forecastLeft")}</dt>
          <dd>
            <Yen
              amount={props.forecast.availableYen + props.forecast.allottedYen}
              unit={props.unit}
              size="text"
            />
          </dd>
        </div>
      </dl>
      <p class="small quiet">
        {t("forecastLeftIs", {
          available: money(props.forecast.availableYen),
          allotted: money(props.forecast.allottedYen),
        })}
      </p>
      <Show
        when={props.forecast.days.some((day) => day.issuedYen !== 0 || day.usedYen !== 0)}
        fallback={<p class="quiet">{t("chartEmpty")}</p>}
      >
        <ForecastChart days={props.forecast.days} unit={props.unit} />
      </Show>
      <Show when={dated()}>
        <details class={styles.more}>
          <summary>{t("forecastHow")}</summary>
          <ul class={styles.how}>
            <li>{t("forecastHowPace")}</li>
            <li>{t("forecastHowRange")}</li>
            <li>{t("forecastHowNot")}</li>
          </ul>
        </details>
      </Show>
    </>
  );
}

type DatedRunOut = Extract<RunOut, { kind: "date" }>;

function Dated(props: { forecast: Forecast; runOut: DatedRunOut; money: (yen: number) => string }) {
  const day = (date: string | null) => (date === null ? t("forecastLater") : dayText(date, locale()));
  /** Days between running out and the programme's end, where it is before. */
  const early = () => {
    const { on } = props.runOut;
    return on !== null && on < props.forecast.endsOn ? daysBetween(on, props.forecast.endsOn) : null;
  };
  return (
    <>
      <p class={styles.date}>
        <Show when={props.runOut.on} fallback={t("forecastFar", { date: day(props.forecast.horizonOn) })}>
          {(on) => t("forecastDay", { date: day(on()) })}
        </Show>
      </p>
      <p class="quiet">
        {t("forecastPace", {
          weeks: formatNumber(props.runOut.weeks),
          perDay: props.money(props.runOut.perDayYen),
        })}{" "}
        <Show when={props.runOut.earliestOn}>
          {t("forecastRange", { earliest: day(props.runOut.earliestOn), latest: day(props.runOut.latestOn) })}
        </Show>
      </p>
      <Show
        when={early()}
        fallback={<Note tone="ok">{t("forecastEnough", { date: day(props.forecast.endsOn) })}</Note>}
      >
        {(days) => <Note tone="warn">{t("forecastEarly", { days: formatNumber(days()) })}</Note>}
      </Show>
    </>
  );
}
