import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import { Note } from "../../shared/components/note.tsx";

/** Says on every screen but its own that something waits for the reader, and leads there. */
export function WaitingNote(props: {
  readonly count: number;
  readonly text: string;
  readonly href: string;
  readonly open: string;
}) {
  const location = useLocation();
  return (
    <Show when={props.count > 0 && !location.pathname.endsWith(props.href)}>
      <Note tone="warn" icon="verified" announce="polite">
        <p>
          {props.text} <A href={props.href}>{props.open}</A>
        </p>
      </Note>
    </Show>
  );
}
