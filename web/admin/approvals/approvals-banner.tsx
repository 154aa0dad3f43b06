import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Note } from "../../shared/components/note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { may, membership, membershipKey } from "../session/membership.ts";
import { t } from "./words.ts";

/** Says on every screen that somebody waits for the reader's approval; asked for again with every screen. */
export function ApprovalsBanner() {
  const location = useLocation();
  const key = () => {
    const now = membership();
    return now && may("approval.read") ? `${membershipKey(now)} ${location.pathname}` : undefined;
  };
  const load = createLoad(key, () => api("GET approvals", { query: { only: "open", limit: 1 } }));
  const count = () => load.value()?.waitingForMe ?? 0;
  return (
    <Show when={count() > 0 && !location.pathname.endsWith("/approvals")}>
      <Note tone="warn" icon="verified" announce="polite">
        <p>
          {t("banner", { count: formatNumber(count()) })} <A href="/approvals">{t("bannerOpen")}</A>
        </p>
      </Note>
    </Show>
  );
}
