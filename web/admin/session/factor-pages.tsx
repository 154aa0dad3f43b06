import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { FirstFactor } from "../../shared/passkeys/first-factor.tsx";
import { FactorQuestion } from "../../shared/sign-in/factor-question.tsx";
import { t as signIn } from "../../shared/sign-in/words.ts";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** After the password: the code of the app (FAC-1). */
export function FactorPage() {
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <h1>{signIn("factorTitle")}</h1>
        <FactorQuestion />
      </div>
      <div class={styles.foot}>
        <LanguageChooser />
      </div>
    </main>
  );
}

/** The first time: setting the app up, before anything else (FAC-1). */
export function FactorSetUpPage() {
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{signIn("setUpTitle")}</h1>
          <p class={styles.lead}>{signIn("setUpLead")}</p>
        </div>
        <FirstFactor />
        <Button tone="plain" class="no-print" onPress={() => void staffSession.signOut()}>
          {t("signOut")}
        </Button>
      </div>
      <div class={`no-print ${styles.foot}`}>
        <LanguageChooser />
      </div>
    </main>
  );
}
