import { useLocation } from "@solidjs/router";
import { api } from "../../shared/client/api.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { WaitingNote } from "../frame/waiting-note.tsx";
import { may, membership, membershipKey } from "../session/membership.ts";
import { t } from "./words.ts";

/** Says on every screen of a secretariat that letters wait to be let go out (NWS-6); asked for again with every screen. */
export function LettersBanner() {
  const location = useLocation();
  const key = () => {
    const now = membership();
    return now && may("notice.manage") ? `${membershipKey(now)} ${location.pathname}` : undefined;
  };
  const load = createLoad(key, () => api("GET letters", { query: { state: "waiting", limit: 1 } }));
  const count = () => load.value()?.waitingForMe ?? 0;
  return (
    <WaitingNote
      count={count()}
      text={t("banner", { count: formatNumber(count()) })}
      href="/letters"
      open={t("bannerOpen")}
    />
  );
}
