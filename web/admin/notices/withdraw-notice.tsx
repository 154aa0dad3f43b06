import { createSignal, Show } from "solid-js";
import type { NoticeBody } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { t } from "./words.ts";

/** Takes a notice out of its readers' lists, with the reason it is logged with (AUD-4). */
export function WithdrawNotice(props: { notice: NoticeBody; onDone: (notice: NoticeBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const withdraw = async () => {
    setTried(true);
    if (!reason().trim() || busy()) return;
    setBusy(true);
    const reply = await api("POST notices/:id/withdraw", {
      path: { id: props.notice.noticeId },
      body: { reason: reason().trim() },
    });
    setBusy(false);
    if (!reply.ok) return void setTrouble(reply.error);
    setAsked(false);
    props.onDone(reply.value);
  };
  return (
    <>
      <Button tone="danger" icon="close" onPress={() => setAsked(true)}>
        {t("withdraw")}
      </Button>
      <Show when={asked()}>
        <Dialog
          open
          title={t("withdrawTitle")}
          held={busy()}
          onClose={() => setAsked(false)}
          foot={
            <>
              <Button onPress={() => setAsked(false)}>{t("keep")}</Button>
              <Button
                tone="danger"
                busy={busy()}
                busyLabel={t("withdrawing")}
                onPress={() => void withdraw()}
              >
                {t("withdraw")}
              </Button>
            </>
          }
        >
          <p>{t("withdrawText")}</p>
          <TextField
            label={t("reason")}
            value={reason()}
            onInput={setReason}
            maxlength={300}
            required
            error={tried() && !reason().trim() ? t("reasonMissing") : undefined}
          />
          <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        </Dialog>
      </Show>
    </>
  );
}
