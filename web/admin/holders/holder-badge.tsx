import { Badge } from "../../shared/components/badge.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import type { HolderState } from "./holder-state.ts";
import { t } from "./words.ts";

type Looks = {
  readonly word: Parameters<typeof t>[0] & `state${string}`;
  readonly tone: "ok" | "warn" | "danger" | "off";
  readonly icon: IconName;
};

/** How a holder stands, as one word: what stops everything before what is left. */
function looksOf(holder: HolderState): Looks {
  if (holder.state === "cancelled") return { word: "stateCancelled", tone: "off", icon: "close" };
  if (holder.issueState === "stopped") return { word: "stateStopped", tone: "danger", icon: "lock" };
  if (holder.frozen) return { word: "stateFrozen", tone: "danger", icon: "lock" };
  switch (holder.state) {
    case "charge-in-progress":
      return { word: "stateCharging", tone: "warn", icon: "clock" };
    case "charged":
      return { word: "stateCharged", tone: "off", icon: "phone" };
    case "expired":
      return { word: "stateExpired", tone: "off", icon: "calendar" };
    case "used":
      return { word: "stateUsed", tone: "off", icon: "check" };
    case "not-handed-over":
      return { word: "stateReady", tone: "warn", icon: "clock" };
    case "not-yet-valid":
      return { word: "stateNotYet", tone: "warn", icon: "clock" };
    default:
      return { word: "stateLive", tone: "ok", icon: "done" };
  }
}

/** The state of a coupon in a word. */
export function HolderBadge(props: { holder: HolderState }) {
  const looks = () => looksOf(props.holder);
  return (
    <Badge tone={looks().tone} icon={looks().icon}>
      {t(looks().word as "stateLive")}
    </Badge>
  );
}
