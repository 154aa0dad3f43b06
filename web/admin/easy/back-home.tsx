import { A } from "@solidjs/router";
import { buttonClass } from "../../shared/components/button.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./easy.module.css";
import { t } from "./words.ts";

/** The head of a screen: what it is, and the one way back. */
export function BackHome(props: { title: string }) {
  return (
    <header class={styles.head}>
      <A class={buttonClass({ size: "l" })} href="/">
        <Icon name="back" />
        {t("back")}
      </A>
      <h1>{props.title}</h1>
    </header>
  );
}
