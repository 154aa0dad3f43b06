import { A } from "@solidjs/router";
import { type JSX, Match, Switch } from "solid-js";
import { buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { t } from "../words/words.ts";
import styles from "./home-page.module.css";
import { useShop } from "./shop.tsx";

/** Where scanning begins; a store without paper, or one that is suspended, reads why it has none. */
export function ScanPlace(props: { children: JSX.Element }) {
  const shop = useShop();
  return (
    <Switch fallback={props.children}>
      <Match when={shop.till().store.state === "suspended"}>
        <Note tone="danger">{t("storeSuspended")}</Note>
      </Match>
      <Match when={shop.till().store.accepts === "mpm"}>
        <Note>
          <p class="strong">{t("mpmOnly")}</p>
          <p>{t("mpmOnlyNext")}</p>
          <A class={buttonClass({ class: styles.check })} href={to.qr}>
            <Icon name="qr" />
            {t("storeQr")}
          </A>
        </Note>
      </Match>
    </Switch>
  );
}
