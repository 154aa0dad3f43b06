import { Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./sheets-page.module.css";
import { t } from "./words.ts";

/** Which sheets of more than are printed at once are shown, and the way on and back. */
export function SheetsTurner(props: {
  at: number;
  shown: number;
  count: number;
  /** How many are shown at once. */
  by: number;
  onEarlier: (() => void) | undefined;
  onLater: (() => void) | undefined;
}) {
  return (
    <div class={styles.turner}>
      <Show when={props.onEarlier}>
        {(go) => (
          <Button icon="back" onPress={() => go()()}>
            {t("earlier", { count: formatNumber(props.by) })}
          </Button>
        )}
      </Show>
      <span>
        {t("shown", {
          from: formatNumber(props.at + 1),
          to: formatNumber(props.at + props.shown),
          of: formatNumber(props.count),
        })}
      </span>
      <Show when={props.onLater}>
        {(go) => (
          <Button icon="next" onPress={() => go()()}>
            {t("later", { count: formatNumber(props.by) })}
          </Button>
        )}
      </Show>
    </div>
  );
}
