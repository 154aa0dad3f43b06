import type { IssueBody } from "../../../schema/api/issues.ts";
import { type BadgeLooks, StateBadge } from "../../shared/components/badge.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

type State = IssueBody["state"];

const LOOKS: BadgeLooks<State> = {
  writing: { tone: "off", icon: "clock" },
  ready: { tone: "warn", icon: "lock" },
  active: { tone: "ok", icon: "check" },
  stopped: { tone: "danger", icon: "warn" },
  withdrawn: { tone: "off", icon: "close" },
  failed: { tone: "danger", icon: "warn" },
};

/** The state of an issue in a word. */
export function issueStateWord(state: State): string {
  switch (state) {
    case "writing":
      return t("stateWriting");
    case "ready":
      return t("stateReady");
    case "active":
      return t("stateActive");
    case "stopped":
      return t("stateStopped");
    case "withdrawn":
      return t("stateWithdrawn");
    case "failed":
      return t("stateFailed");
  }
}

/** What the state means for whoever holds the sheets. Some may have been handed over by themselves (FND-14). */
export function issueStateText({ state, handedSheets }: Pick<IssueBody, "state" | "handedSheets">): string {
  if (handedSheets > 0 && (state === "ready" || state === "withdrawn")) {
    const count = formatNumber(handedSheets);
    return state === "ready" ? t("aboutSomeHanded", { count }) : t("aboutRestWithdrawn", { count });
  }
  switch (state) {
    case "writing":
      return t("aboutWriting");
    case "ready":
      return t("aboutReady");
    case "active":
      return t("aboutActive");
    case "stopped":
      return t("aboutStopped");
    case "withdrawn":
      return t("aboutWithdrawn");
    case "failed":
      return t("aboutFailed");
  }
}

/** The state as a badge. */
export function IssueState(props: { state: State }) {
  return (
    <StateBadge state={props.state} looks={LOOKS}>
      {issueStateWord(props.state)}
    </StateBadge>
  );
}
