import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { say } from "../../shared/components/toast.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { t } from "./words.ts";

/** Passes on that a resident wants to be erased; the operator does it (SEC-7). */
export function AskErasure(props: { residentId: string }) {
  const [asked, setAsked] = createSignal(false);
  const act = async (reason: string) => {
    const answer = await api("POST holders/residents/:id/erasure", {
      path: { id: props.residentId },
      body: { reason },
    });
    if (!answer.ok) return answer.error;
    say(t("erasurePassedOn"));
  };
  return (
    <>
      <Button icon="erase" onPress={() => setAsked(true)}>
        {t("erasureAsk")}
      </Button>
      <Show when={asked()}>
        <ReasonDialog
          words={{
            title: t("erasureAskTitle"),
            text: t("erasureAskText"),
            confirm: t("erasureAskConfirm"),
            busy: t("working"),
            keep: t("keep"),
            reason: { label: t("reason"), hint: t("erasureReasonHint"), missing: t("reasonMissing") },
          }}
          act={act}
          onClose={() => setAsked(false)}
        />
      </Show>
    </>
  );
}
