import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { CouponViewBody } from "../../schema/api/coupons.ts";
import { type ChargeCode, parseChargeCode } from "../../schema/charge-code.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { holdCode } from "../scan/scanned-coupon.ts";
import { CouponFacts } from "./coupon-facts.tsx";
import { PublicScreen } from "./public-screen.tsx";

/** What any phone's camera opens from a sheet: balance, expiry, how to use it (B4). */
export default function CouponPage() {
  const params = useParams<{ code: string }>();
  const navigate = useNavigate();
  const parsed = parseChargeCode(params.code);
  const code: ChargeCode | undefined = parsed.ok ? parsed.value : undefined;
  const [coupon, setCoupon] = createSignal<CouponViewBody>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    if (!code) return;
    setTrouble(undefined);
    const answer = await api("POST coupons/inspect", { body: { code } });
    if (answer.ok) setCoupon(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  // Unknown, cancelled, never issued and mistyped read the same (CPN-4).
  const unknown = () => !code || trouble()?.status === 404;
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
    if (!code) return;
    holdCode(code);
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
