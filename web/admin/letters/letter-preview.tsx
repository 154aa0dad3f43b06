import { NoticeText } from "../../shared/components/notice-text.tsx";
import styles from "./letters.module.css";
import { t } from "./words.ts";

/** A letter as its readers have it in the wallet. */
export function LetterPreview(props: { storeName: string; title: string; body: string }) {
  return (
    <section class={`card ${styles.preview}`} aria-live="off">
      <h2 class="card__title">{t("preview")}</h2>
      <div class={styles.letter}>
        <p class="small quiet">{t("from", { store: props.storeName })}</p>
        <p class="strong">{props.title.trim() || t("previewTitle")}</p>
        <NoticeText body={props.body.trim() || t("previewBody")} attachments={[]} hrefOf={undefined} />
      </div>
    </section>
  );
}
