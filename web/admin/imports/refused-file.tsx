import { Show } from "solid-js";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { faultOf, faultText } from "./finding-text.ts";

/** A file that can't be read says what is wrong with it; anything else is a problem like any other. */
export function RefusedFile(props: { trouble: Trouble }) {
  const fault = () => (props.trouble.code === "file-unreadable" ? faultOf(props.trouble.fields) : undefined);
  return (
    <Show when={fault()} fallback={<ProblemNote code={props.trouble.code} />}>
      {(why) => (
        <Note tone="danger" announce="alert">
          <p class="strong">{problemWords("file-unreadable").what}</p>
          <p>{faultText(why())}</p>
        </Note>
      )}
    </Show>
  );
}
