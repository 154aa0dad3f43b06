import { Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./handing-over.module.css";
import { t } from "./words.ts";

/** The first and the last sheet of a run, and the button that hands over what lies between. */
export function RunOfSheets(props: {
  first: number | undefined;
  last: number | undefined;
  busy: boolean;
  onAgain: () => void;
  onHandOver: () => void;
}) {
  const count = () =>
    props.first === undefined || props.last === undefined
      ? undefined
      : Math.abs(props.last - props.first) + 1;
  const looks = (serial: number | undefined) => (serial === undefined ? styles.none : styles.known);
  const said = (serial: number | undefined) =>
    serial === undefined ? t("none") : t("number", { serial: String(serial) });
  return (
    <div class={styles.run}>
      <dl class={styles.ends} aria-live="polite">
        <div>
          <dt>{t("first")}</dt>
          <dd class={looks(props.first)}>{said(props.first)}</dd>
        </div>
        <div>
          <dt>{t("last")}</dt>
          <dd class={looks(props.last)}>{said(props.last)}</dd>
        </div>
      </dl>
      <Show when={count()}>
        {(sheets) => (
          <div class={styles.actions}>
            <Button
              tone="primary"
              icon="check"
              busy={props.busy}
              busyLabel={t("handing")}
              onPress={props.onHandOver}
            >
              {t("handRange", { count: formatNumber(sheets()) })}
            </Button>
            <Button onPress={props.onAgain}>{t("again")}</Button>
          </div>
        )}
      </Show>
    </div>
  );
}
