import { For } from "solid-js";
import { Keypad } from "../../shared/components/keypad.tsx";
import { t } from "../words/words.ts";
import styles from "./lock-screen.module.css";

export const PIN_DIGITS = 4;

/** Four places that fill as digits are pressed, and the keys. No digit is shown or said. */
export function PinPad(props: { digits: string; onDigits: (digits: string) => void; busy: boolean }) {
  const places = Array.from({ length: PIN_DIGITS }, (_, place) => place);
  return (
    <div class="stack" aria-busy={props.busy}>
      <p class={styles.ask}>{t("pinAsk")}</p>
      <p class={styles.places} aria-hidden="true">
        <For each={places}>
          {(place) => (
            <span class={styles.place} classList={{ [styles.filled ?? ""]: place < props.digits.length }} />
          )}
        </For>
      </p>
      <p class="hidden-text" role="status">
        {t("pinEntered", { count: String(props.digits.length) })}
      </p>
      <Keypad
        kind="code"
        length={PIN_DIGITS}
        digits={props.digits}
        onDigits={props.onDigits}
        class={styles.keys}
      />
    </div>
  );
}
