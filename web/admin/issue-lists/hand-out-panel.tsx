import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "../imports/imports.module.css";
import { createListHandOver, type ListHandOver } from "./list-hand-over.ts";
import { parseRange, type RowRange } from "./row-range.ts";
import { t } from "./words.ts";

/** Printing the sheets of all rows or some in one go, and marking their stays as handed over (ISS-12). */
export function HandOutPanel(props: { of: IssueListBody; onHandedOver: () => void }) {
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const [asked, setAsked] = createSignal(false);
  const range = createMemo(() => parseRange(from(), to()));
  const handOver = createListHandOver(
    () => props.of.listId,
    () => props.onHandedOver(),
  );
  const blocked = () => (range() === null ? t("rangeWrong") : undefined);
  const sheets = () => {
    const query = new URLSearchParams(
      Object.entries(range() ?? {}).map(([bound, row]) => [bound, String(row)]),
    ).toString();
    return `/issue-lists/${props.of.listId}/sheets${query && `?${query}`}`;
  };
  const confirm = async () => {
    const rows = range();
    if (rows) await handOver.run(rows);
    setAsked(false);
  };
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("handOutTitle")}</h2>
      <p>
        {t("handedSoFar", {
          handed: formatNumber(props.of.handedOver.rows),
          waiting: formatNumber(props.of.waiting.rows),
          coupons: formatNumber(props.of.waiting.coupons),
        })}
      </p>
      <div class={styles.actions}>
        <TextField label={t("fromRow")} inputmode="numeric" maxlength={6} value={from()} onInput={setFrom} />
        <TextField
          label={t("toRow")}
          inputmode="numeric"
          maxlength={6}
          value={to()}
          onInput={setTo}
          error={blocked()}
        />
        <span class="small quiet">{t("rangeHint")}</span>
      </div>
      <div class={styles.actions}>
        <Show when={range()}>
          <A class={buttonClass({ tone: "primary" })} href={sheets()}>
            <Icon name="print" />
            {t("print")}
          </A>
        </Show>
        <Show when={props.of.waiting.rows > 0}>
          <Button tone="face" icon="check" blockedBecause={blocked()} onPress={() => setAsked(true)}>
            {t("handOver")}
          </Button>
        </Show>
      </div>
      <Outcome handOver={handOver} />
      <Show when={asked()}>
        <HandOverDialog
          of={props.of}
          range={range() ?? {}}
          handOver={handOver}
          onClose={() => setAsked(false)}
          onConfirm={() => void confirm()}
        />
      </Show>
    </section>
  );
}

/** Asks before: from then on everything that was chosen can be spent. */
function HandOverDialog(props: {
  of: IssueListBody;
  range: RowRange;
  handOver: ListHandOver;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const which = () =>
    props.range.fromRow === undefined && props.range.toRow === undefined
      ? t("handOverAll", {
          rows: formatNumber(props.of.waiting.rows),
          coupons: formatNumber(props.of.waiting.coupons),
        })
      : t("handOverSome", {
          from: formatNumber(props.range.fromRow ?? 2),
          to: props.range.toRow === undefined ? t("lastRow") : formatNumber(props.range.toRow),
        });
  return (
    <Dialog
      open
      title={t("handOverTitle")}
      held={props.handOver.busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("notYet")}
          confirm={t("handOverDo")}
          busyLabel={t("handingOver")}
          busy={props.handOver.busy()}
          onKeep={props.onClose}
          onConfirm={props.onConfirm}
        />
      }
    >
      <p>{which()}</p>
      <p>{t("handOverMeans")}</p>
      <Show when={props.handOver.busy()}>
        <Progress label={t("handingOver")} done={props.handOver.handed()} total={props.of.waiting.rows} />
      </Show>
    </Dialog>
  );
}

/** What became of it: how many were handed over, which rows weren't and why. */
function Outcome(props: { handOver: ListHandOver }) {
  return (
    <>
      <Show when={props.handOver.ended()}>
        <Note tone="ok" announce="polite">
          {t("handedNow", { rows: formatNumber(props.handOver.handed()) })}
        </Note>
      </Show>
      <Show when={props.handOver.left().length > 0}>
        <Note tone="warn" announce="polite">
          <ul class={styles.why}>
            <For each={props.handOver.left()}>
              {({ row, code }) => (
                <li>
                  {t("rowNumber", { row: formatNumber(row) })}: {problemWords(code as ProblemCode).what}
                </li>
              )}
            </For>
          </ul>
        </Note>
      </Show>
      <Show when={props.handOver.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void props.handOver.again()} />}
      </Show>
    </>
  );
}
