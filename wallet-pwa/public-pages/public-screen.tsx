import type { JSX } from "solid-js";
import type { Face } from "../../schema/face.ts";
import { LanguageChooser } from "../../web/shared/i18n/language-chooser.tsx";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import styles from "./public-pages.module.css";

/** A page that anybody may open: the brand, a language to choose, what this is. */
export function PublicScreen(props: {
  title: string;
  face?: Face | undefined;
  foot?: JSX.Element | undefined;
  children: JSX.Element;
}) {
  return (
    <Screen title={props.title} face={props.face} foot={props.foot}>
      <div class={`row row--apart ${styles.hello}`}>
        <Brand />
        <LanguageChooser />
      </div>
      {props.children}
      <p class="quiet small">{t("whatIsThis")}</p>
    </Screen>
  );
}
