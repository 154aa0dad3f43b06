import { createSignal, Show } from "solid-js";
import { knowsPasskeys } from "../client/passkey.ts";
import { staffSession } from "../client/session.ts";
import { FactorSetUp } from "../sign-in/factor-set-up.tsx";
import { RecoveryCodes } from "../sign-in/recovery-codes.tsx";
import { AddStaffPasskey } from "./add-staff-passkey.tsx";
import { t } from "./words.ts";

/** Setting up the first second factor: an app, or a passkey in its place (FAC-1, PSK-9). */
export function FirstFactor() {
  const [codes, setCodes] = createSignal<readonly string[]>();
  const [hasApp, setHasApp] = createSignal(false);
  const done = () => void staffSession.load();
  return (
    <Show
      when={codes()}
      fallback={
        <>
          <FactorSetUp onMade={() => setHasApp(true)} onDone={done} />
          <Show when={knowsPasskeys() && !hasApp()}>
            <section class="stack" aria-label={t("title")}>
              <h2>{t("orSetUp")}</h2>
              <p class="quiet">{t("what")}</p>
              <AddStaffPasskey onCodes={setCodes} onDone={done} />
            </section>
          </Show>
        </>
      }
    >
      {(made) => <RecoveryCodes codes={made()} onDone={done} />}
    </Show>
  );
}
