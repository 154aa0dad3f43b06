import { createSignal } from "solid-js";
import type { PayoutBody, PayoutItemBody, PayoutMoved, ReturnReason } from "../../../schema/api/payouts.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { returnReasons } from "./return-reasons.ts";
import { t } from "./words.ts";

/** Notes that the bank sent a transfer back (組戻し): the money is in the fund again, once (FND-12). */
export function ReturnDialog(props: {
  item: PayoutItemBody;
  payout: PayoutBody;
  unit: string;
  payName: string;
  onMoved: (payout: PayoutBody) => void;
  onClose: () => void;
}) {
  const runner = createCommandRunner<PayoutMoved>();
  const [reason, setReason] = createSignal<ReturnReason>("account-not-found");
  const took = (ending: AdminEnding<PayoutMoved> | undefined) => {
    if (ending?.outcome === "done" && ending.reply) props.onMoved(ending.reply.payout);
  };
  const press = async () => {
    if (!online()) return;
    const { itemId, amountYen } = props.item;
    const operationId = newOperationId(props.payout.fundIdTail, serverNow());
    took(
      await runner.run(
        {
          id: operationId,
          kind: "payout-return",
          handle: null,
          amountYen,
          unitWord: props.unit,
          party: props.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "payout-return", itemId, body: { operationId, reason: reason() } },
      ),
    );
  };
  return (
    <Dialog
      open
      title={t("returnTitle", { name: props.item.payeeName })}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("returnDo")}
          busyLabel={t("returning")}
          busy={runner.busy()}
          tone={"danger"}
          offered={runner.ending()?.outcome !== "unknown"}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{t("returnText", { amount: moneyText(props.item.amountYen, props.unit, locale()) })}</p>
      <SelectField<ReturnReason>
        label={t("returnReason")}
        value={reason()}
        options={returnReasons()}
        onChange={setReason}
      />
      <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
    </Dialog>
  );
}
