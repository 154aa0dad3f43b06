import { createMemo, createSignal, Show } from "solid-js";
import { type MadeWebhook, WEBHOOK_EVENTS, type WebhookEvent } from "../../../schema/api/webhooks.ts";
import { MAX_WEBHOOK_URL } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { membership } from "../session/membership.ts";
import { looksLikeEmail } from "../staff/email.ts";
import { Choices } from "./choices.tsx";
import { t } from "./words.ts";

/** An address that hears of payments: of one store or of all of the organisation's and its branches' (POS-5). */
export function NewWebhook(props: { onClose: () => void; onMade: (made: MadeWebhook) => void }) {
  const stores = () => staffSession.me()?.stores ?? [];
  const [url, setUrl] = createSignal("");
  const [storeId, setStoreId] = createSignal("");
  const [events, setEvents] = createSignal<readonly WebhookEvent[]>(WEBHOOK_EVENTS);
  const [mail, setMail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  /** What the server wouldn't send to. */
  const [refused, setRefused] = createSignal("");
  const urlFault = createMemo(() => {
    if (url().trim() === "") return t("addressMissing");
    return url() === refused() ? t("addressWrong") : undefined;
  });
  const eventsFault = () => (events().length === 0 ? t("eventsMissing") : undefined);
  const mailFault = () => (mail() !== "" && !looksLikeEmail(mail()) ? t("mailWrong") : undefined);
  const make = async () => {
    setTried(true);
    const own = membership();
    if (busy() || !own || urlFault() || eventsFault() || mailFault()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST webhooks", {
      body: {
        organisationId: own.organisationId,
        storeId: storeId() || null,
        url: url().trim(),
        events: [...events()],
        mail: mail().trim() || null,
      },
    });
    setBusy(false);
    if (answer.ok) return props.onMade(answer.value);
    if (answer.error.fields.some(({ path }) => path === "url")) setRefused(url());
    else setTrouble(answer.error);
  };
  return (
    <Dialog
      open
      title={t("newWebhook")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("make")}
          busyLabel={t("making")}
          busy={busy()}
          onKeep={props.onClose}
          onConfirm={() => void make()}
        />
      }
    >
      <TextField
        label={t("address")}
        hint={t("addressHint")}
        type="url"
        inputmode="text"
        value={url()}
        onInput={setUrl}
        maxlength={MAX_WEBHOOK_URL}
        required
        error={tried() ? urlFault() : undefined}
      />
      <SelectField
        label={t("about")}
        value={storeId()}
        options={[
          { value: "", label: t("everyStore") },
          ...stores().map((store) => ({ value: store.storeId as string, label: store.name })),
        ]}
        onChange={setStoreId}
      />
      <Choices
        legend={t("events")}
        options={WEBHOOK_EVENTS.map((value) => ({ value, label: t(value) }))}
        chosen={events()}
        onChange={setEvents}
        error={tried() ? eventsFault() : undefined}
      />
      <TextField
        label={t("mail")}
        hint={t("mailHint")}
        type="email"
        value={mail()}
        onInput={setMail}
        maxlength={254}
        error={tried() ? mailFault() : undefined}
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}
