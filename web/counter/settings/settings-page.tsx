import { A, useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { EasySwitch } from "../easy/easy-switch.tsx";
import { t as easy } from "../easy/words.ts";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { learntReader } from "../reader/reader-store.ts";
import { t as reading } from "../reader/words.ts";
import {
  autoNextSwitch,
  chimeSwitch,
  chooseSlipWidth,
  chosenSlipWidth,
  type SlipWidth,
  speechSwitch,
} from "../session/preferences.ts";
import { putAway, take } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import styles from "./settings-page.module.css";
import { TillPinCard } from "./till-pin-card.tsx";

/** Sound, pace, language, till and account of this device. */
export function SettingsPage() {
  const shop = useShop();
  const navigate = useNavigate();
  const signOut = async () => {
    putAway();
    take.setFinished(undefined);
    await staffSession.signOut();
    navigate(to.home, { replace: true });
  };
  return (
    <Frame title={t("settings")}>
      <div class={styles.cards}>
        <section class="card stack">
          <h2 class="card__title">{t("thisTill")}</h2>
          <p>
            {t("storeAndTill", {
              store: shop.till().store.name,
              number: String(shop.till().till.number),
            })}
          </p>
          <p>
            <A class={buttonClass({})} href={to.till}>
              {t("changeTill")}
            </A>
          </p>
        </section>
        <section class="card stack">
          <h2 class="card__title">{t("soundTitle")}</h2>
          <Tick label={t("chime")} checked={chimeSwitch.on()} onChange={chimeSwitch.set} />
          <Tick label={t("speak")} checked={speechSwitch.on()} onChange={speechSwitch.set} />
        </section>
        <section class="card stack">
          <h2 class="card__title">{t("flow")}</h2>
          <Tick label={t("autoNext")} checked={autoNextSwitch.on()} onChange={autoNextSwitch.set} />
          <SwitchView<SlipWidth>
            label={t("slipWidth")}
            value={chosenSlipWidth()}
            options={[
              { value: "80", label: t("slipWide") },
              { value: "58", label: t("slipNarrow") },
            ]}
            onChange={chooseSlipWidth}
          />
        </section>
        <section class="card stack">
          <h2 class="card__title">{reading("title")}</h2>
          <p>{reading(learntReader() ? "stateLearnt" : "stateUsual")}</p>
          <p>
            <A class={buttonClass({})} href={to.reader}>
              {reading("open")}
            </A>
          </p>
        </section>
        <section class="card stack">
          <h2 class="card__title">{easy("title")}</h2>
          <p>{easy("explained")}</p>
          <p>
            <EasySwitch />
          </p>
        </section>
        <section class="card stack">
          <h2 class="card__title">{t("languageTitle")}</h2>
          <p>
            <LanguageChooser />
          </p>
        </section>
        <TillPinCard />
        <Show when={staffSession.me()}>
          {(me) => (
            <section class="card stack">
              <h2 class="card__title">{t("account")}</h2>
              <p>
                {t("signedInAs", { name: me().name })}
                <br />
                <span class="quiet">
                  {t("loginId")} {me().loginId}
                </span>
              </p>
              <div class={styles.row}>
                <A class={buttonClass({})} href={to.password}>
                  {t("changePassword")}
                </A>
                <A class={buttonClass({})} href={to.sessions}>
                  {t("whereSignedIn")}
                </A>
                <Button icon="signout" onPress={() => void signOut()}>
                  {t("signOut")}
                </Button>
              </div>
            </section>
          )}
        </Show>
      </div>
    </Frame>
  );
}
