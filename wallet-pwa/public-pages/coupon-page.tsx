import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { CouponViewBody } from "../../schema/api/coupons.ts";
import { type ChargeCode, parseChargeCode } from "../../schema/charge-code.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { holdCode } from "../scan/scanned-coupon.ts";
import { CouponFacts } from "./coupon-facts.tsx";
import { EnterCode } from "./enter-code.tsx";
import { PublicScreen } from "./public-screen.tsx";

/** What any phone's camera opens from a sheet (B4); without its digits, or with some that are no code, they are asked for. */
export default function CouponPage() {
  const params = useParams<{ code?: string }>();
  const code = () => {
    const parsed = parseChargeCode(params.code ?? "");
    return parsed.ok ? parsed.value : undefined;
  };
  return (
    <Show when={code()} keyed fallback={<EnterCode typed={params.code} />}>
      {(one) => <CouponOfCode code={one} />}
    </Show>
  );
}

/** Balance, expiry, how to use it. */
function CouponOfCode(props: { code: ChargeCode }) {
  const navigate = useNavigate();
  const [coupon, setCoupon] = createSignal<CouponViewBody>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("POST coupons/inspect", { body: { code: props.code } });
    if (answer.ok) setCoupon(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  // Unknown, cancelled and never issued read the same (CPN-4).
  const unknown = () => trouble()?.status === 404;
  const chargeable = () => {
    const one = coupon();
    return (
      one !== undefined &&
      !one.frozen &&
      one.spendableYen > 0 &&
      one.state !== "not-yet-valid" &&
      one.state !== "not-handed-over"
    );
  };
  const charge = () => {
    holdCode(props.code);
    navigate("/wallet/charge");
  };
  return (
    <PublicScreen
      title={t("couponPageTitle")}
      face={coupon()?.pay.face}
      foot={
        <Show when={chargeable()}>
          <Button tone="face" size="l" wide onPress={charge}>
            {t("chargeToApp")}
          </Button>
        </Show>
      }
    >
      <OfflineNote />
      <Show when={unknown()}>
        <Note tone="danger" announce="alert">
          <p class="strong">{t("unknownCoupon")}</p>
          <p>{t("unknownCouponNext")}</p>
        </Note>
        <A class={buttonClass({})} href="/c">
          {t("typeAgain")}
        </A>
      </Show>
      <Show when={!unknown() && trouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}
      </Show>
      <Show when={!unknown() && !trouble() && !coupon()}>
        <Waiting text={t("checkingCoupon")} />
      </Show>
      <Show when={coupon()}>
        {(one) => (
          <>
            <CouponFacts coupon={one()} />
            <p>
              <A href={`/r/${one().pay.regionId}`}>{t("regionPages", { region: one().pay.regionName })}</A>
            </p>
          </>
        )}
      </Show>
    </PublicScreen>
  );
}
