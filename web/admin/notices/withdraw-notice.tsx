import { createSignal, Show } from "solid-js";
import type { NoticeBody } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { t } from "./words.ts";

/** Takes a notice out of its readers' lists, with the reason it is logged with (AUD-4). */
export function WithdrawNotice(props: { notice: NoticeBody; onDone: (notice: NoticeBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  const withdraw = async (reason: string) => {
    const reply = await api("POST notices/:id/withdraw", {
      path: { id: props.notice.noticeId },
      body: { reason },
    });
    if (!reply.ok) return reply.error;
    props.onDone(reply.value);
  };
  return (
    <>
      <Button tone="danger" icon="close" onPress={() => setAsked(true)}>
        {t("withdraw")}
      </Button>
      <Show when={asked()}>
        <ReasonDialog
          danger
          words={{
            title: t("withdrawTitle"),
            text: t("withdrawText"),
            confirm: t("withdraw"),
            busy: t("withdrawing"),
            keep: t("keep"),
            reason: { label: t("reason"), missing: t("reasonMissing") },
          }}
          act={withdraw}
          onClose={() => setAsked(false)}
        />
      </Show>
    </>
  );
}
