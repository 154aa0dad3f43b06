import { createSignal, Show } from "solid-js";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { t } from "./words.ts";

/** Stops something with a reason, or undoes it (ORG-4). */
export function Suspension(props: {
  suspended: boolean;
  words: { readonly stopTitle: string; readonly stopText: string; readonly goOnTitle: string };
  act: (suspended: boolean, reason: string) => Promise<Trouble | undefined>;
}) {
  const [asked, setAsked] = createSignal(false);
  const reason = () => ({ label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") });
  const confirm = () => (props.suspended ? t("resume") : t("suspend"));
  return (
    <>
      <Button
        tone={props.suspended ? "neutral" : "danger"}
        icon={props.suspended ? "undo" : "close"}
        onPress={() => setAsked(true)}
      >
        {confirm()}
      </Button>
      <Show when={asked()}>
        <ReasonDialog
          danger={!props.suspended}
          words={{
            title: props.suspended ? props.words.goOnTitle : props.words.stopTitle,
            text: props.suspended ? t("resumeText") : props.words.stopText,
            confirm: confirm(),
            busy: t("working"),
            keep: t("keep"),
            reason: reason(),
          }}
          act={(why) => props.act(!props.suspended, why)}
          onClose={() => setAsked(false)}
        />
      </Show>
    </>
  );
}
