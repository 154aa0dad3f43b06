import { Show } from "solid-js";
import type { CouponViewBody } from "../../schema/api/coupons.ts";
import { couponLeftYen } from "../../web/shared/client/coupon-left.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { problemWords } from "../../web/shared/i18n/problem-words.ts";
import { CouponTicket } from "../charge/coupon-ticket.tsx";
import { t } from "../i18n/words.ts";
import styles from "./public-pages.module.css";

/** The state of a sheet in a word, where it is not simply good. */
function stateWord(coupon: CouponViewBody) {
  if (coupon.frozen) return { word: "stateFrozen", problem: "frozen" } as const;
  switch (coupon.state) {
    case "charged":
      return { word: "stateCharged", problem: "charged" } as const;
    case "used":
      return { word: "stateUsed", problem: null } as const;
    case "expired":
      return { word: "stateExpired", problem: "expired" } as const;
    case "not-handed-over":
      return { word: "stateNotYet", problem: "not-handed-over" } as const;
    case "not-yet-valid":
      return { word: "stateNotYet", problem: "not-yet-valid" } as const;
    case "charge-in-progress":
      return { word: "stateCharging", problem: "charge-in-progress" } as const;
    case "cancelled":
    case "unopened":
    case "live":
      return null;
  }
}

/** Balance, expiry and Pay of a sheet, and how to use it on paper. */
export function CouponFacts(props: { coupon: CouponViewBody }) {
  const state = () => stateWord(props.coupon);
  const usable = () => props.coupon.spendableYen > 0 && state() === null;
  const words = () => {
    const one = state();
    if (!one?.problem) return undefined;
    const { what, next } = problemWords(one.problem);
    return one.problem === "charged" && props.coupon.chargedInto
      ? { what: t("chargedIntoPay", { pay: props.coupon.chargedInto }), next }
      : { what, next };
  };
  return (
    <>
      <CouponTicket
        coupon={props.coupon}
        label={t("couponLabel")}
        second={
          <>
            <span class="nb">{props.coupon.pay.payName}</span>{" "}
            <span class="nb">{t("codeEnd", { digits: props.coupon.codeEnd })}</span>
          </>
        }
        sumLabel={t("remaining")}
        sumYen={couponLeftYen(props.coupon)}
        badge={
          <Show when={state()}>
            {(one) => (
              <p class={styles.state}>
                <Badge tone="warn">{t(one().word)}</Badge>
              </p>
            )}
          </Show>
        }
      />
      <Show when={words()}>
        {(one) => (
          <Note tone="warn">
            <p class="strong">{one().what}</p>
            <p>{one().next}</p>
          </Note>
        )}
      </Show>
      <Show when={usable()}>
        <section class="stack">
          <h2>{t("howPaperTitle")}</h2>
          <ol class={styles.how}>
            <li>{t("howPaper1")}</li>
            <li>{t("howPaper2")}</li>
            <li>{t("howPaper3")}</li>
          </ol>
          <p class="quiet">{t("howPaperStores")}</p>
        </section>
      </Show>
    </>
  );
}
