import { A } from "@solidjs/router";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";

/** The way to the settings, in the head of both homes. */
export function SettingsLink() {
  return (
    <A class="btn btn--icon" href="/wallet/settings" aria-label={t("settings")}>
      <Icon name="gear" />
    </A>
  );
}
