import { createSignal, For, onMount, Show } from "solid-js";
import type { Contact } from "../../../schema/api/regions.ts";
import { callCentreOf } from "../../shared/client/call-centre.ts";
import { staffSession } from "../../shared/client/session.ts";
import { ContactCard } from "../../shared/components/contact-card.tsx";
import { Frame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";
import styles from "./help-page.module.css";

/** What can go wrong at a till, and what to do; the most urgent first. */
export function HelpPage() {
  const entries = () => [
    { question: t("helpLostQ"), answer: t("helpLostA") },
    { question: t("helpFakeQ"), answer: t("helpFakeA") },
    { question: t("helpUnreadableQ"), answer: t("helpUnreadableA") },
    { question: t("helpReaderQ"), answer: t("helpReaderA") },
    { question: t("helpPartQ"), answer: t("helpPartA") },
    { question: t("helpWrongQ"), answer: t("helpWrongA") },
    { question: t("helpOutsideQ"), answer: t("helpOutsideA") },
    { question: t("helpOfflineQ"), answer: t("helpOfflineA") },
  ];
  const [contact, setContact] = createSignal<Contact | null>(null);
  onMount(async () => setContact(await callCentreOf(staffSession.me()?.region.regionId)));
  return (
    <Frame title={t("helpTitle")}>
      <div class={styles.list}>
        <For each={entries()}>
          {(entry) => (
            <details class={`card card--tight ${styles.entry}`}>
              <summary>{entry.question}</summary>
              <p>{entry.answer}</p>
            </details>
          )}
        </For>
        <Show when={contact()}>{(known) => <ContactCard contact={known()} />}</Show>
      </div>
    </Frame>
  );
}
