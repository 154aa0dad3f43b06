import { createSignal, Show } from "solid-js";
import type { CouponIssue, StayReadReply } from "../../../schema/api/holders.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** What the desk wrote down about the stay: masked until somebody asks with a reason, which is logged (CAL-4). */
export function StayFacts(props: { couponId: string; stay: CouponIssue["stay"]; onShown: () => void }) {
  const [asked, setAsked] = createSignal(false);
  const [clear, setClear] = createSignal<StayReadReply>();
  const show = async (reason: string) => {
    const reply = await api("POST holders/coupons/:id/stay", {
      path: { id: props.couponId },
      body: { reason },
    });
    if (!reply.ok) return reply.error;
    setClear(reply.value);
    props.onShown();
  };
  const when = () => {
    const { checkInOn, nights } = clear() ?? props.stay ?? { checkInOn: null, nights: null };
    if (checkInOn === null) return "";
    const day = dayText(checkInOn, locale());
    return nights === null ? day : t("nights", { day, nights: formatNumber(nights) });
  };
  const lines = () => {
    const name = clear() ? clear()?.guestName : props.stay?.maskedName;
    const reference = clear()?.reference;
    return [
      ...(name ? [{ label: t("guest"), value: name }] : []),
      ...(reference ? [{ label: t("reference"), value: reference }] : []),
      ...(when() ? [{ label: t("checkIn"), value: when() }] : []),
    ];
  };
  const hidden = () => props.stay !== null && (props.stay.maskedName !== null || props.stay.hasReference);
  return (
    <Show when={props.stay} fallback={<p class="small quiet">{t("stayNone")}</p>}>
      <Lines lines={lines()} class={styles.facts} />
      <Show when={hidden() && !clear() && may("holder.personal")}>
        <div class={styles.stay}>
          <Button wide icon="eye" onPress={() => setAsked(true)}>
            {t("showStay")}
          </Button>
          <p class="small quiet">{t("showStayHint")}</p>
        </div>
      </Show>
      <Show when={asked()}>
        <ReasonDialog
          words={{
            title: t("stayTitle"),
            text: t("stayText"),
            confirm: t("stayDo"),
            busy: t("stayShowing"),
            keep: t("keep"),
            reason: { label: t("stayReason"), missing: t("stayReasonMissing") },
          }}
          act={show}
          onClose={() => setAsked(false)}
        />
      </Show>
    </Show>
  );
}
