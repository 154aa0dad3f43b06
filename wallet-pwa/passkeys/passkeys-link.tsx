import { A } from "@solidjs/router";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "./words.ts";

/** The way from the settings to fingerprint and face; what a phone can't do is said there. */
export function PasskeysLink() {
  return (
    <A class={buttonClass({ wide: true })} href="/wallet/passkeys">
      <Icon name="finger" />
      {t("title")}
    </A>
  );
}
