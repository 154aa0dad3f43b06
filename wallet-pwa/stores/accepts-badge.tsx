import { Badge } from "../../web/shared/components/badge.tsx";
import { t } from "../i18n/words.ts";

/** Which ways of paying a store takes (S15). */
export function AcceptsBadge(props: { paper: boolean; app: boolean }) {
  return (
    <Badge tone={props.paper ? "ok" : "off"} icon={props.paper ? "ticket" : "phone"}>
      {props.paper && props.app ? t("takesBoth") : props.paper ? t("takesPaper") : t("takesApp")}
    </Badge>
  );
}
