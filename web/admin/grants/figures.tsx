import { For } from "solid-js";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./grants.module.css";
import { t } from "./words.ts";

type Word =
  | "goes"
  | "goesYen"
  | "duplicates"
  | "unknown"
  | "bad"
  | "credited"
  | "creditedYen"
  | "failed"
  | "unsent"
  | "returned";
/** A figure by its word: people or lines counted, or an amount as text. */
export type Figure = readonly [Word, number, "people" | "rows"] | readonly [Word, string];

/** How many and how much, in large figures; those in `bad` stand out where there are any. */
export function Figures(props: { of: readonly Figure[]; bad?: readonly Word[] | undefined }) {
  const text = (figure: Figure) => {
    if (figure.length === 2) return figure[1];
    const count = formatNumber(figure[1]);
    return figure[2] === "people" ? t("people", { count }) : t("rowsCount", { count });
  };
  return (
    <dl class="figures">
      <For each={props.of}>
        {(figure) => (
          <div
            classList={{ [styles.bad as string]: Boolean(props.bad?.includes(figure[0])) && figure[1] !== 0 }}
          >
            <dt>{t(figure[0])}</dt>
            <dd class="nb">{text(figure)}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
