import type { ProgrammeState } from "../../../schema/api/programmes.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const TONES = { draft: "off", approved: "face", open: "ok", closed: "warn", settled: "off" } as const;

/** The state of a programme in a word. */
export function StateBadge(props: { state: ProgrammeState }) {
  return <Badge tone={TONES[props.state]}>{t(props.state)}</Badge>;
}
