import type { NoticeBody } from "../../../schema/api/notices.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const LOOKS = {
  draft: { word: "stageDraft", tone: "off", icon: "doc" },
  scheduled: { word: "stageScheduled", tone: "warn", icon: "clock" },
  shown: { word: "stageShown", tone: "ok", icon: "eye" },
  over: { word: "stageOver", tone: "off", icon: "check" },
  withdrawn: { word: "stageWithdrawn", tone: "off", icon: "close" },
} as const;

/** How a notice stands, in a word (NOT-1). */
export function StageBadge(props: { stage: NoticeBody["stage"] }) {
  const looks = () => LOOKS[props.stage];
  return (
    <Badge tone={looks().tone} icon={looks().icon}>
      {t(looks().word)}
    </Badge>
  );
}
