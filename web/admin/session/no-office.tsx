import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { TermsBanner } from "../terms/terms-banner.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** For somebody whose account has no back office here: says so, and where to go. */
export function NoOffice() {
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{t("noOffice")}</h1>
          <p class={styles.lead}>{t("noOfficeNext")}</p>
        </div>
        <TermsBanner />
        <a class={buttonClass({ tone: "primary", size: "l", wide: true })} href="/counter/">
          {t("toCounter")}
        </a>
        <Button tone="plain" onPress={() => void staffSession.signOut()}>
          {t("signOut")}
        </Button>
      </div>
    </main>
  );
}
