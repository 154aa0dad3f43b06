import { A, useSearchParams } from "@solidjs/router";
import { createMemo, For, onMount, Show } from "solid-js";
import type { StorePayment } from "../../../schema/api/counter.ts";
import { addDays, type BusinessDate, businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button, IconButton } from "../../shared/components/button.tsx";
import { Day, TimeOfDay } from "../../shared/components/date-time.tsx";
import { Digits } from "../../shared/components/digits.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { t as common } from "../../shared/i18n/words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import { createDayPayments } from "./day-payments.ts";
import styles from "./payments.module.css";

/** All payments, voids and refunds of one business date, newest first; today's list grows by itself. */
export function PaymentsPage() {
  const shop = useShop();
  const [search, setSearch] = useSearchParams<{ date?: string }>();
  const today = () => businessDate(serverNow());
  const date = (): BusinessDate => {
    const wanted = search.date ?? "";
    return isBusinessDate(wanted) && wanted <= today() ? wanted : today();
  };
  const payments = createMemo(() => {
    if (date() === today()) return shop.payments();
    const other = createDayPayments(shop.till().store.storeId, date());
    void other.load();
    return other;
  });
  onMount(() => void payments().load());
  const go = (to: BusinessDate) => setSearch({ date: to === today() ? undefined : to });
  return (
    <Frame title={t("paymentsOf")}>
      <OfflineNote />
      <nav class={styles.day} aria-label={t("day")}>
        <IconButton icon="back" label={t("previousDay")} onPress={() => go(addDays(date(), -1))} />
        <p class={styles.date} aria-live="polite">
          <Day date={date()} />
        </p>
        <Show when={date() < today()}>
          <IconButton icon="next" label={t("nextDay")} onPress={() => go(addDays(date(), 1))} />
        </Show>
      </nav>
      <section class="card card--tight">
        <Listing
          rows={payments().rows()}
          problem={payments().trouble()?.code}
          onRetry={() => void payments().load()}
          empty={{ text: t("noPayments"), icon: "list" }}
        >
          {() => (
            <>
              <ul class="list">
                <For each={payments().rows()}>{(row) => <PaymentRow row={row} date={date()} />}</For>
              </ul>
              <Show when={payments().hasMore()}>
                <Button
                  wide
                  busy={payments().loading()}
                  busyLabel={common("loading")}
                  onPress={() => void payments().loadMore()}
                >
                  {t("more")}
                </Button>
              </Show>
            </>
          )}
        </Listing>
      </section>
    </Frame>
  );
}

function PaymentRow(props: { row: StorePayment; date: BusinessDate }) {
  const reversal = () => props.row.kind !== "payment";
  const gone = () => props.row.reversedYen >= props.row.amountYen;
  const target = () => props.row.payment ?? props.row.operationId;
  return (
    <li>
      <A class={styles.row} href={to.payment(props.date, target())}>
        <Digits value={props.row.receiptNumber} label={t("receiptNumber")} />
        <span class={styles.rowMain}>
          <TimeOfDay atMs={props.row.atMs} seconds />
          <span class={`quiet ${styles.via}`}>
            <Icon name={props.row.via === "app" ? "phone" : "doc"} />
            {props.row.via === "app" ? t("app") : t("paper")}
            <Show when={props.row.tillNumber}>
              {(number) => <span class="nb">{t("till", { number: String(number()) })}</span>}
            </Show>
          </span>
        </span>
        <Show when={reversal()}>
          <Badge tone="warn" icon="undo">
            {props.row.kind === "void" ? t("kindVoid") : t("kindRefund")}
          </Badge>
        </Show>
        <Show when={!reversal() && props.row.reversedYen > 0}>
          <Badge tone="off">{gone() ? t("voidedState") : t("partlyState")}</Badge>
        </Show>
        <Yen
          amount={reversal() ? -props.row.amountYen : props.row.amountYen}
          unit={props.row.unitWord}
          gone={!reversal() && gone()}
        />
        <Icon name="next" class={styles.next} />
      </A>
    </li>
  );
}
