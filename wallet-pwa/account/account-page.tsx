import { useNavigate } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import { businessDate } from "../../schema/calendar.ts";
import { sumYen } from "../../schema/money.ts";
import { api } from "../../web/shared/client/api.ts";
import { handOver } from "../../web/shared/client/hand-over.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Tick } from "../../web/shared/components/field.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Screen } from "../frame/screen.tsx";
import { clearNotices } from "../notices/notices-store.ts";
import { OwnCode } from "../session/own-code.tsx";
import { signOut } from "../session/signed-in.ts";
import { clearWallets, loadWallets, wallets } from "../wallets/wallets-store.ts";
import { MOST_ROWS, myData } from "./my-data.ts";
import { t } from "./words.ts";

/** One's own data as a file, and leaving. */
export default function AccountPage() {
  onMount(() => void loadWallets());
  return (
    <Screen title={t("title")} backTo="/wallet/settings">
      <OfflineNote />
      <MyDataCard />
      <Leaving />
    </Screen>
  );
}

function MyDataCard() {
  const [count, setCount] = createSignal<number>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [cutOff, setCutOff] = createSignal(false);
  const busy = () => count() !== undefined;
  const collect = async () => {
    if (busy()) return;
    setTrouble(undefined);
    setCount(0);
    const data = await myData(setCount);
    setCount(undefined);
    if (!data.ok) return setTrouble(data.error);
    setCutOff(data.value.pays.some((pay) => !pay.complete));
    const file = new Blob([JSON.stringify(data.value, null, 2)], { type: "application/json" });
    handOver(`tegata-${businessDate(serverNow())}.json`, file);
    say(t("taken"));
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("dataTitle")}</h2>
      <p>{t("dataText")}</p>
      <Show when={trouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void collect()} />}
      </Show>
      <Show when={cutOff()}>
        <Note>{t("cutOff", { count: MOST_ROWS })}</Note>
      </Show>
      <Button
        wide
        icon="download"
        busy={busy()}
        busyLabel={t("taking", { count: count() ?? 0 })}
        onPress={() => void collect()}
      >
        {t("take")}
      </Button>
    </section>
  );
}

function Leaving() {
  const navigate = useNavigate();
  const [agreed, setAgreed] = createSignal(false);
  const [begun, setBegun] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const left = () => (wallets() ?? []).filter((one) => one.spendableYen > 0);
  const amount = () =>
    left()
      .map((one) => moneyText(one.spendableYen, one.pay.unitWord, locale()))
      .join(" + ");
  const sum = () => sumYen((wallets() ?? []).map((one) => one.spendableYen));
  const close = async () => {
    setTrouble(undefined);
    const answer = await api("POST residents/erasure", { body: { giveUpYen: sum() } });
    if (!answer.ok) {
      setBegun(false);
      setAgreed(false);
      void loadWallets();
      return setTrouble(answer.error);
    }
    await signOut();
    clearWallets();
    clearNotices();
    say(t("closed"));
    navigate("/wallet/sign-in", { replace: true });
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("closeTitle")}</h2>
      <p>{t("closeText")}</p>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
      <Show when={left().length > 0}>
        <Note tone="danger">
          <For each={left()}>
            {(one) => (
              <p>
                {one.pay.payName}: {moneyText(one.spendableYen, one.pay.unitWord, locale())}
              </p>
            )}
          </For>
          <p class="strong">{t("moneyLeft", { amount: amount() })}</p>
        </Note>
      </Show>
      <Show
        when={begun()}
        fallback={
          <>
            <Show when={left().length > 0}>
              <Tick label={t("giveUp", { amount: amount() })} checked={agreed()} onChange={setAgreed} />
            </Show>
            <Button
              wide
              tone="danger"
              blockedBecause={left().length > 0 && !agreed() ? t("giveUp", { amount: amount() }) : undefined}
              quietReason
              onPress={() => setBegun(true)}
            >
              {t("begin")}
            </Button>
          </>
        }
      >
        <p>{t("sure")}</p>
        <OwnCode label={t("close")} onProven={() => void close()} />
        <Button wide onPress={() => setBegun(false)}>
          {t("back")}
        </Button>
      </Show>
    </section>
  );
}
