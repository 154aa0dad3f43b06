import { createSignal, Show } from "solid-js";
import { OwnPasskeys } from "../../shared/passkeys/own-passkeys.tsx";
import { ChangePassword } from "../../shared/sign-in/change-password.tsx";
import { OwnFactors } from "../../shared/sign-in/own-factors.tsx";
import { OwnSessions } from "../../shared/sign-in/own-sessions.tsx";
import styles from "./own-account.module.css";
import { t } from "./words.ts";

/** How whoever reads this signs in: where they are signed in, the password, and the app. */
export default function OwnAccountPage() {
  // Another password or app signs every other place out; the list is read anew.
  const [turn, setTurn] = createSignal(1);
  return (
    <>
      <header class="head">
        <h1>{t("title")}</h1>
      </header>
      <div class={styles.cards}>
        <Show when={turn()} keyed>
          <OwnSessions />
        </Show>
        <OwnFactors onChange={() => setTurn(turn() + 1)} />
        <OwnPasskeys onChange={() => setTurn(turn() + 1)} />
        <section class="card stack">
          <h2 class="card__title">{t("password")}</h2>
          <p>{t("passwordLead")}</p>
          <ChangePassword onDone={() => setTurn(turn() + 1)} />
        </section>
      </div>
    </>
  );
}
