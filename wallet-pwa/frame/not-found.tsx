import { A } from "@solidjs/router";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { t } from "../i18n/words.ts";
import { Screen } from "./screen.tsx";

/** An address nobody knows. */
export function NotFound() {
  return (
    <Screen title={t("notFoundTitle")} backTo="/wallet/">
      <p>{t("notFoundText")}</p>
      <A class={buttonClass({ wide: true })} href="/wallet/">
        {t("goHome")}
      </A>
    </Screen>
  );
}
