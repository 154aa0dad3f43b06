import { createSignal, Match, Show, Switch } from "solid-js";
import type { RefundableReply, TimelineRow } from "../../../schema/api/holders.ts";
import type { ReversalReply } from "../../../schema/api/payments.ts";
import type { IdTail, OperationId } from "../../../schema/ids.ts";
import { tailOf } from "../../../schema/ids.ts";
import { splitRefund } from "../../../schema/refund-parts.ts";
import { api } from "../../shared/client/api.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { CommandDialog } from "./command-dialog.tsx";
import { type Subject, storedFor } from "./subject.ts";
import { t } from "./words.ts";

/** Gives back any part of a payment (REV-1), once the actor has said what of it would be expired (REV-3, CAL-1). */
export function RefundDialog(props: {
  subject: Subject;
  row: TimelineRow;
  onDone: () => void;
  onClose: () => void;
}) {
  const payment = () => props.row.operationId as OperationId;
  const load = createLoad(payment, (operationId) =>
    api("POST payments/:operationId/refundable", {
      path: { operationId },
      body: { handle: props.subject.handle },
    }),
  );
  return (
    <Show
      when={load.value()}
      fallback={
        <Dialog
          open
          title={t("refundTitle")}
          onClose={props.onClose}
          foot={<Button onPress={() => props.onClose()}>{t("close")}</Button>}
        >
          <Show when={load.trouble()} fallback={<GreyRows />}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
          </Show>
        </Dialog>
      }
    >
      {(can) => <Refund {...props} payment={payment()} can={can()} />}
    </Show>
  );
}

function Refund(props: {
  subject: Subject;
  row: TimelineRow;
  payment: OperationId;
  can: RefundableReply;
  onDone: () => void;
  onClose: () => void;
}) {
  const money = (amount: number) => moneyText(amount, props.subject.pay.unitWord, locale());
  const [typed, setTyped] = createSignal(String(props.can.leftYen));
  const [tried, setTried] = createSignal(false);
  const amount = () => {
    const digits = typed().normalize("NFKC").replace(/[,\s]/g, "");
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    return value >= 1 && value <= props.can.leftYen ? value : undefined;
  };
  const build = (reason: string) => {
    setTried(true);
    const amountYen = amount();
    if (amountYen === undefined) return undefined;
    const id = newOperationId(tailOf(props.payment) as IdTail, Date.now());
    const operation = { ...storedFor(props.subject, "refund", amountYen), id };
    const body = { operationId: id, amountYen, reason, handle: props.subject.handle };
    return { operation, command: { kind: "refund", payment: props.payment, body } as const };
  };
  const about = () => ({
    time: momentText(props.row.atMs, locale()).time,
    store: props.row.store?.name ?? "",
    amount: money(-props.row.amountYen),
  });
  return (
    <CommandDialog<ReversalReply>
      title={t("refundTitle")}
      confirm={t("refundThis")}
      tone="danger"
      reasons={["reasonReturned", "reasonWrongAmount", "reasonSuspicion", "reasonOther"]}
      build={build}
      done={(reply) => t("refundDone", { amount: money(reply?.amountYen ?? amount() ?? 0) })}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p class="strong">{t("refundAbout", about())}</p>
      <p>{t("refundLeft", { amount: money(props.can.leftYen) })}</p>
      <TextField
        label={t("refundAmount")}
        inputmode="numeric"
        value={typed()}
        onInput={setTyped}
        maxlength={12}
        required
        error={
          tried() && amount() === undefined
            ? t("refundAmountMissing", { amount: money(props.can.leftYen) })
            : undefined
        }
      />
      <Show when={amount()}>{(yen) => <WhereItGoes can={props.can} amountYen={yen()} money={money} />}</Show>
    </CommandDialog>
  );
}

/** What of the refund can be spent again, said before it is confirmed. */
function WhereItGoes(props: { can: RefundableReply; amountYen: number; money: (amount: number) => string }) {
  const split = () => splitRefund(props.can.parts, props.amountYen);
  return (
    <Switch>
      <Match when={props.can.goesTo === "issuer" && split().liveYen > 0}>
        <Note tone="warn" announce="polite">
          {t("refundToIssuer")}
        </Note>
      </Match>
      <Match when={split().expiredYen === 0}>
        <Note tone="ok" announce="polite">
          {t("refundAllLive", { amount: props.money(split().liveYen) })}
        </Note>
      </Match>
      <Match when={split().liveYen === 0}>
        <Note tone="warn" announce="polite">
          {t("refundAllExpired", { expired: props.money(split().expiredYen) })}
        </Note>
      </Match>
      <Match when={true}>
        <Note tone="warn" announce="polite">
          {t("refundSplit", {
            live: props.money(split().liveYen),
            expired: props.money(split().expiredYen),
          })}
        </Note>
      </Match>
    </Switch>
  );
}
