import { useLocation } from "@solidjs/router";
import { Match, onCleanup, Show, Switch } from "solid-js";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Emblem } from "../../shared/icons/emblem.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { may } from "../session/membership.ts";
import { createPeriod } from "./asked-period.ts";
import styles from "./figures.module.css";
import { FiguresBoard } from "./figures-board.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { anyProgramme, NoProgramme } from "./no-programme.tsx";
import { FIGURES_EVERY_MS, paced } from "./paced.ts";
import type { PeriodDates } from "./period.ts";
import { chosenProgramme, ProgrammeChoice } from "./programme-choice.tsx";
import { followProgramme } from "./programme-feed.ts";
import { t } from "./words.ts";

/** The fund is an actor: it is read at most every half minute. */
const FUND_EVERY_MS = 30_000;
/** A period adds up whole days of stores: a few of such questions a minute are enough. */
const PERIOD_EVERY_MS = 10_000;

/** The dashboard of one programme, live. */
export default function FiguresPage() {
  const pay = chosenProgramme();
  const location = useLocation();
  const id = () => pay()?.programmeId;
  const figures = createLoad(id, (programme) =>
    api("GET programmes/:id/figures", { path: { id: programme } }),
  );
  const fund = createLoad(id, (programme) => api("GET programmes/:id/fund", { path: { id: programme } }));
  const period = createPeriod(() => businessDate(figures.value()?.serverNowMs ?? serverNow()));
  const board = createLoad(
    () => {
      const dates = period.dates();
      return id() && dates ? JSON.stringify({ id: id(), dates }) : undefined;
    },
    (key) => {
      const asked = JSON.parse(key) as { id: string; dates: PeriodDates };
      return api("GET programmes/:id/dashboard", { path: { id: asked.id }, query: asked.dates });
    },
  );
  const readFigures = paced(() => void figures.reload(), FIGURES_EVERY_MS);
  const readFund = paced(() => void fund.reload(), FUND_EVERY_MS);
  const readBoard = paced(() => void board.reload(), PERIOD_EVERY_MS);
  const live = followProgramme(id, () => {
    readFigures.call();
    readBoard.call();
    readFund.call();
  });
  onCleanup(() => {
    readFigures.stop();
    readFund.stop();
    readBoard.stop();
  });
  wearFace(() => pay()?.face);

  return (
    <Show
      when={pay()}
      fallback={
        <Show
          when={may("programme.manage") && !anyProgramme()}
          fallback={<NoProgramme title={t("figures")} icon="chart" />}
        >
          <FirstSteps />
        </Show>
      }
    >
      {(face) => (
        <div class={styles.sheet}>
          <header class="head">
            <Emblem face={face().face} />
            <div>
              <h1>{`${face().payName} ${face().programmeName}`}</h1>
              <Show when={figures.value()}>
                {(now) => (
                  <p class="quiet">
                    {t("asOfBefore")} <DateTime atMs={now().asOfMs} seconds /> {t("asOfAfter")}
                  </p>
                )}
              </Show>
            </div>
            <div class="head__end">
              <span class="no-print row">
                <ProgrammeChoice place="figures" value={id()} rest={location.search} />
                <Button icon="print" onPress={() => window.print()}>
                  {t("print")}
                </Button>
              </span>
            </div>
          </header>
          <Show when={figures.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void figures.reload()} />}
          </Show>
          <Switch>
            <Match when={figures.value()}>
              {(now) => (
                <FiguresBoard
                  pay={face()}
                  figures={now()}
                  fund={fund.value()}
                  board={board}
                  period={period}
                  live={live()}
                />
              )}
            </Match>
            <Match when={!figures.trouble()}>
              <section class="card">
                <GreyRows />
              </section>
            </Match>
          </Switch>
        </div>
      )}
    </Show>
  );
}
