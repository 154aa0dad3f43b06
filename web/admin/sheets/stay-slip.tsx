import { type JSX, Show } from "solid-js";
import type { ListSheets } from "../../../schema/api/issue-lists.ts";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { SLIP_JA } from "../../../schema/stay-slip-words.ts";
import { dayText } from "../../shared/i18n/date-text.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import styles from "./receipt-sheet.module.css";

/** What a slip says: whose sheets follow, and where in the run they are. */
export interface SlipFacts {
  readonly issue: IssueBody;
  /** The stay's sheets in this run, in order; at least one. */
  readonly sheets: ListSheets["sheets"];
  /** How many sheets the chosen rows have. */
  readonly of: number;
}

/**
 * The slip that lies before a stay's sheets (ISS-12), 105 × 148 mm: by it they are sorted out of the printer, and by its
 * numbers a jammed run goes on. No code stands on it.
 */
export function StaySlip(props: { of: SlipFacts }) {
  const stay = () => props.of.issue.stay;
  const first = () => props.of.sheets[0];
  const last = () => props.of.sheets.at(-1);
  return (
    <article class={styles.receipt} lang="ja" aria-label={SLIP_JA.title}>
      <h2 class={styles.title}>{SLIP_JA.title}</h2>
      <p class={styles.pay}>{props.of.issue.pay.programmeName}</p>
      <dl class={styles.facts}>
        <Fact label={SLIP_JA.reference} large>
          {stay()?.reference ?? SLIP_JA.noReference}
        </Fact>
        <Show when={stay()?.guestName}>
          {(name) => (
            <Fact label={SLIP_JA.guest} large>
              {name()}
            </Fact>
          )}
        </Show>
        <Show when={stay()?.checkInOn}>
          {(day) => <Fact label={SLIP_JA.checkIn}>{dayText(day(), "ja")}</Fact>}
        </Show>
        <Fact label={SLIP_JA.coupons}>{SLIP_JA.count(formatNumber(props.of.issue.count))}</Fact>
        <Fact label={SLIP_JA.amount}>
          {moneyText(props.of.issue.sumYen, props.of.issue.pay.unitWord, "ja")}
        </Fact>
        <Fact label={SLIP_JA.row}>{SLIP_JA.rowNumber(formatNumber(first()?.row ?? 0))}</Fact>
        <Fact label={SLIP_JA.serials}>
          {first()?.sheet.serial}〜{last()?.sheet.serial}
        </Fact>
        <Fact label={SLIP_JA.numbers}>
          {SLIP_JA.numbersOf({
            from: formatNumber(first()?.number ?? 0),
            to: formatNumber(last()?.number ?? 0),
            of: formatNumber(props.of.of),
          })}
        </Fact>
      </dl>
      <p class={styles.words}>
        {SLIP_JA.next}
        <br />
        {SLIP_JA.rest}
      </p>
    </article>
  );
}

function Fact(props: { label: string; large?: boolean | undefined; children: JSX.Element }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd classList={{ [styles.amount as string]: props.large ?? false }}>{props.children}</dd>
    </>
  );
}
