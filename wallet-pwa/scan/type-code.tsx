import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { CHARGE_CODE_DIGITS, isChargeCode } from "../../schema/charge-code.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Groups } from "../../web/shared/components/code20.tsx";
import { Keypad } from "../../web/shared/components/keypad.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { holdCode } from "./scanned-coupon.ts";

/** The 20 digits by hand; the check digits are verified on the device before anybody is asked (CPN-1). */
export default function TypeCode() {
  const navigate = useNavigate();
  const [digits, setDigits] = createSignal("");
  const whole = () => digits().length === CHARGE_CODE_DIGITS;
  const bad = () => whole() && !isChargeCode(digits());
  const go = () => {
    const text = digits();
    if (!isChargeCode(text)) return;
    holdCode(text);
    navigate("/wallet/charge", { replace: true });
  };
  const why = () => (bad() ? t("typeBad") : whole() ? undefined : t("typeMissing"));
  return (
    <Screen
      title={t("typeTitle")}
      backTo="/wallet/scan"
      foot={
        <Button tone="primary" size="l" wide onPress={go} blockedBecause={why()} quietReason={bad()}>
          {t("proceed")}
        </Button>
      }
    >
      <p>{t("typeHint")}</p>
      <Groups length={CHARGE_CODE_DIGITS} digits={digits()} bad={bad()} />
      <Show when={bad()}>
        <Note tone="danger" announce="alert">
          {t("typeBad")}
        </Note>
      </Show>
      <Keypad kind="code" digits={digits()} onDigits={setDigits} onEnter={go} />
    </Screen>
  );
}
