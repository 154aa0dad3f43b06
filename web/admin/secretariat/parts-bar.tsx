import { createMemo, For } from "solid-js";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./figures.module.css";

/** One part of a whole, with the look that also marks it in the list below the bar. */
export interface Part {
  readonly label: string;
  readonly amountYen: number;
  readonly look: "used" | "expired" | "live" | "left" | "unallotted" | "underWay";
}

/** Parts of a whole as one bar; every part is named with its amount for those who don't see it. */
export function PartsBar(props: { label: string; parts: readonly Part[] }) {
  const shown = createMemo(() => props.parts.filter((part) => part.amountYen > 0));
  const words = () => props.parts.map((part) => `${part.label} ${formatNumber(part.amountYen)}`).join(", ");
  return (
    <div class={styles.bar} role="img" aria-label={`${props.label}: ${words()}`}>
      <For each={shown()}>
        {(part) => <span class={styles[part.look]} style={{ "flex-grow": part.amountYen }} />}
      </For>
    </div>
  );
}
