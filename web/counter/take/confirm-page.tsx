import { Navigate, useNavigate } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { online } from "../../shared/client/online.ts";
import type { Ending } from "../../shared/client/operations.ts";
import { Button } from "../../shared/components/button.tsx";
import { createNow } from "../../shared/components/countdown.tsx";
import { Keypad } from "../../shared/components/keypad.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Asking } from "../checking/asking.tsx";
import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import styles from "./confirm-page.module.css";
import { CouponTicket } from "./coupon-ticket.tsx";
import { mostOf, planTake } from "./plan.ts";
import { CASH_UNIT, PlanNote } from "./plan-note.tsx";
import { refusalOf } from "./refusal.ts";
import { Refused } from "./refused.tsx";
import { take, takePayment } from "./take-store.ts";

/** How often the end of the coupon's handle is looked at. */
const HANDLE_TICK_MS = 1_000;

/** The coupon on the counter: what stands against it, or the price and what of it the coupon pays. */
export function ConfirmPage() {
  const shop = useShop();
  return (
    <Show
      when={take.held()}
      fallback={<Navigate href={take.phase() === "ready" ? to.scan : to.home} />}
      keyed
    >
      {(inspected) => (
        <Switch fallback={<Amount />}>
          <Match when={shop.till().store.state === "suspended"}>
            <Refused inspected={inspected} code="store-suspended" />
          </Match>
          <Match when={refusalOf(inspected)}>
            {(code) => <Refused inspected={inspected} code={code()} />}
          </Match>
        </Switch>
      )}
    </Show>
  );
}

type Refusal = Extract<Ending<never>, { outcome: "not-done" }>;

/** Price in, coupon part and cash part out, one button. */
function Amount() {
  const navigate = useNavigate();
  const shop = useShop();
  const now = createNow(HANDLE_TICK_MS);
  // Only rendered while a coupon lies on the counter.
  const inspected = take.held();
  if (!inspected) return null;
  const { coupon, payLimitYen } = inspected;
  const pay = coupon.pay;
  const carried = take.carried();
  const [digits, setDigits] = createSignal(carried ? String(carried.yen) : "");
  const [refused, setRefused] = createSignal<Refusal>();

  const terms = { spendableYen: coupon.spendableYen, unitYen: pay.unitYen, payLimitYen };
  const price = () => Number(digits() || "0");
  const plan = () => planTake(price(), terms);
  const money = (yen: number) => moneyText(yen, pay.unitWord, locale());
  const tooOld = () => now() >= coupon.handleExpiresAtMs;
  const busy = () => take.phase() === "sending";
  const part = () => {
    const planned = plan();
    return planned.kind === "take" ? planned.part : 0;
  };
  const type = (next: string) => {
    setRefused(undefined);
    setDigits(next);
  };
  const blocked = () => {
    if (!online()) return t("offlineBlocked");
    const kind = plan().kind;
    if (kind === "none") return t("enterPrice");
    if (kind === "too-large") return t("tooLarge");
    return kind === "too-small" ? t("tooSmall", { unit: money(pay.unitYen) }) : undefined;
  };
  const send = async () => {
    const planned = plan();
    if (planned.kind !== "take" || blocked() || busy() || tooOld()) return;
    setRefused(undefined);
    const sending = takePayment(shop.till(), planned.part, planned.cash);
    const ending = await sending;
    if (!ending) return;
    shop.touched();
    void shop.payments().load();
    if (ending.outcome === "not-done") return setRefused(ending);
    if (ending.outcome === "done" && take.finished()) return navigate(to.done, { replace: true });
    navigate(to.checking(take.sentId() ?? ""), { replace: true });
  };
  const saidOf = (code: Refusal["code"]) => (code ? problemText(code) : t("notDoneText"));
  const asking = () => (
    <TaskFrame title={t("checkingTitle")} backTo={to.home} face={pay.face}>
      <Asking />
    </TaskFrame>
  );
  return (
    <Show when={take.phase() !== "asking"} fallback={asking()}>
      <TaskFrame title={t("confirm")} backTo={to.scan} face={pay.face}>
        <div class={styles.cols}>
          <section class={styles.left}>
            <div>
              <div class={styles.priceHead}>
                <h2>{t("price")}</h2>
                <span class="hint small">
                  {pay.unitYen === 1
                    ? t("fromOneUnit", { unit: money(pay.unitYen) })
                    : t("bySteps", { unit: money(pay.unitYen) })}
                </span>
              </div>
              <p class={styles.sum} aria-live="polite">
                <Yen
                  amount={price()}
                  unit={CASH_UNIT}
                  size="xl"
                  class={price() > 99_999 ? styles.long : undefined}
                />
              </p>
            </div>
            <Keypad
              kind="amount"
              digits={digits()}
              onDigits={type}
              onEnter={() => void send()}
              class={styles.keys}
            />
            <Button wide onPress={() => type(String(mostOf(terms)))}>
              {t("useAll")}
            </Button>
          </section>
          <section class={styles.right}>
            <CouponTicket coupon={coupon} usedYen={part()} main />
            <div class={styles.foot}>
              <Show when={refused()}>
                {(ending) => (
                  <Note tone="danger" announce="alert">
                    <p class="strong">{t("notDone")}</p>
                    <p>{saidOf(ending().code)}</p>
                  </Note>
                )}
              </Show>
              <Show
                when={!tooOld()}
                fallback={
                  <>
                    <Note tone="warn" announce="alert">
                      {t("handleOld")}
                    </Note>
                    <Button
                      tone="primary"
                      size="xl"
                      wide
                      onPress={() => navigate(to.scan, { replace: true })}
                    >
                      {t("scanAgain")}
                    </Button>
                  </>
                }
              >
                <PlanNote plan={plan()} pay={pay} />
                <Button
                  tone="face"
                  size="xl"
                  wide
                  busy={busy()}
                  busyLabel={t("taking")}
                  blockedBecause={blocked()}
                  quietReason={plan().kind === "none" || plan().kind === "too-small"}
                  onPress={() => void send()}
                >
                  {part() > 0 ? t("take", { amount: money(part()) }) : t("enterPrice")}
                </Button>
              </Show>
            </div>
          </section>
        </div>
      </TaskFrame>
    </Show>
  );
}
