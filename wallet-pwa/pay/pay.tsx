import { A, Navigate, useBeforeLeave, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import type { InspectPaymentReply } from "../../schema/api/payments.ts";
import { parseScan } from "../../schema/qr.ts";
import { api } from "../../web/shared/client/api.ts";
import { whenBack } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { PayAmount } from "./pay-amount.tsx";
import { PayConfirm } from "./pay-confirm.tsx";
import { PayNowhere } from "./pay-nowhere.tsx";
import { createPayment } from "./payment.ts";
import { newVisit, settledBy } from "./visits.ts";

/** Paying at one till: what the store is, the amount, the confirmation (S14, MPM). */
export default function Pay() {
  const params = useParams<{ storeId: string; till: string }>();
  const [query, setQuery] = useSearchParams<{ v?: string; step?: string }>();
  const navigate = useNavigate();
  const [found, setFound] = createSignal<InspectPaymentReply>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [badAddress, setBadAddress] = createSignal(false);

  const payment = createPayment({
    found,
    visit: () => query.v ?? "",
    onPaid: (id) => navigate(`/wallet/paid/${id}`, { replace: true }),
    onRefused: () => void inspect(),
    onOpen: (id) => navigate(`/wallet/operations/${id}`, { replace: true }),
  });
  // While the payment is on its way the screen stays; once the reply is late anybody may go.
  useBeforeLeave((event) => {
    if (payment.phase() === "sending") event.preventDefault();
  });

  const inspect = async () => {
    setTrouble(undefined);
    const scan = parseScan(`/s/${params.storeId}/${params.till}`);
    if (scan.kind !== "store") return void setBadAddress(true);
    const { storeId, tillId, signature } = scan;
    payment.setQr({ storeId, tillId, signature });
    const answer = await api("POST payments/inspect", { body: { storeId, tillId, signature } });
    if (answer.ok) setFound(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => {
    if (!query.v) setQuery({ v: newVisit() }, { replace: true });
    void inspect();
  });
  // A store that could not be asked about is asked about again; an amount being typed is left alone.
  whenBack(() => void (found() || inspect()));
  const sent = () => (payment.phase() === "idle" && query.v ? settledBy(query.v) : undefined);

  return (
    <Switch
      fallback={
        <Screen title={t("payTitle")} backTo="/wallet/">
          <OfflineNote />
          <Switch fallback={<Waiting text={t("checkingStore")} />}>
            <Match when={badAddress()}>
              <ProblemNote code="signature-invalid" />
            </Match>
            <Match when={trouble()}>
              {(one) => <ProblemNote code={one().code} onRetry={() => void inspect()} />}
            </Match>
          </Switch>
          <Show when={badAddress() || trouble()?.replied}>
            <A class={buttonClass({ wide: true })} href="/wallet/scan">
              {t("scanAgain")}
            </A>
          </Show>
        </Screen>
      }
    >
      <Match when={sent()}>{(id) => <Navigate href={`/wallet/operations/${id()}`} />}</Match>
      <Match when={found() && !payment.choice()}>
        <PayNowhere found={found() as InspectPaymentReply} />
      </Match>
      <Match when={found() && query.step === "confirm" && payment.advice().kind === "pay"}>
        <PayConfirm payment={payment} found={found() as InspectPaymentReply} onFix={() => history.back()} />
      </Match>
      <Match when={found()}>
        {(one) => (
          <PayAmount
            payment={payment}
            found={one()}
            onGo={() => {
              payment.clearRefusal();
              setQuery({ step: "confirm" });
            }}
          />
        )}
      </Match>
    </Switch>
  );
}
