import { createSignal, Show } from "solid-js";
import { OwnPasskeys } from "../../shared/passkeys/own-passkeys.tsx";
import { OwnFactors } from "../../shared/sign-in/own-factors.tsx";
import { OwnSessions } from "../../shared/sign-in/own-sessions.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";

/** Where I am signed in, and with what besides the password; from the settings. */
export function SessionsPage() {
  // Another app signs every other place out; the list is read anew.
  const [turn, setTurn] = createSignal(1);
  return (
    <Frame title={t("whereSignedIn")} backTo={to.settings}>
      <div class="stack">
        <Show when={turn()} keyed>
          <OwnSessions />
        </Show>
        <OwnFactors onChange={() => setTurn(turn() + 1)} />
        <OwnPasskeys onChange={() => setTurn(turn() + 1)} />
      </div>
    </Frame>
  );
}
