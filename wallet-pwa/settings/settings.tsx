import { A, useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { SwitchView } from "../../web/shared/components/switch-view.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { LanguageChooser } from "../../web/shared/i18n/language-chooser.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as account } from "../account/words.ts";
import { t as devices } from "../devices/words.ts";
import { EasyChoice } from "../easy/easy-switch.tsx";
import { t as easyWords } from "../easy/words.ts";
import { setTextSize, setTheme, textSize, theme } from "../frame/appearance.ts";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { t as moving } from "../moving/words.ts";
import { clearNotices } from "../notices/notices-store.ts";
import { keptSubscription } from "../notices/when-to-ask.ts";
import { t as notices } from "../notices/words.ts";
import { t as number } from "../number/words.ts";
import { PasskeysLink } from "../passkeys/passkeys-link.tsx";
import { dropCode } from "../scan/scanned-coupon.ts";
import { phoneEnd, signOut } from "../session/signed-in.ts";
import { clearWallets } from "../wallets/wallets-store.ts";
import styles from "./settings.module.css";

/** Language, look, and who is signed in. */
export default function Settings() {
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const leave = async () => {
    if (busy()) return;
    setBusy(true);
    dropCode();
    const pushed = keptSubscription() !== undefined;
    await signOut();
    if (pushed) void import("../notices/push-store.ts").then(({ forgetInBrowser }) => forgetInBrowser());
    clearWallets();
    clearNotices();
    setBusy(false);
    say(t("signedOut"));
    navigate("/wallet/sign-in", { replace: true });
  };
  return (
    <Screen title={t("settings")} backTo="/wallet/">
      <section class="stack">
        <h2>{easyWords("mode")}</h2>
        <EasyChoice />
      </section>
      <section class="stack">
        <h2>{common("language")}</h2>
        <LanguageChooser />
      </section>
      <section class="stack">
        <h2>{t("theme")}</h2>
        <div class={styles.choice}>
          <SwitchView
            label={t("theme")}
            value={theme()}
            options={[
              { value: "system", label: t("themeSystem") },
              { value: "light", label: t("themeLight") },
              { value: "dark", label: t("themeDark") },
            ]}
            onChange={setTheme}
          />
        </div>
      </section>
      <section class="stack">
        <h2>{t("textSize")}</h2>
        <div class={styles.choice}>
          <SwitchView
            label={t("textSize")}
            value={textSize()}
            options={[
              { value: "normal", label: t("textNormal") },
              { value: "large", label: t("textLarge") },
              { value: "largest", label: t("textLargest") },
            ]}
            onChange={setTextSize}
          />
        </div>
      </section>
      <section class="stack">
        <h2>{t("account")}</h2>
        <Show when={phoneEnd()}>{(digits) => <p>{t("phoneEnds", { digits: digits() })}</p>}</Show>
        <A class={buttonClass({ wide: true })} href="/wallet/notifications">
          <Icon name="bell" />
          {notices("settings")}
        </A>
        <A class={buttonClass({ wide: true })} href="/wallet/number">
          <Icon name="swap" />
          {number("title")}
        </A>
        <A class={buttonClass({ wide: true })} href="/wallet/move-out">
          <Icon name="next" />
          {moving("title")}
        </A>
        <A class={buttonClass({ wide: true })} href="/wallet/devices">
          <Icon name="phone" />
          {devices("devices")}
        </A>
        <A class={buttonClass({ wide: true })} href="/wallet/consent?next=%2Fwallet%2Fsettings">
          <Icon name="doc" />
          {t("consentGiven")}
        </A>
        <PasskeysLink />
        <A class={buttonClass({ wide: true })} href="/wallet/account">
          <Icon name="user" />
          {account("title")}
        </A>
        <Button icon="signout" wide onPress={() => setAsking(true)}>
          {t("signOut")}
        </Button>
      </section>
      <p class="quiet">{t("installHint")}</p>
      <Dialog
        open={asking()}
        title={t("signOutTitle")}
        held={busy()}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)}>{common("cancel")}</Button>
            <Button tone="danger" busy={busy()} onPress={() => void leave()}>
              {t("signOut")}
            </Button>
          </>
        }
      >
        <p>{t("signOutText")}</p>
      </Dialog>
    </Screen>
  );
}
