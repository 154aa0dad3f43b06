import { Show } from "solid-js";
import type { Statement } from "../../../schema/api/fund.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import styles from "./fund.module.css";
import { t } from "./words.ts";

/** opening + in − out = closing, in this order, and whether that is what the book holds now. */
export function StatementSums(props: {
  statement: Statement;
  unit: string;
  /** What the fund's own book says of the account now; undefined where the period ends before today, or nobody knows. */
  bookYen: number | undefined;
  onRetry: () => void;
}) {
  return (
    <>
      <dl class={styles.sums}>
        <Sum label={t("opening")} amount={props.statement.openingYen} unit={props.unit} />
        <Sum label={t("inSum")} amount={props.statement.inYen} unit={props.unit} sign="＋" />
        <Sum label={t("outSum")} amount={props.statement.outYen} unit={props.unit} sign="−" />
        <Sum label={t("closing")} amount={props.statement.closingYen} unit={props.unit} sign="＝" />
      </dl>
      <Show when={props.bookYen !== undefined}>
        <Show
          when={props.bookYen === props.statement.closingYen}
          fallback={
            <Note announce="polite" icon="clock">
              <p>{t("statementOnItsWay")}</p>
              <Button icon="refresh" onPress={() => props.onRetry()}>
                {t("readAgain")}
              </Button>
            </Note>
          }
        >
          <p>
            <Badge tone="ok" icon="verified">
              {t("statementHolds")}
            </Badge>
          </p>
        </Show>
      </Show>
    </>
  );
}

function Sum(props: { label: string; amount: number; unit: string; sign?: string }) {
  return (
    <div class="stat">
      <dt class="stat__label">{props.label}</dt>
      <dd>
        <Show when={props.sign}>
          <span class="quiet" aria-hidden="true">
            {props.sign}{" "}
          </span>
        </Show>
        <Yen amount={props.amount} unit={props.unit} class={styles.fig} />
      </dd>
    </div>
  );
}
