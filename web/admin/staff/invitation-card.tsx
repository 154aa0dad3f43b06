import { createSignal, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { looksLikeEmail } from "./email.ts";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** The link by which the owner sets a password: on its way, run out, to be sent again or taken back (ACC-4). */
export function InvitationCard(props: { account: StaffAccount; onChange: (account: StaffAccount) => void }) {
  const [email, setEmail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal<"send" | "take">();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const open = () => props.account.invitation;
  // Left empty, it goes where the last one went.
  const fault = () => {
    if (email().trim() === "") return open() ? undefined : t("emailMissing");
    return looksLikeEmail(email()) ? undefined : t("emailWrong");
  };
  const path = () => ({ id: props.account.staffId });
  const send = async () => {
    setTried(true);
    if (busy() || fault()) return;
    setBusy("send");
    const to = email().trim();
    const answer = await api("POST staff/:id/invitation", {
      path: path(),
      body: to === "" ? {} : { email: to },
    });
    setBusy(undefined);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    say(t("inviteSent"));
    setEmail("");
    setTried(false);
    props.onChange(answer.value);
  };
  const take = async () => {
    if (busy()) return;
    setBusy("take");
    const answer = await api("DELETE staff/:id/invitation", { path: path() });
    setBusy(undefined);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    say(t("inviteTaken"));
    props.onChange(answer.value);
  };
  const blocked = () => (online() ? undefined : problemText("offline"));
  return (
    <section class="card stack">
      <h2>{t("byMail")}</h2>
      <p>{t("byMailText")}</p>
      <Show when={open()}>
        {(one) => (
          <Note tone={one().expiresAtMs > serverNow() ? "neutral" : "warn"} announce="polite">
            <p class="strong">{t("inviteTo", { to: one().to })}</p>
            <p>
              {one().expiresAtMs > serverNow() ? t("inviteUntil") : t("inviteOver")}{" "}
              <DateTime atMs={one().expiresAtMs} />
            </p>
          </Note>
        )}
      </Show>
      <TextField
        label={t("email")}
        hint={open() ? t("emailSame") : undefined}
        type="email"
        autocomplete="off"
        value={email()}
        onInput={setEmail}
        maxlength={254}
        error={tried() ? fault() : undefined}
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.actions}>
        <Button
          busy={busy() === "send"}
          busyLabel={t("inviteSending")}
          blockedBecause={blocked()}
          onPress={() => void send()}
        >
          {open() ? t("inviteAgain") : t("invite")}
        </Button>
        <Show when={open()}>
          <Button
            tone="plain"
            busy={busy() === "take"}
            busyLabel={t("working")}
            blockedBecause={blocked()}
            onPress={() => void take()}
          >
            {t("inviteTake")}
          </Button>
        </Show>
      </div>
    </section>
  );
}
