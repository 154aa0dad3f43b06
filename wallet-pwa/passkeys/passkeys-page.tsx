import { createResource, For, Match, onMount, Show, Switch } from "solid-js";
import { checksItsOwner, knowsPasskeys } from "../../web/shared/client/passkey.ts";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { PasskeyItem } from "../../web/shared/passkeys/passkey-item.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { AddPasskey } from "./add-passkey.tsx";
import { createPasskeys, nameThis, removeThis } from "./passkeys-store.ts";
import { PaymentLimit } from "./payment-limit.tsx";
import { t } from "./words.ts";

/** Fingerprint and face: what is registered, and registering this phone; says why where it can't (PSK-3, PSK-5). */
export default function PasskeysPage() {
  const passkeys = createPasskeys();
  const [able] = createResource(checksItsOwner);
  /** While payments are confirmed, so is taking a passkey away (PSK-6). */
  const confirms = () => passkeys.own()?.limit.aboveYen != null;
  onMount(() => void passkeys.load());
  return (
    <Screen title={t("title")} backTo="/wallet/settings">
      <OfflineNote />
      <p>{t("lead")}</p>
      <p class="quiet">{t("kept")}</p>
      <Show when={passkeys.trouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void passkeys.load()} />}
      </Show>
      <Show
        when={passkeys.own()}
        fallback={
          <Show when={!passkeys.trouble()}>
            <Waiting />
          </Show>
        }
      >
        {(own) => (
          <>
            <Switch>
              <Match when={!knowsPasskeys()}>
                <Note icon="phone">{t("tooOld")}</Note>
              </Match>
              <Match when={able() === false}>
                <Note icon="phone">{t("noLock")}</Note>
              </Match>
              <Match when={able()}>
                <AddPasskey own={own()} onAdded={() => void passkeys.load()} />
              </Match>
            </Switch>
            <section class="card" aria-label={t("registered")}>
              <h2 class="card__title">{t("registered")}</h2>
              <Show when={own().passkeys.length > 0} fallback={<p class="quiet">{t("none")}</p>}>
                <ul>
                  <For each={own().passkeys}>
                    {(one) => (
                      <PasskeyItem
                        passkey={one}
                        nameHint={t("nameHint")}
                        removeText={(called) => (
                          <>
                            <p>{t("removeText", { name: called })}</p>
                            <Show when={confirms()}>
                              <p>{t("removeConfirms")}</p>
                            </Show>
                          </>
                        )}
                        onName={(wanted) => nameThis(one.passkeyId, wanted)}
                        onRemove={() => removeThis(one.passkeyId, confirms())}
                        onChanged={() => void passkeys.load()}
                      />
                    )}
                  </For>
                </ul>
              </Show>
            </section>
            <Show when={own().passkeys.length > 0}>
              <PaymentLimit own={own()} onChanged={() => void passkeys.load()} />
            </Show>
          </>
        )}
      </Show>
    </Screen>
  );
}
