import styles from "./notices.module.css";
import { t } from "./words.ts";

/** How the wallet gets onto an iPhone's home screen, which only its owner can do. */
export function HomeScreenSteps() {
  return (
    <ol class={styles.steps}>
      <li>{t("iosShare")}</li>
      <li>{t("iosAdd")}</li>
      <li>{t("iosOpen")}</li>
    </ol>
  );
}
