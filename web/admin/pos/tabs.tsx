import { A } from "@solidjs/router";
import { t } from "./words.ts";

/** The screens about till systems, side by side, and the way to what a developer reads. */
export function PosTabs() {
  return (
    <nav class="tabs" aria-label={t("tabs")}>
      <A class="chip" href="/pos" end>
        {t("keys")}
      </A>
      <A class="chip" href="/pos/webhooks">
        {t("webhooks")}
      </A>
      <a class="chip" href="/api/docs" target="_blank" rel="noopener">
        {t("manual")}
      </a>
    </nav>
  );
}
