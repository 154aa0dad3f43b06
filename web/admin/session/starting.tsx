import { Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** Before it is known who is signed in: waiting, or why it could not be asked. */
export function Starting() {
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <h1 class="hidden-text">{t("title")}</h1>
        <Show when={staffSession.trouble()} fallback={<GreyRows />}>
          {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void staffSession.load()} />}
        </Show>
      </div>
    </main>
  );
}
