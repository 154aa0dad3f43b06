import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** A first password, shown this once (ORG-6). */
export function GivenPassword(props: {
  title: string;
  loginId: string;
  password: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      title={props.title}
      onClose={props.onClose}
      foot={
        <Button tone="primary" onPress={props.onClose}>
          {t("ok")}
        </Button>
      }
    >
      <Lines
        lines={[
          { label: t("loginId"), value: <span class={styles.password}>{props.loginId}</span> },
          { label: t("firstPassword"), value: <span class={styles.password}>{props.password}</span> },
        ]}
      />
      <p>{t("madeNext")}</p>
    </Dialog>
  );
}
