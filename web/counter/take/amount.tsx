import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { online } from "../../shared/client/online.ts";
import type { Ending } from "../../shared/client/operations.ts";
import { Button } from "../../shared/components/button.tsx";
import { createNow } from "../../shared/components/countdown.tsx";
import { Note } from "../../shared/components/note.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Asking } from "../checking/asking.tsx";
import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import styles from "./confirm-page.module.css";
import type { Held } from "./held.ts";
import { HeldTicket } from "./held-ticket.tsx";
import { mostOf, planTake } from "./plan.ts";
import { PlanNote } from "./plan-note.tsx";
import { PriceEntry } from "./price-entry.tsx";
import { SaleList } from "./sale-list.tsx";
import { take, takePayment } from "./take-store.ts";

/** How often the end of the coupon's handle is looked at. */
const HANDLE_TICK_MS = 1_000;

type Refusal = Extract<Ending<never>, { outcome: "not-done" }>;

/** Price in, coupon part and cash part out, one button. While the system is being asked, only that is said. */
export function Amount(props: { held: Held }) {
  const navigate = useNavigate();
  const shop = useShop();
  const now = createNow(HANDLE_TICK_MS);
  const pay = () => props.held.pay;
  const [digits, setDigits] = createSignal(String(take.carried()?.yen ?? ""));
  const [refused, setRefused] = createSignal<Refusal>();

  const terms = () => ({
    spendableYen: props.held.spendableYen,
    unitYen: pay().unitYen,
    payLimitYen: props.held.payLimitYen,
  });
  const plan = () => planTake(Number(digits() || "0"), terms());
  const money = (yen: number) => moneyText(yen, pay().unitWord, locale());
  const tooOld = () => now() >= props.held.handleExpiresAtMs;
  const busy = () => take.phase() === "sending";
  const part = () => {
    const planned = plan();
    return planned.kind === "take" ? planned.part : 0;
  };
  const type = (next: string) => {
    if (take.phase() !== "ready") return;
    setRefused(undefined);
    setDigits(next);
  };
  const blocked = () => {
    if (!online()) return t("offlineBlocked");
    const kind = plan().kind;
    if (kind === "none") return t("enterPrice");
    if (kind === "too-large") return t("tooLarge");
    return kind === "too-small" ? t("tooSmall", { unit: money(pay().unitYen) }) : undefined;
  };
  const send = async () => {
    const planned = plan();
    if (planned.kind !== "take" || blocked() || busy() || tooOld()) return;
    setRefused(undefined);
    const ending = await takePayment(shop.till(), planned.part, planned.cash);
    if (!ending) return;
    shop.touched();
    void shop.payments().load();
    if (ending.outcome === "not-done") return setRefused(ending);
    if (ending.outcome === "done" && take.finished()) return navigate(to.done, { replace: true });
    navigate(to.checking(take.sentId() ?? ""), { replace: true });
  };
  const asking = () => (
    <TaskFrame title={t("checkingTitle")} backTo={to.home} face={pay().face}>
      <Asking />
    </TaskFrame>
  );
  const tooOldFoot = () => (
    <>
      <Note tone="warn" announce="alert">
        {t("handleOld")}
      </Note>
      <Button tone="primary" size="xl" wide onPress={() => navigate(to.scan, { replace: true })}>
        {t("scanAgain")}
      </Button>
    </>
  );
  return (
    <Show when={take.phase() !== "asking"} fallback={asking()}>
      <TaskFrame title={t("confirm")} backTo={to.scan} face={pay().face}>
        <div class={styles.cols}>
          <PriceEntry
            digits={digits()}
            onDigits={type}
            onEnter={() => void send()}
            onUseAll={() => type(String(mostOf(terms())))}
            held={props.held}
          />
          <section class={styles.right}>
            <HeldTicket held={props.held} usedYen={part()} />
            <div class={styles.foot}>
              <Show when={!refused() || (take.sale()?.lines.length ?? 0) > 1}>
                <SaleList />
              </Show>
              <Show when={refused()}>
                {(ending) => (
                  <Note tone="danger" announce="alert">
                    <p class="strong">{t("notDone")}</p>
                    <p>{saidOf(ending().code)}</p>
                    <Button icon="scan" onPress={() => navigate(to.scan, { replace: true })}>
                      {t("scanNext")}
                    </Button>
                  </Note>
                )}
              </Show>
              <Show when={!tooOld()} fallback={tooOldFoot()}>
                <PlanNote plan={plan()} pay={pay()} />
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

/** Why it was not taken; after a lost reply there may be no reason but that it never arrived. */
function saidOf(code: Refusal["code"]): string {
  return code ? problemText(code) : t("notDoneText");
}
