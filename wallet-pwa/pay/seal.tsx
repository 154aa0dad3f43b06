import { createSignal } from "solid-js";
import type { Face } from "../../schema/face.ts";
import { locale, writesSpaces } from "../../web/shared/i18n/locale.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { t } from "../i18n/words.ts";
import styles from "./paid.module.css";

/** The seal that answers a clerk's finger: a recording can't. */
export function Seal(props: { face: Face }) {
  const [turns, setTurns] = createSignal(0);
  // Two equal animations by turns: setting the same one again would not start it anew.
  const turn = () => (turns() === 0 ? undefined : turns() % 2 ? "a" : "b");
  return (
    <button type="button" class={styles.seal} data-turn={turn()} onClick={() => setTurns(turns() + 1)}>
      <Emblem face={props.face} />
      <span>
        <b>{t("sealPress")}</b>
        <br />
        <span class="nb">{t("sealMoves")}</span>
        {writesSpaces(locale()) ? " " : ""}
        <span class="nb">{t("sealPicture")}</span>
      </span>
      <span class="hidden-text" role="status">
        {turns() > 0 ? t("sealTurned") : ""}
      </span>
    </button>
  );
}
