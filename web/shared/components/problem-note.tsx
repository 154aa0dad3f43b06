import { Show } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { type ClientCode, problemWords } from "../i18n/problem-words.ts";
import { t } from "../i18n/words.ts";
import { Button } from "./button.tsx";
import { Note } from "./note.tsx";

/** A refusal or trouble in words: what happened, what to do, and もう一度 where trying again can help. */
export function ProblemNote(props: { code: ProblemCode | ClientCode; onRetry?: (() => void) | undefined }) {
  const words = () => problemWords(props.code);
  return (
    <Note tone="danger" announce="alert">
      <p class="strong">{words().what}</p>
      <p>{words().next}</p>
      <Show when={props.onRetry}>
        {(retry) => (
          <Button icon="refresh" onPress={() => retry()()}>
            {t("tryAgain")}
          </Button>
        )}
      </Show>
    </Note>
  );
}
