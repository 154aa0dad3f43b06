import type { JSX } from "solid-js";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import styles from "./cover.module.css";

/** A page before the till: one card in the middle, under the mark. */
export function Cover(props: { title: string; children: JSX.Element }) {
  return (
    <main class={styles.cover}>
      <div class={styles.card}>
        <Brand />
        <h1 class={styles.title}>{props.title}</h1>
        {props.children}
        <div class={styles.foot}>
          <LanguageChooser />
        </div>
      </div>
    </main>
  );
}
