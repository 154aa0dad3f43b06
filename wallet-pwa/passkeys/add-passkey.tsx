import { createSignal, Show } from "solid-js";
import type { CreationOptions, PasskeyOptionsRequest, Passkeys } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { online } from "../../web/shared/client/online.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { type ClientCode, problemText } from "../../web/shared/i18n/problem-words.ts";
import { confirmWith } from "./confirm.ts";
import { OwnCode } from "./own-code.tsx";
import { askForPasskey, registerThisPhone } from "./passkeys-store.ts";
import { t } from "./words.ts";

/** Registers this phone: after a fresh code where the sign-in is old, after a finger where payments ask for one (PSK-3, PSK-6). */
export function AddPasskey(props: { own: Passkeys; onAdded: () => void }) {
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [held, setHeld] = createSignal<CreationOptions>();
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const confirms = () => props.own.limit.aboveYen !== null;
  const full = () =>
    props.own.passkeys.length >= props.own.most ? t("atMost", { most: String(props.own.most) }) : undefined;

  const add = async (code?: string) => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await tryToAdd(code);
    setBusy(false);
    if (failed === undefined) {
      setAsking(false);
      say(t("added"));
      return props.onAdded();
    }
    // The sign-in has grown old on this very page.
    if (failed === "code-needed") return void setAsking(true);
    if (held()) setAsking(false);
    setTrouble(failed);
  };
  const tryToAdd = async (code: string | undefined) => {
    let options = held();
    if (!options) {
      const shown: PasskeyOptionsRequest = code === undefined ? {} : { code };
      if (confirms()) {
        const confirmed = await confirmWith({ for: "addition" });
        if (!confirmed.ok) return confirmed.error;
        shown.confirmation = confirmed.value;
      }
      const asked = await askForPasskey(shown);
      if (!asked.ok) return asked.error.code;
      options = asked.value;
    }
    const kept = await registerThisPhone(options);
    // Turned down at the phone: the next try asks for no other code.
    setHeld(!kept.ok && kept.error === "passkey-cancelled" ? options : undefined);
    return kept.ok ? undefined : kept.error;
  };

  return (
    <>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      <Show
        when={asking()}
        fallback={
          <>
            <Show when={confirms()}>
              <p>{t("addConfirms")}</p>
            </Show>
            <Button
              tone="primary"
              size="l"
              wide
              icon="finger"
              busy={busy()}
              busyLabel={t("adding")}
              blockedBecause={full() ?? (online() ? undefined : problemText("offline"))}
              onPress={() => (props.own.asksCode && !confirms() && !held() ? setAsking(true) : void add())}
            >
              {t("add")}
            </Button>
          </>
        }
      >
        <OwnCode
          action={t("add")}
          busy={busy()}
          busyLabel={t("adding")}
          wrong={trouble() === "code-wrong"}
          onCode={(digits) => void add(digits)}
        />
      </Show>
    </>
  );
}
