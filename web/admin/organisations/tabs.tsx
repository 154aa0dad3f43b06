import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { may } from "../session/membership.ts";
import { t } from "./words.ts";

/** The screens about who takes part, side by side. */
export function OrganisationTabs() {
  return (
    <nav class="tabs" aria-label={t("tabs")}>
      <A class="chip" href="/organisations" end>
        {t("organisations")}
      </A>
      <Show when={may("application.decide")}>
        <A class="chip" href="/applications">
          {t("applications")}
        </A>
      </Show>
      <A class="chip" href="/change-requests">
        {t("changeRequests")}
      </A>
    </nav>
  );
}
