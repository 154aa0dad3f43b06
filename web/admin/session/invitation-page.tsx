import { createSignal, For, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { NewPasswordField, passwordFault } from "../../shared/sign-in/new-password-field.tsx";
import { createLoad } from "../client/load.ts";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** Where a link from a mail leads; its secret stands behind the #, which browsers send to nobody. */
export const INVITATION_PATH = "/admin/invitation";

/** An invited person sets a password and is signed in (ACC-4). */
export function InvitationPage(props: { onDone: () => void }) {
  const token = location.hash.slice(1);
  const load = createLoad(
    () => token,
    (asked) => api("POST invitations/look", { body: { token: asked } }),
  );
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const fault = () => passwordFault(password());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || fault()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST invitations/acceptance", { body: { token, password: password() } });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    await staffSession.load();
    props.onDone();
  };

  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <h1>{t("invitation")}</h1>
        <OfflineNote />
        <Show when={load.trouble()}>
          {(why) => (
            <ProblemNote
              code={why().code}
              onRetry={why().code === "invitation-ended" ? undefined : () => void load.reload()}
            />
          )}
        </Show>
        <Show
          when={load.value()}
          fallback={
            <Show when={load.trouble()} fallback={<GreyRows />}>
              <a class={buttonClass({ wide: true })} href="/admin/">
                {t("toSignIn")}
              </a>
            </Show>
          }
        >
          {(invited) => (
            <form class={styles.form} onSubmit={submit} novalidate>
              <p>{t("invitationLead", { name: invited().name })}</p>
              <Lines
                lines={[
                  { label: t("loginId"), value: invited().loginId },
                  {
                    label: invited().regionName,
                    value: <For each={invited().organisationNames}>{(name) => <div>{name}</div>}</For>,
                  },
                  { label: t("invitationUntil"), value: <DateTime atMs={invited().expiresAtMs} /> },
                ]}
              />
              <input type="text" autocomplete="username" value={invited().loginId} hidden readonly />
              <NewPasswordField
                value={password()}
                onInput={setPassword}
                error={tried() ? fault() : undefined}
              />
              <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
              <Button
                type="submit"
                tone="primary"
                size="l"
                wide
                busy={busy()}
                busyLabel={t("invitationAccepting")}
              >
                {t("invitationAccept")}
              </Button>
            </form>
          )}
        </Show>
        <LanguageChooser />
      </div>
    </main>
  );
}
