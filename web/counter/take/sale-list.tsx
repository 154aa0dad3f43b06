import { For, Show } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "../words/words.ts";
import { CASH_UNIT } from "./cash-unit.ts";
import { isList, leftYen, type SaleLine } from "./sale.ts";
import styles from "./sale-list.module.css";
import { take } from "./take-store.ts";

/** Everything that was laid down for this sale: what each paid, or why it did not, and what is still to be paid (CTR-1). */
export function SaleList() {
  const sale = () => {
    const now = take.sale();
    return now && isList(now) ? now : undefined;
  };
  return (
    <Show when={sale()}>
      {(now) => (
        <section class={styles.sale} aria-label={t("sale")} aria-live="polite">
          <ul>
            <For each={now().lines}>{(line) => <Line line={line} />}</For>
          </ul>
          <p class={styles.rest}>
            <span>{t("saleLeft")}</span>
            <Yen amount={leftYen(now())} unit={CASH_UNIT} size="text" />
          </p>
        </section>
      )}
    </Show>
  );
}

function Line(props: { line: SaleLine }) {
  const paid = () => props.line.outcome === "paid";
  const said = () => {
    switch (props.line.outcome) {
      case "paid":
        return t("salePaid", { amount: moneyText(props.line.amountYen, props.line.unitWord, locale()) });
      case "voided":
        return t("voided");
      case "open":
        return t("saleOpen");
      case "refused":
        return props.line.code ? problemWords(props.line.code as ProblemCode).what : t("notDone");
    }
  };
  return (
    <li data-outcome={props.line.outcome}>
      <Icon name={paid() ? "done" : props.line.outcome === "open" ? "clock" : "warn"} />
      <span class={styles.what}>{props.line.what}</span>
      <span class={styles.said}>{said()}</span>
    </li>
  );
}
