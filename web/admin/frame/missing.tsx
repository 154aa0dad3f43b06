import { A } from "@solidjs/router";
import { buttonClass } from "../../shared/components/button.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { t } from "../words/words.ts";

/** An address that leads nowhere. */
export function Missing() {
  return (
    <>
      <h1 class="hidden-text">{t("title")}</h1>
      <Nothing
        icon="help"
        text={t("missing")}
        action={
          <A class={buttonClass({ tone: "primary" })} href="/">
            {t("toStart")}
          </A>
        }
      />
    </>
  );
}
