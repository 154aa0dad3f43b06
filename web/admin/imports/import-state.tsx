import type { ImportState as State } from "../../../schema/api/imports.ts";
import { type BadgeLooks, StateBadge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const LOOKS: BadgeLooks<State> = {
  mapping: { tone: "warn", icon: "list" },
  checking: { tone: "off", icon: "clock" },
  unreadable: { tone: "danger", icon: "warn" },
  ready: { tone: "warn", icon: "eye" },
  applying: { tone: "off", icon: "clock" },
  done: { tone: "ok", icon: "check" },
  undoing: { tone: "off", icon: "clock" },
  undone: { tone: "off", icon: "undo" },
};

/** The state of an import as a badge. */
export function ImportState(props: { state: State }) {
  return (
    <StateBadge state={props.state} looks={LOOKS}>
      {t(`state.${props.state}`)}
    </StateBadge>
  );
}
