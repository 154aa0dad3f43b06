import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ReversalReply } from "../../../schema/api/payments.ts";
import { businessDate } from "../../../schema/calendar.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { Digits } from "../../shared/components/digits.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { ClientCode } from "../../shared/i18n/problem-words.ts";
import { to } from "../frame/addresses.ts";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import { type Voidable, voidPayment } from "./void-payment.ts";

/** Asks before a payment is voided, voids it once, and says what came of it (REV-1, REV-3). */
export function VoidDialog(props: {
  open: boolean;
  payment: Voidable & { readonly atMs: number };
  onClose: () => void;
  onVoided: (reply: ReversalReply) => void;
}) {
  const navigate = useNavigate();
  const shop = useShop();
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<ProblemCode | ClientCode>();
  const money = () => moneyText(props.payment.amountYen, props.payment.unitWord, locale());
  const overMidnight = () => businessDate(props.payment.atMs) !== businessDate(serverNow());
  const close = () => {
    setRefused(undefined);
    props.onClose();
  };
  const send = async () => {
    if (busy()) return;
    setBusy(true);
    setRefused(undefined);
    let id = "";
    const ending = await voidPayment(props.payment, (operation) => {
      id = operation.id;
    });
    setBusy(false);
    shop.touched();
    void shop.payments().load();
    if (ending.outcome === "not-done") return setRefused(ending.code ?? "operation-abandoned");
    if (ending.outcome === "done" && ending.reply) {
      props.onVoided(ending.reply);
      return close();
    }
    if (ending.outcome === "done") return navigate(to.payments);
    navigate(to.checking(id));
  };
  return (
    <Dialog
      open={props.open}
      title={t("voidTitle")}
      onClose={close}
      held={busy()}
      foot={
        <>
          <Button size="l" onPress={() => !busy() && close()}>
            {t("voidNo")}
          </Button>
          <Button
            size="l"
            tone="danger"
            icon="undo"
            busy={busy()}
            busyLabel={t("voiding")}
            blockedBecause={online() ? undefined : t("offlineBlocked")}
            onPress={() => void send()}
          >
            {t("voidYes", { amount: money() })}
          </Button>
        </>
      }
    >
      <div class="row row--apart">
        <Digits value={props.payment.receiptNumber} label={t("receiptNumber")} />
        <Yen amount={props.payment.amountYen} unit={props.payment.unitWord} size="m" />
      </div>
      <p>{t("voidText")}</p>
      <Show when={overMidnight()}>
        <Note tone="warn">{t("voidAfterMidnight")}</Note>
      </Show>
      <Show when={refused()}>{(code) => <ProblemNote code={code()} />}</Show>
    </Dialog>
  );
}
