import { A } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { TransferResults } from "../../../schema/api/transfer-results.ts";
import { Nothing } from "../../shared/components/list-states.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { chosenProgramme, ProgrammeChoice } from "../secretariat/programme-choice.tsx";
import { ChooseResult } from "./choose-result.tsx";
import { ResultsCard } from "./results-card.tsx";
import { t } from "./words.ts";

/** A bank's result file of one programme: chosen, read, looked at, and what came back is noted (B3, STL-11). */
export default function TransferResultsPage() {
  const pay = chosenProgramme();
  wearFace(() => pay()?.face);
  const [results, setResults] = createSignal<TransferResults>();
  createEffect(
    on(
      () => pay()?.programmeId,
      () => setResults(undefined),
      { defer: true },
    ),
  );
  return (
    <Show when={pay()} fallback={<Nothing icon="doc" text={t("lead")} />}>
      {(one) => (
        <>
          <header class="head">
            <h1>{t("title")}</h1>
            <span class="quiet">{one().programmeName}</span>
            <div class="head__end">
              <ProgrammeChoice place="closings/results" value={one().programmeId} />
              <A class="btn btn--plain" href={`/closings/${one().programmeId}`}>
                <Icon name="back" />
                {t("toClosings")}
              </A>
            </div>
          </header>
          <Show
            when={results()}
            keyed
            fallback={<ChooseResult programmeId={one().programmeId} onRead={setResults} />}
          >
            {(read) => <ResultsCard results={read} pay={one()} onAnother={() => setResults(undefined)} />}
          </Show>
        </>
      )}
    </Show>
  );
}
