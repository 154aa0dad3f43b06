import { Show } from "solid-js";
import type { CouponViewBody } from "../../schema/api/coupons.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { Note } from "../../web/shared/components/note.tsx";
import { problemWords } from "../../web/shared/i18n/problem-words.ts";
import { t } from "../i18n/words.ts";

/** Why a sheet can't be charged: what happened, then what to do. */
export function ChargeRefusal(props: { coupon: CouponViewBody; code: ProblemCode }) {
  const what = () => {
    if (props.coupon.state === "charged" && props.coupon.chargedInto)
      return t("chargedIntoPay", { pay: props.coupon.chargedInto });
    return props.coupon.state === "used" ? t("usedUp") : problemWords(props.code).what;
  };
  return (
    <Note tone="danger" announce="alert">
      <p class="strong">{t("cannotCharge")}</p>
      <p>{what()}</p>
      <Show when={props.coupon.state !== "used"}>
        <p>{problemWords(props.code).next}</p>
      </Show>
    </Note>
  );
}
