import { Badge } from "../../web/shared/components/badge.tsx";
import { t } from "../i18n/words.ts";
import styles from "./stores.module.css";

/** Which ways of paying a store takes (S15). */
export function AcceptsBadge(props: { paper: boolean; app: boolean }) {
  return (
    <Badge class={styles.badge} tone={props.paper ? "ok" : "off"} icon={props.paper ? "ticket" : "phone"}>
      {props.paper && props.app ? t("takesBoth") : props.paper ? t("takesPaper") : t("takesApp")}
    </Badge>
  );
}
