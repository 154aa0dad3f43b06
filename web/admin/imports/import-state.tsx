import type { ImportState as State } from "../../../schema/api/imports.ts";
import { Badge } from "../../shared/components/badge.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { t } from "./words.ts";

const LOOKS: {
  readonly [S in State]: { readonly tone: "ok" | "warn" | "danger" | "off"; readonly icon: IconName };
} = {
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
    <Badge tone={LOOKS[props.state].tone} icon={LOOKS[props.state].icon}>
      {t(`state.${props.state}`)}
    </Badge>
  );
}
