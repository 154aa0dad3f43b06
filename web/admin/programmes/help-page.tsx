import { For } from "solid-js";
import styles from "./programmes.module.css";
import { t } from "./words.ts";

const GROUPS = [
  ["canTitle", "can1", "can2", "can3", "can4", "can5", "can6"],
  ["fixedTitle", "fixed1"],
  ["cannotTitle", "cannot1", "cannot2", "cannot3", "cannot4", "cannot5", "cannot6"],
] as const;

/** What a secretariat may and may not customise (S4). */
export default function HelpPage() {
  return (
    <>
      <header class="head">
        <h1>{t("helpTitle")}</h1>
      </header>
      <For each={GROUPS}>
        {([title, ...lines]) => (
          <section class={`card ${styles.stack}`}>
            <h2 class="card__title">{t(title)}</h2>
            <ul class={styles.missing}>
              <For each={lines}>{(line) => <li>{t(line)}</li>}</For>
            </ul>
          </section>
        )}
      </For>
    </>
  );
}
