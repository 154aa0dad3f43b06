import { A, useBeforeLeave, useNavigate } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import type { InspectChargeReply } from "../../schema/api/charges.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { api } from "../../web/shared/client/api.ts";
import { whenBack } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Nothing } from "../../web/shared/components/list-states.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { announce, send } from "../operations/wallet-operations.ts";
import { dropCode, heldCode } from "../scan/scanned-coupon.ts";
import { loadWallets } from "../wallets/wallets-store.ts";
import { ChargeConfirm } from "./charge-confirm.tsx";
import { ChargeDone, type Charged } from "./charge-done.tsx";

/** From a scanned sheet to yen in the wallet: what it holds, one press, done (S11, CHG-1). */
export default function Charge() {
  const navigate = useNavigate();
  const code = heldCode();
  const [found, setFound] = createSignal<InspectChargeReply>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [phase, setPhase] = createSignal<"idle" | "sending" | "asking">("idle");
  const [refused, setRefused] = createSignal<ProblemCode | ClientCode | null>(null);
  const [charged, setCharged] = createSignal<Charged>();

  const inspect = async () => {
    if (!code) return;
    setTrouble(undefined);
    setRefused(null);
    setFound(undefined);
    const answer = await api("POST charges/inspect", { body: { code } });
    if (!answer.ok) return void setTrouble(answer.error);
    const { verdict, target } = answer.value;
    if (verdict.ok && target.toAdd)
      navigate(`/wallet/add/${target.pay.programmeId}?next=/wallet/charge`, { replace: true });
    else setFound(answer.value);
  };
  onMount(() => {
    void inspect();
    void loadWallets();
  });
  whenBack(() => void (found() || charged() || inspect()));
  useBeforeLeave((event) => {
    if (phase() === "sending") event.preventDefault();
  });

  const charge = async (one: InspectChargeReply) => {
    if (phase() !== "idle") return;
    setPhase("sending");
    setRefused(null);
    const { coupon, target } = one;
    const operation = announce({
      kind: "charge",
      tail: coupon.idTail,
      handle: coupon.handle,
      amountYen: one.chargeYen,
      unitWord: coupon.pay.unitWord,
      party: target.pay.payName,
    });
    const ending = await send(
      operation,
      () =>
        api("POST charges", {
          body: {
            operationId: operation.id,
            handle: coupon.handle,
            programmeId: target.pay.programmeId,
          },
        }),
      () => setPhase("asking"),
    );
    setPhase("idle");
    if (ending.outcome === "done") {
      dropCode();
      setCharged({
        pay: target.pay,
        amountYen: ending.reply?.amountYen ?? ending.found?.amountYen ?? one.chargeYen,
        balanceYen: ending.reply?.walletBalanceYen,
        expiresOn: coupon.expiresOn,
      });
      void loadWallets();
    } else if (ending.outcome === "not-done") setRefused(ending.code ?? "operation-abandoned");
    else {
      dropCode();
      navigate(`/wallet/operations/${operation.id}`, { replace: true });
    }
  };

  return (
    <Switch
      fallback={
        <Screen title={t("chargeTitle")} backTo="/wallet/">
          <OfflineNote />
          <Show when={trouble()} fallback={<Waiting text={t("checkingCoupon")} />}>
            {(one) => <ProblemNote code={one().code} onRetry={() => void inspect()} />}
          </Show>
          <Show when={trouble()?.replied}>
            <A class={buttonClass({ wide: true })} href="/wallet/scan">
              {t("scanAgain")}
            </A>
          </Show>
        </Screen>
      }
    >
      <Match when={charged()}>{(one) => <ChargeDone charged={one()} />}</Match>
      <Match when={!code}>
        <Screen title={t("chargeTitle")} backTo="/wallet/">
          <Nothing
            icon="ticket"
            text={t("chargeGone")}
            action={
              <A class={buttonClass({})} href="/wallet/scan">
                {t("scanAgain")}
              </A>
            }
          />
        </Screen>
      </Match>
      <Match when={found()}>
        {(one) => (
          <ChargeConfirm
            found={one()}
            phase={phase()}
            refused={refused()}
            onCharge={() => void charge(one())}
            onAgain={() => void inspect()}
          />
        )}
      </Match>
    </Switch>
  );
}
