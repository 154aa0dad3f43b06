import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { ChangePassword } from "../../shared/sign-in/change-password.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** The first sign-in with a password that somebody else has seen. */
export function PasswordPage() {
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{t("newPassword")}</h1>
          <p class={styles.lead}>{t("newPasswordLead")}</p>
        </div>
        <ChangePassword autofocus />
        <Button tone="plain" onPress={() => void staffSession.signOut()}>
          {t("signOut")}
        </Button>
      </div>
    </main>
  );
}
