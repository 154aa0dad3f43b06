import { Show } from "solid-js";
import { online } from "../client/online.ts";
import { problemText } from "../i18n/problem-words.ts";
import { Button } from "./button.tsx";

/** The foot of a dialog that asks before something is sent: the safe way out first, and what it is for. */
export function DialogFoot(props: {
  keep: string;
  confirm: string;
  busyLabel: string;
  busy: boolean;
  tone?: "primary" | "danger" | undefined;
  /** Whether it can still be pressed; false leaves the way out only. */
  offered?: boolean | undefined;
  onKeep: () => void;
  onConfirm: () => void;
}) {
  return (
    <>
      <Button onPress={() => !props.busy && props.onKeep()}>{props.keep}</Button>
      <Show when={props.offered ?? true}>
        <Button
          tone={props.tone ?? "primary"}
          busy={props.busy}
          busyLabel={props.busyLabel}
          blockedBecause={online() ? undefined : problemText("offline")}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </Show>
    </>
  );
}
