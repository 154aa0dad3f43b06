import { For } from "solid-js";
import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { Contacts } from "./contacts.tsx";
import styles from "./help.module.css";
import { helpJa } from "./help-ja.ts";

const help = defineWords(helpJa, {
  easy: () => import("./help-easy.ts").then((module) => module.helpEasy),
  en: () => import("./help-en.ts").then((module) => module.helpEn),
  zh: () => import("./help-zh.ts").then((module) => module.helpZh),
  ko: () => import("./help-ko.ts").then((module) => module.helpKo),
});

/** Each question with its answers, most urgent first. */
const TOPICS = [
  ["paidTitle", "paid1", "paid2", "paid3"],
  ["lostTitle", "lost1", "lost2", "lost3"],
  ["wrongTitle", "wrong1", "wrong2"],
  ["paperTitle", "paper1", "paper2", "paper3"],
  ["paperLostTitle", "paperLost1", "paperLost2"],
  ["scanTitle", "scan1", "scan2"],
  ["offlineTitle", "offline1", "offline2"],
  ["expiryTitle", "expiry1", "expiry2"],
  ["contactTitle", "contact1"],
] as const;

/** 困ったとき: what to do when something went wrong. */
export default function Help() {
  return (
    <Screen title={t("helpTab")} tabs>
      <div class={`card card--tight ${styles.topics}`}>
        <For each={TOPICS}>
          {([title, ...answers]) => (
            <details class={styles.topic}>
              <summary>
                <span class="list__main strong">{help(title)}</span>
                <Icon name="down" />
              </summary>
              <For each={answers}>{(answer) => <p>{help(answer)}</p>}</For>
            </details>
          )}
        </For>
      </div>
      <Contacts />
    </Screen>
  );
}
