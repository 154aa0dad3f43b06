import { createSignal, Show } from "solid-js";
import type { CouponIssue, StayReadReply } from "../../../schema/api/holders.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { may } from "../session/membership.ts";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** What the desk wrote down about the stay: masked until somebody asks with a reason, which is logged (CAL-4). */
export function StayFacts(props: { couponId: string; stay: CouponIssue["stay"]; onShown: () => void }) {
  const [asked, setAsked] = createSignal(false);
  const [clear, setClear] = createSignal<StayReadReply>();
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
        <StayDialog
          couponId={props.couponId}
          onClear={(stay) => {
            setClear(stay);
            setAsked(false);
            props.onShown();
          }}
          onClose={() => setAsked(false)}
        />
      </Show>
    </Show>
  );
}

function StayDialog(props: {
  couponId: string;
  onClear: (stay: StayReadReply) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const show = async () => {
    setTried(true);
    if (!reason().trim() || busy()) return;
    setBusy(true);
    const reply = await api("POST holders/coupons/:id/stay", {
      path: { id: props.couponId },
      body: { reason: reason().trim() },
    });
    setBusy(false);
    if (reply.ok) props.onClear(reply.value);
    else setTrouble(reply.error);
  };
  return (
    <Dialog
      open
      title={t("stayTitle")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <>
          <Button onPress={() => props.onClose()}>{t("keep")}</Button>
          <Button tone="primary" busy={busy()} busyLabel={t("stayShowing")} onPress={() => void show()}>
            {t("stayDo")}
          </Button>
        </>
      }
    >
      <p>{t("stayText")}</p>
      <TextField
        label={t("stayReason")}
        value={reason()}
        onInput={setReason}
        maxlength={300}
        required
        error={tried() && !reason().trim() ? t("stayReasonMissing") : undefined}
      />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
    </Dialog>
  );
}
