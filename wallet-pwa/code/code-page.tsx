import { A, useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, on, onCleanup, onMount, Show } from "solid-js";
import { PAYMENT_CODE_MS } from "../../schema/payment-code.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { createNow } from "../../web/shared/components/countdown.tsx";
import { FaceHead } from "../../web/shared/components/face.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Qr } from "../../web/shared/components/qr.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { fetchOwnSound } from "../../web/shared/sound/own-sound.ts";
import { chimePayment, wakeSound } from "../../web/shared/sound/payment-sound.ts";
import { easy } from "../frame/appearance.ts";
import { Screen } from "../frame/screen.tsx";
import { stayAwake } from "../frame/stay-awake.ts";
import { Waiting } from "../frame/waiting.tsx";
import { showPaid } from "../pay/paid-store.ts";
import { loadWallets, walletOf, wallets } from "../wallets/wallets-store.ts";
import styles from "./code.module.css";
import { createShownCode } from "./shown-code.ts";
import { t } from "./words.ts";

/** The code that the shop scans (B5): white, lit, new every two minutes, gone once it was used. */
export default function CodePage() {
  const params = useParams<{ programmeId: string }>();
  const navigate = useNavigate();
  const wallet = () => walletOf(params.programmeId);
  const shown = createShownCode({
    wallet,
    onPaid: (payment) => {
      showPaid(payment);
      void chimePayment(payment.pay.face);
      void loadWallets();
      navigate(`/wallet/paid/${payment.receipt.operationId}`, { replace: true });
    },
  });
  onMount(() => {
    wakeSound();
    void loadWallets();
    onCleanup(stayAwake());
  });
  const spendable = () => wallet()?.spendableYen ?? 0;
  // Kept: a balance that was read anew is no reason for another code, which would end the one that a shop is reading.
  const canShow = createMemo(() => wallet()?.idTail !== undefined && spendable() > 0);
  createEffect(
    on(
      () => wallet()?.pay.face,
      (face) => void fetchOwnSound(face),
    ),
  );
  createEffect(on(canShow, (can) => void (can && shown.show())));
  return (
    <Screen
      title={t("title")}
      backTo={easy() ? "/wallet/" : `/wallet/pays/${params.programmeId}`}
      face={wallet()?.pay.face}
      tight
    >
      <OfflineNote />
      <Show
        when={wallet()}
        fallback={
          <Show when={wallets()} fallback={<Waiting />}>
            <ProblemNote code="not-found" />
          </Show>
        }
      >
        {(one) => (
          <Show
            when={spendable() > 0 && !one().frozen}
            fallback={
              <Show when={one().frozen} fallback={<Note icon="coin">{t("nothing")}</Note>}>
                <ProblemNote code="frozen" />
              </Show>
            }
          >
            <p>{t("lead")}</p>
            <Show when={shown.refused()}>
              <Note tone="warn" announce="alert">
                {t("refused")}
              </Note>
            </Show>
            <Show when={shown.trouble()}>
              {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void shown.show()} />}
            </Show>
            <section class={styles.sheet} aria-label={t("codeFor", { pay: one().pay.payName })}>
              <FaceHead face={one().pay.face} name={one().pay.payName}>
                <Yen amount={one().spendableYen} unit={one().pay.unitWord} size="m" />
              </FaceHead>
              <div class={styles.qr}>
                <Qr text={shown.code()?.code} label={t("codeFor", { pay: one().pay.payName })} />
              </div>
              <Show when={shown.code()}>
                {(code) => (
                  <>
                    <p class={styles.digits} role="img" aria-label={[...code().code].join(" ")}>
                      {(code().code.match(/.{4}/g) ?? []).map((group) => (
                        <span>{group}</span>
                      ))}
                    </p>
                    <TimeLeft untilMs={code().expiresAtMs} />
                  </>
                )}
              </Show>
            </section>
            <Note tone="warn">{t("dontSend")}</Note>
            <p class={`quiet small ${styles.hint}`}>
              <Icon name="sun" />
              {t("brighter")}
            </p>
            <Show when={(wallets()?.length ?? 0) > 1}>
              <A class={buttonClass({ wide: true })} href="/wallet/">
                <Icon name="swap" />
                {t("otherPay")}
              </A>
            </Show>
          </Show>
        )}
      </Show>
    </Screen>
  );
}

/** How long the code stands, as a bar and in whole seconds; not announced each second. */
function TimeLeft(props: { untilMs: number }) {
  const now = createNow();
  const left = () => Math.max(0, props.untilMs - now());
  return (
    <div class={styles.left} role="timer" aria-live="off">
      <span>{t("untilNew")}</span>
      <b>{t("seconds", { count: Math.ceil(Math.min(PAYMENT_CODE_MS, left()) / 1_000) })}</b>
      <span class={styles.bar} aria-hidden="true">
        <span style={{ transform: `scaleX(${left() / PAYMENT_CODE_MS})` }} />
      </span>
    </div>
  );
}
