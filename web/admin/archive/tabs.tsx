import { A } from "@solidjs/router";
import { t } from "./words.ts";

/** The archive, and what checks of the books came to, side by side. */
export function ArchiveTabs() {
  return (
    <nav class="tabs" aria-label={t("tabs")}>
      <A class="chip" href="/archive" end>
        {t("tabDays")}
      </A>
      <A class="chip" href="/archive/verification">
        {t("tabVerification")}
      </A>
    </nav>
  );
}
