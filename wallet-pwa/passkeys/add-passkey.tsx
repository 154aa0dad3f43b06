import { createSignal, Show } from "solid-js";
import type { CreationOptions, PasskeyOptionsRequest, Passkeys } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { online } from "../../web/shared/client/online.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { type ClientCode, problemText } from "../../web/shared/i18n/problem-words.ts";
import { OwnCode } from "../session/own-code.tsx";
import { confirmWith } from "./confirm.ts";
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

  const add = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await tryToAdd();
    setBusy(false);
    if (failed === undefined) {
      setAsking(false);
      say(t("added"));
      return props.onAdded();
    }
    // The sign-in has grown old on this very page.
    if (failed === "code-needed") return void setAsking(true);
    setTrouble(failed);
  };
  const proven = () => {
    setAsking(false);
    void add();
  };
  const tryToAdd = async () => {
    let options = held();
    if (!options) {
      const shown: PasskeyOptionsRequest = {};
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
    // Turned down at the phone: the next try goes on from there.
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
        <p>{t("codeWhy")}</p>
        <OwnCode label={t("add")} onProven={proven} />
      </Show>
    </>
  );
}
