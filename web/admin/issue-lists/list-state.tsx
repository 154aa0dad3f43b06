import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { type BadgeLooks, StateBadge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

type State = IssueListBody["state"];

const LOOKS: BadgeLooks<State> = {
  mapping: { tone: "warn", icon: "list" },
  ready: { tone: "warn", icon: "eye" },
  issuing: { tone: "off", icon: "clock" },
  done: { tone: "ok", icon: "check" },
};

/** The state of a list as a badge. */
export function ListState(props: { state: State }) {
  return (
    <StateBadge state={props.state} looks={LOOKS}>
      {t(`state.${props.state}`)}
    </StateBadge>
  );
}
