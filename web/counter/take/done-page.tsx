import { Navigate, useNavigate } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import { staffCan } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Countdown } from "../../shared/components/countdown.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { PaperSlip } from "../payments/paper-slip.tsx";
import { VoidDialog } from "../payments/void-dialog.tsx";
import { autoNextSwitch } from "../session/preferences.ts";
import { t } from "../words/words.ts";
import { CASH_UNIT } from "./cash-unit.ts";
import styles from "./done-page.module.css";
import { DoneSlip } from "./done-slip.tsx";
import { SaleList } from "./sale-list.tsx";
import { carry, endSale, type Finished, putAway, take } from "./take-store.ts";

/** The till returns to the scanner by itself after this long; a setting turns it off. */
const RETURN_AFTER_MS = 10_000;

/** A payment was taken: how much, what is still to be paid otherwise, and the slip. */
export function DonePage() {
  return (
    <Show when={take.finished()} fallback={<Navigate href={to.scan} />} keyed>
      {(finished) => <Done finished={finished} />}
    </Show>
  );
}

function Done(props: { finished: Finished }) {
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const reversal = () => props.finished.reversal;
  // Whoever prints, voids or reads on stays as long as they need.
  const [staying, setStaying] = createSignal(Boolean(props.finished.reversal));
  const payment = () => props.finished.payment;
  const pay = () => payment().pay;
  const cashYen = () => props.finished.cashYen ?? 0;
  const money = (yen: number) => moneyText(yen, pay().unitWord, locale());
  const scanOn = () => {
    take.setFinished(undefined);
    navigate(to.scan, { replace: true });
  };
  const next = () => {
    endSale();
    scanOn();
  };
  const nextCoupon = () => {
    carry({ yen: cashYen(), unitWord: CASH_UNIT });
    scanOn();
  };
  const print = () => {
    setStaying(true);
    window.print();
  };
  let heading: HTMLHeadingElement | undefined;
  onMount(() => {
    // The sheet is done with: what it held a moment ago must not be shown to anybody else.
    putAway();
    heading?.focus();
  });
  return (
    <main class={styles.finish} data-face={dress(pay().face)}>
      <div class={`${styles.top} no-print`}>
        <section class={styles.amount}>
          <h1
            class={styles.state}
            classList={{ [styles.undone ?? ""]: Boolean(reversal()) }}
            ref={heading}
            tabindex="-1"
          >
            <Icon name={reversal() ? "undo" : "done"} />
            {reversal() ? t("voided") : props.finished.found ? t("doneAfterAll") : t("taken")}
          </h1>
          <p>
            <Yen
              amount={payment().receipt.amountYen}
              unit={pay().unitWord}
              gone={Boolean(reversal())}
              class={payment().receipt.amountYen > 99_999 ? `${styles.huge} ${styles.long}` : styles.huge}
            />
          </p>
          <Show when={!reversal() && cashYen() > 0}>
            <Note tone="warn" icon="coin" class={styles.rest}>
              <span class={styles.restLine}>
                <span>{t("takeCash")}</span>
                <Yen amount={cashYen()} unit={CASH_UNIT} size="m" />
              </span>
            </Note>
            <Button icon="scan" class={styles.another} onPress={nextCoupon}>
              {t("nextCoupon", { amount: moneyText(cashYen(), CASH_UNIT, locale()) })}
            </Button>
          </Show>
          <SaleList />
          <Show when={reversal()?.expiredYen}>
            {(yen) => <Note tone="warn">{t("wasExpired", { amount: money(yen()) })}</Note>}
          </Show>
          <Show when={payment().receipt.replayed && !props.finished.found}>
            <p class="quiet">{t("alreadyDone")}</p>
          </Show>
        </section>
        <DoneSlip finished={props.finished} reversal={reversal()} />
      </div>
      <footer class={`${styles.bottom} no-print`}>
        <button type="button" class={buttonClass({ tone: "primary", size: "xl" })} onClick={next}>
          <Show when={autoNextSwitch.on() && !staying() && !asking()}>
            <Countdown
              small
              fromMs={props.finished.shownAtMs}
              untilMs={props.finished.shownAtMs + RETURN_AFTER_MS}
              onEnd={next}
            />
          </Show>
          {t("nextGuest")}
        </button>
        <Button size="xl" icon="print" onPress={print}>
          {t("printSlip")}
        </Button>
        <Show when={!reversal() && staffCan("counter.void")}>
          <Button
            size="xl"
            tone="danger"
            icon="undo"
            onPress={() => {
              setStaying(true);
              setAsking(true);
            }}
          >
            {t("voidIt")}
          </Button>
        </Show>
      </footer>
      <VoidDialog
        open={asking()}
        payment={{
          operationId: payment().receipt.operationId,
          handle: payment().handle,
          storeId: payment().receipt.storeId,
          amountYen: payment().receipt.amountYen,
          unitWord: pay().unitWord,
          payName: pay().payName,
          receiptNumber: payment().receipt.receiptNumber,
          atMs: payment().receipt.atMs,
        }}
        onClose={() => setAsking(false)}
        onVoided={(reply) => take.setFinished({ ...props.finished, reversal: reply })}
      />
      <PaperSlip
        storeName={payment().store.name}
        town={payment().store.town}
        payName={pay().payName}
        unitWord={pay().unitWord}
        amountYen={payment().receipt.amountYen}
        atMs={payment().receipt.atMs}
        receiptNumber={payment().receipt.receiptNumber}
        leftYen={reversal()?.balanceAfterYen ?? payment().receipt.balanceAfterYen}
        voided={Boolean(reversal())}
      />
    </main>
  );
}
