import { createSignal, Show } from "solid-js";
import type { OwnApplication } from "../../schema/api/applications.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Note, type NoteTone } from "../../web/shared/components/note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import styles from "./join.module.css";
import { t } from "./words.ts";

const TONES: { readonly [S in OwnApplication["state"]]: NoteTone } = {
  waiting: "neutral",
  returned: "warn",
  approved: "ok",
  refused: "danger",
};

/** What became of an application, and the address that tells it. */
export function JoinState(props: { application: OwnApplication; onAgain: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      // The address stands on the screen to be copied by hand.
    }
  };
  return (
    <>
      <Note tone={TONES[props.application.state]} announce="polite">
        <p class="strong">{t("received")}</p>
        <p>{t(props.application.state)}</p>
        <Show when={props.application.state === "approved"}>
          <p>{t("approvedNext")}</p>
        </Show>
        <Show when={props.application.reason}>
          {(reason) => (
            <p>
              {t("reason")}
              <br />
              {reason()}
            </p>
          )}
        </Show>
      </Note>
      <section class="card stack">
        <p>{t("receipt")}</p>
        <p class={styles.number}>{props.application.receiptNumber}</p>
        <p class="quiet">{t("receiptHint")}</p>
        <Lines
          lines={[
            { label: t("store"), value: props.application.storeName },
            { label: t("sentAt"), value: <DateTime atMs={props.application.sentAtMs} /> },
          ]}
        />
      </section>
      <section class="card stack">
        <h2 class="card__title">{t("linkTitle")}</h2>
        <p>{t("linkText")}</p>
        <p class={`code ${styles.link}`}>{location.href}</p>
        <Button wide onPress={() => void copy()}>
          {copied() ? t("copied") : t("copy")}
        </Button>
        <Button wide tone="plain" icon="refresh" onPress={props.onAgain}>
          {t("checkAgain")}
        </Button>
      </section>
    </>
  );
}
