import type { GrantState as State } from "../../../schema/api/grants.ts";
import { Badge } from "../../shared/components/badge.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { t } from "./words.ts";

const LOOKS: {
  readonly [S in State]: { readonly tone: "ok" | "warn" | "danger" | "off"; readonly icon: IconName };
} = {
  reading: { tone: "off", icon: "clock" },
  unreadable: { tone: "danger", icon: "warn" },
  ready: { tone: "warn", icon: "eye" },
  beginning: { tone: "off", icon: "clock" },
  running: { tone: "off", icon: "clock" },
  stopping: { tone: "warn", icon: "clock" },
  done: { tone: "ok", icon: "check" },
  stopped: { tone: "warn", icon: "close" },
  discarded: { tone: "off", icon: "close" },
};

/** The state of a grant as a badge. */
export function GrantState(props: { state: State }) {
  return (
    <Badge tone={LOOKS[props.state].tone} icon={LOOKS[props.state].icon}>
      {t(`state.${props.state}`)}
    </Badge>
  );
}
