import { createSignal, Show } from "solid-js";
import type { IssueBody, IssueReply } from "../../../schema/api/issues.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { may } from "../session/membership.ts";
import { MendingReason, type Reason } from "./mending-reason.tsx";
import { t } from "./words.ts";

/** Takes back what of an issue was never handed over (FND-6). Nothing is shown for any other. */
export function Withdraw(props: { issue: IssueBody; onDone: (issue: IssueBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  return (
    <Show when={props.issue.state === "ready" && may("coupon.cancel")}>
      <Button icon="close" onPress={() => setAsked(true)}>
        {t("withdraw")}
      </Button>
      <Show when={asked()}>
        <WithdrawDialog issue={props.issue} onDone={props.onDone} onClose={() => setAsked(false)} />
      </Show>
    </Show>
  );
}

/** Asks before, takes the reason, and says what became of it. */
function WithdrawDialog(props: {
  issue: IssueBody;
  onDone: (issue: IssueBody) => void;
  onClose: () => void;
}) {
  const runner = createCommandRunner<IssueReply>();
  const [reason, setReason] = createSignal<Reason>("reasonWrongAmount");
  const [detail, setDetail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = () => reason() === "reasonOther" && detail().trim() === "";
  const open = () => runner.ending()?.outcome === "unknown";
  const took = (ending: AdminEnding<IssueReply> | undefined) => {
    if (ending?.outcome === "done" && ending.reply) props.onDone(ending.reply.issue);
  };
  const press = async () => {
    setTried(true);
    if (missing() || !online()) return;
    const { issueId, fundIdTail, sumYen, handedYen, pay } = props.issue;
    const operationId = newOperationId(fundIdTail as IdTail, serverNow());
    const words = [t(reason()), detail().trim()].filter(Boolean).join(": ");
    took(
      await runner.run(
        {
          id: operationId,
          kind: "withdrawal",
          handle: null,
          amountYen: sumYen - handedYen,
          unitWord: pay.unitWord,
          party: pay.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "withdrawal", issueId, body: { operationId, reason: words } },
      ),
    );
  };
  return (
    <Dialog
      open
      title={t("withdrawTitle", { count: formatNumber(props.issue.count - props.issue.handedSheets) })}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("withdrawDo")}
          busyLabel={t("withdrawing")}
          busy={runner.busy()}
          tone={"danger"}
          offered={!open()}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{t("withdrawText")}</p>
      <MendingReason
        reason={reason()}
        detail={detail()}
        missing={tried() && missing()}
        onReason={setReason}
        onDetail={setDetail}
      />
      <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
    </Dialog>
  );
}
