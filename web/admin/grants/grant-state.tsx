import type { GrantState as State } from "../../../schema/api/grants.ts";
import { type BadgeLooks, StateBadge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const LOOKS: BadgeLooks<State> = {
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
    <StateBadge state={props.state} looks={LOOKS}>
      {t(`state.${props.state}`)}
    </StateBadge>
  );
}
