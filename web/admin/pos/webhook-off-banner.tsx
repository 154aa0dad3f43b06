import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Note } from "../../shared/components/note.tsx";
import { createLoad } from "../client/load.ts";
import { may, membership, membershipKey } from "../session/membership.ts";
import { t } from "./words.ts";

/** Says on every screen that an address was switched off (POS-8); asked for again with every screen. */
export function WebhookOffBanner() {
  const location = useLocation();
  const key = () => {
    const now = membership();
    return now && may("pos.manage") ? `${membershipKey(now)} ${location.pathname}` : undefined;
  };
  const load = createLoad(key, () => api("GET webhooks", { query: { state: "off", limit: 1 } }));
  const href = (webhookId: string) => `/pos/webhooks/${webhookId}`;
  return (
    <Show when={load.value()?.rows[0]}>
      {(one) => (
        <Show when={!location.pathname.endsWith(href(one().webhookId))}>
          <Note tone="warn" announce="polite">
            <p>
              {t("banner", { host: new URL(one().url).host })}{" "}
              <A href={href(one().webhookId)}>{t("bannerOpen")}</A>
            </p>
          </Note>
        </Show>
      )}
    </Show>
  );
}
