import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { Badge } from "../../shared/components/badge.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { t } from "./words.ts";

type State = IssueListBody["state"];

const LOOKS: {
  readonly [S in State]: { readonly tone: "ok" | "warn" | "off"; readonly icon: IconName };
} = {
  mapping: { tone: "warn", icon: "list" },
  ready: { tone: "warn", icon: "eye" },
  issuing: { tone: "off", icon: "clock" },
  done: { tone: "ok", icon: "check" },
};

/** The state of a list as a badge. */
export function ListState(props: { state: State }) {
  return (
    <Badge tone={LOOKS[props.state].tone} icon={LOOKS[props.state].icon}>
      {t(`state.${props.state}`)}
    </Badge>
  );
}
