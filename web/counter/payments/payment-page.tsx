import { useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Match, onMount, Show, Switch } from "solid-js";
import type { StorePayment } from "../../../schema/api/counter.ts";
import type { ReversalReply } from "../../../schema/api/payments.ts";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffCan } from "../../shared/client/session.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { createNow } from "../../shared/components/countdown.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Digits } from "../../shared/components/digits.tsx";
import { FaceHead } from "../../shared/components/face.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines, Ticket, TicketPart, TicketTear } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { dress } from "../../shared/icons/dress.ts";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import { createDayPayments } from "./day-payments.ts";
import { PaperSlip } from "./paper-slip.tsx";
import styles from "./payments.module.css";
import { VoidDialog } from "./void-dialog.tsx";
import { voidBarrier } from "./void-payment.ts";

/** The void's window is looked at this often. */
const WINDOW_TICK_MS = 5_000;

/** One payment: its facts, its slip, and the void while that is possible (REV-1). */
export function PaymentPage() {
  const shop = useShop();
  const params = useParams<{ date: string; id: string }>();
  const payments = createMemo(() =>
    params.date === businessDate(serverNow()) || !isBusinessDate(params.date)
      ? shop.payments()
      : createDayPayments(shop.till().store.storeId, params.date),
  );
  const row = () =>
    payments()
      .rows()
      ?.find((one) => one.operationId === params.id);
  onMount(() => void payments().load());
  // Older than the first page: read on until it is found or the day is over.
  createEffect(() => {
    if (payments().rows() && !row() && payments().hasMore() && !payments().loading() && !payments().trouble())
      void payments().loadMore();
  });
  const back = () =>
    params.date === businessDate(serverNow()) ? to.payments : `${to.payments}?date=${params.date}`;
  return (
    <Frame title={t("paymentDetail")} backTo={back()}>
      <OfflineNote />
      <Switch fallback={<GreyRows />}>
        <Match when={row()}>{(one) => <Detail row={one()} />}</Match>
        <Match when={payments().trouble()}>
          {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void payments().load()} />}
        </Match>
        <Match when={payments().rows() && !payments().hasMore()}>
          <Nothing text={t("paymentGone")} />
        </Match>
      </Switch>
    </Frame>
  );
}

function Detail(props: { row: StorePayment }) {
  const shop = useShop();
  const now = createNow(WINDOW_TICK_MS);
  const [asking, setAsking] = createSignal(false);
  const [reversal, setReversal] = createSignal<ReversalReply>();
  const face = () => shop.payOf(props.row.programmeId)?.face;
  const money = (yen: number) => moneyText(yen, props.row.unitWord, locale());
  const voided = () => Boolean(reversal()) || props.row.reversedYen >= props.row.amountYen;
  const barrier = () => voidBarrier(props.row, now());
  const print = () => window.print();
  return (
    <div class={styles.detail} data-face={dress(face())}>
      <Ticket class={`${styles.ticket} no-print`} label={t("slip")}>
        <FaceHead
          face={face()}
          name={props.row.payName}
          second={props.row.via === "app" ? t("app") : t("paper")}
        />
        <TicketPart class={styles.facts}>
          <p>
            <Yen amount={props.row.amountYen} unit={props.row.unitWord} size="l" gone={voided()} />
          </p>
          <p>
            <Badge tone={voided() ? "off" : props.row.reversedYen > 0 ? "warn" : "ok"}>
              {voided() ? t("voidedState") : props.row.reversedYen > 0 ? t("partlyState") : t("paid")}
            </Badge>
          </p>
        </TicketPart>
        <TicketTear />
        <TicketPart>
          <Lines
            lines={[
              { label: t("receiptNumber"), value: <Digits value={props.row.receiptNumber} /> },
              { label: t("at"), value: <DateTime atMs={props.row.atMs} seconds /> },
              {
                label: t("tillColumn"),
                value: props.row.tillNumber === null ? "–" : String(props.row.tillNumber),
              },
            ]}
          />
        </TicketPart>
      </Ticket>
      <div class={`${styles.actions} no-print`}>
        <Show when={reversal()?.expiredYen}>
          {(yen) => <Note tone="warn">{t("wasExpired", { amount: money(yen()) })}</Note>}
        </Show>
        <Switch>
          <Match when={voided()}>
            <Note announce="polite">{t("voidedNotice")}</Note>
          </Match>
          <Match when={props.row.reversedYen > 0}>
            <Note>{t("partlyReturned", { amount: money(props.row.reversedYen) })}</Note>
          </Match>
          <Match when={barrier() === "too-late"}>
            <Note>
              <p class="strong">{t("voidTooLate")}</p>
              <p>{t("voidTooLateNext")}</p>
            </Note>
          </Match>
          <Match when={!staffCan("counter.void")}>
            <Note>{t("voidNotAllowed")}</Note>
          </Match>
          <Match when={barrier() === undefined}>
            <Button size="l" tone="danger" icon="undo" wide onPress={() => setAsking(true)}>
              {t("voidIt")}
            </Button>
          </Match>
        </Switch>
        <Button size="l" icon="print" wide onPress={print}>
          {t("printSlip")}
        </Button>
      </div>
      <VoidDialog
        open={asking()}
        payment={props.row}
        onClose={() => setAsking(false)}
        onVoided={(reply) => setReversal(reply)}
      />
      <PaperSlip
        storeName={shop.till().store.name}
        town={shop.till().store.town}
        payName={props.row.payName}
        unitWord={props.row.unitWord}
        amountYen={props.row.amountYen}
        atMs={props.row.atMs}
        receiptNumber={props.row.receiptNumber}
        voided={voided()}
      />
    </div>
  );
}
