import type { PayoutBody, PayoutMoved } from "../../../schema/api/payouts.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { t } from "./words.ts";

/** Says that the bank has taken the file: the money leaves the fund, once (OPR-1, STL-10). */
export function SendDialog(props: {
  payout: PayoutBody;
  unit: string;
  payName: string;
  onMoved: (payout: PayoutBody) => void;
  onClose: () => void;
}) {
  const runner = createCommandRunner<PayoutMoved>();
  const took = (ending: AdminEnding<PayoutMoved> | undefined) => {
    if (ending?.outcome === "done" && ending.reply) props.onMoved(ending.reply.payout);
  };
  const press = async () => {
    if (!online()) return;
    const { payoutId, sumYen, fundIdTail } = props.payout;
    const operationId = newOperationId(fundIdTail, serverNow());
    took(
      await runner.run(
        {
          id: operationId,
          kind: "payout",
          handle: null,
          amountYen: sumYen,
          unitWord: props.unit,
          party: props.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "payout", payoutId, body: { operationId } },
      ),
    );
  };
  return (
    <Dialog
      open
      title={t("sendTitle")}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("sendDo")}
          busyLabel={t("sending")}
          busy={runner.busy()}
          offered={!/^(unknown|waiting)$/.test(runner.ending()?.outcome ?? "")}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{t("sendText", { amount: moneyText(props.payout.sumYen, props.unit, locale()) })}</p>
      <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
    </Dialog>
  );
}
