import { Match, onCleanup, Show, Switch } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Pulse } from "../../shared/components/countdown.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Emblem } from "../../shared/icons/emblem.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { may } from "../session/membership.ts";
import { FiguresBoard } from "./figures-board.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { anyProgramme, NoProgramme } from "./no-programme.tsx";
import { paced } from "./paced.ts";
import { chosenProgramme, ProgrammeChoice } from "./programme-choice.tsx";
import { followProgramme } from "./programme-feed.ts";
import { t } from "./words.ts";

/** Figures are read at most once a second, the fund (an actor) at most every half minute. */
const FIGURES_EVERY_MS = 1_000;
const FUND_EVERY_MS = 30_000;

/** The dashboard of one programme, live. */
export default function FiguresPage() {
  const pay = chosenProgramme();
  const id = () => pay()?.programmeId;
  const figures = createLoad(id, (programme) =>
    api("GET programmes/:id/figures", { path: { id: programme } }),
  );
  const fund = createLoad(id, (programme) => api("GET programmes/:id/fund", { path: { id: programme } }));
  const readFigures = paced(() => void figures.reload(), FIGURES_EVERY_MS);
  const readFund = paced(() => void fund.reload(), FUND_EVERY_MS);
  const live = followProgramme(id, () => {
    readFigures.call();
    readFund.call();
  });
  onCleanup(() => {
    readFigures.stop();
    readFund.stop();
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
        <>
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
              <Pulse live={live()} />
              <ProgrammeChoice place="figures" value={id()} />
            </div>
          </header>
          <Show when={figures.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void figures.reload()} />}
          </Show>
          <Switch>
            <Match when={figures.value()}>
              {(now) => <FiguresBoard pay={face()} figures={now()} fund={fund.value()} />}
            </Match>
            <Match when={!figures.trouble()}>
              <section class="card">
                <GreyRows />
              </section>
            </Match>
          </Switch>
        </>
      )}
    </Show>
  );
}
