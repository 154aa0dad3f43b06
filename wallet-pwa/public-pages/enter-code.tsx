import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { isChargeCode, partialGroups } from "../../schema/charge-code.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { t } from "../i18n/words.ts";
import { CodeEntry, codeLack, isMistyped } from "../scan/code-entry.tsx";
import { PublicScreen } from "./public-screen.tsx";

/**
 * Where the address on a sheet leads without the sheet's digits, or with some that are no code (B4): they are typed here, and
 * lead to what is left on the sheet. `typed` is what stood in the address.
 */
export function EnterCode(props: { typed?: string | undefined }) {
  const navigate = useNavigate();
  const [digits, setDigits] = createSignal(partialGroups(props.typed ?? "").join(""));
  const go = () => {
    if (isChargeCode(digits())) navigate(`/c/${digits()}`);
  };
  return (
    <PublicScreen
      title={t("couponPageTitle")}
      foot={
        <Button
          tone="primary"
          size="l"
          wide
          onPress={go}
          blockedBecause={codeLack(digits())}
          quietReason={isMistyped(digits())}
        >
          {t("lookAtBalance")}
        </Button>
      }
    >
      <OfflineNote />
      <p>{t("typeHint")}</p>
      <p class="small quiet">{t("codeWhere")}</p>
      <CodeEntry digits={digits()} onDigits={setDigits} onEnter={go} />
    </PublicScreen>
  );
}
