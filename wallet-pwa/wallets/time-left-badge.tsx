import { Show } from "solid-js";
import type { BusinessDate } from "../../schema/calendar.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { t } from "../i18n/words.ts";
import { soonDays } from "./time-left.ts";

/** How long a balance lasts, in a word, once it is near its end. */
export function TimeLeft(props: { expiresOn: BusinessDate }) {
  const days = () => soonDays(props.expiresOn, serverNow());
  const words = () => {
    const left = days();
    if (left === null) return undefined;
    if (left === 0) return t("today");
    return left === 1 ? t("tomorrow") : t("daysLeft", { days: String(left) });
  };
  return (
    <Show when={words()}>{(text) => <Badge tone={(days() ?? 9) <= 1 ? "warn" : "off"}>{text()}</Badge>}</Show>
  );
}
