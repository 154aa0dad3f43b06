import { For, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { TransferResults } from "../../../schema/api/transfer-results.ts";
import { online } from "../../shared/client/online.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { returnReasons } from "../settlement/return-reasons.ts";
import { createReturns } from "./mark-returns.ts";
import { ResultsTable } from "./results-table.tsx";
import styles from "./transfer-results.module.css";
import { t } from "./words.ts";

/** What a file says, and marking it: nothing moves before the button, and each transfer comes back once (STL-11). */
export function ResultsCard(props: { results: TransferResults; pay: PayFace; onAnother: () => void }) {
  const returns = createReturns({
    results: props.results,
    unitWord: props.pay.unitWord,
    payName: props.pay.payName,
  });
  const words = ({ count, sumYen }: { readonly count: number; readonly sumYen: number }) => ({
    count: formatNumber(count),
    amount: moneyText(sumYen, props.pay.unitWord, locale()),
  });
  const leftOut = () =>
    props.results.rows.filter((row) => row.verdict !== "returns" && row.verdict !== "already-returned")
      .length;
  const blocked = () => {
    if (!online()) return problemText("offline");
    return returns.missing() ? t("reasonsMissing") : undefined;
  };
  const isOpen = () => returns.runner.ending()?.outcome === "unknown";
  return (
    <section class={`card ${styles.stack}`}>
      <div class="row row--apart">
        <h2 class="card__title">{t("rowsTitle")}</h2>
        <Badge>{t(props.results.kind === "zengin" ? "kindZengin" : "kindList")}</Badge>
      </div>
      <Show when={returns.missing()}>
        <fieldset class={styles.actions}>
          <legend class="quiet">{t("reasonAll")}</legend>
          <For each={returnReasons()}>
            {(one) => <Button onPress={() => returns.setMissing(one.value)}>{one.label}</Button>}
          </For>
        </fieldset>
      </Show>
      <ResultsTable rows={props.results.rows} returns={returns} />
      <Show when={leftOut() > 0}>
        <Note tone="warn">{t("leftNote", { count: formatNumber(leftOut()) })}</Note>
      </Show>
      <For each={returns.refused()}>
        {({ row, code }) => (
          <Note tone="danger" announce="alert">
            {t("refused", {
              name: row.transfer.payeeName,
              why: problemText(code ?? "operation-abandoned"),
            })}
          </Note>
        )}
      </For>
      <Show when={returns.running()}>
        <Progress label={t("progress")} done={returns.done().count} total={returns.all.length} />
      </Show>
      <EndingNote runner={returns.runner} onAgain={() => void returns.askAgain()} />
      <Show when={returns.all.length === 0}>
        <Note icon="check">{t("nothing")}</Note>
      </Show>
      <Show when={returns.done().count > 0 && !returns.running()}>
        <Note tone="ok" announce="polite">
          {t("done", words(returns.done()))}
        </Note>
      </Show>
      <Show when={returns.left().count > 0 && !isOpen()}>
        <p>{t("markText", words(returns.left()))}</p>
      </Show>
      <div class={styles.actions}>
        <Show when={returns.left().count > 0 && !isOpen()}>
          <div>
            <Button
              tone="danger"
              icon="undo"
              busy={returns.running()}
              busyLabel={t("marking")}
              blockedBecause={blocked()}
              onPress={() => void returns.markLeft()}
            >
              {t("mark", words(returns.left()))}
            </Button>
          </div>
        </Show>
        <Show when={!returns.running()}>
          <Button icon="refresh" onPress={() => props.onAnother()}>
            {t("another")}
          </Button>
        </Show>
      </div>
    </section>
  );
}
