import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import styles from "./imports.module.css";

/**
 * A list that was checked: totals first, then each row with what is to be pressed beside; `columns` opens when somebody
 * wants to choose them again.
 */
export function CheckedView(props: {
  totals: JSX.Element;
  rows: JSX.Element;
  panel: JSX.Element;
  columns: JSX.Element;
  chooseAgain: string;
}) {
  const [again, setAgain] = createSignal(false);
  return (
    <>
      {props.totals}
      <div class={styles.cols}>
        {props.rows}
        {props.panel}
      </div>
      <Show
        when={again()}
        fallback={
          <div class={styles.press}>
            <Button icon="list" onPress={() => setAgain(true)}>
              {props.chooseAgain}
            </Button>
          </div>
        }
      >
        {props.columns}
      </Show>
    </>
  );
}
