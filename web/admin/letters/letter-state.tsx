import type { LetterState as State } from "../../../schema/api/letters.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const TONE: { readonly [S in State]: "ok" | "warn" | "off" | "danger" } = {
  draft: "off",
  waiting: "warn",
  sent: "ok",
  refused: "danger",
  withdrawn: "off",
};

/** The state of a letter as a badge. */
export function LetterState(props: { state: State }) {
  return <Badge tone={TONE[props.state]}>{t(`state.${props.state}`)}</Badge>;
}
