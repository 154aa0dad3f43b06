import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { isChargeCode } from "../../schema/charge-code.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { CodeEntry, codeLack, isMistyped } from "./code-entry.tsx";
import { holdCode } from "./scanned-coupon.ts";

/** The 20 digits by hand; the check digits are verified on the device before anybody is asked (CPN-1). */
export default function TypeCode() {
  const navigate = useNavigate();
  const [digits, setDigits] = createSignal("");
  const go = () => {
    const text = digits();
    if (!isChargeCode(text)) return;
    holdCode(text);
    navigate("/wallet/charge", { replace: true });
  };
  return (
    <Screen
      title={t("typeTitle")}
      backTo="/wallet/scan"
      foot={
        <Button
          tone="primary"
          size="l"
          wide
          onPress={go}
          blockedBecause={codeLack(digits())}
          quietReason={isMistyped(digits())}
        >
          {t("proceed")}
        </Button>
      }
    >
      <p>{t("typeHint")}</p>
      <CodeEntry digits={digits()} onDigits={setDigits} onEnter={go} />
    </Screen>
  );
}
