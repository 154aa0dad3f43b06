import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { Webhook } from "../../../schema/api/webhooks.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { type Overlap, OverlapField } from "./overlap-field.tsx";
import styles from "./pos.module.css";
import { ShownOnce } from "./shown-once.tsx";
import { timeText } from "./time-text.ts";
import { WebhookState } from "./webhook-state.tsx";
import { t } from "./words.ts";

/** One address: how it does, its secret, and everything it was sent (POS-6 to POS-8). */
export default function WebhookPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET webhooks/:id", { path: { id } }),
  );
  const [open, setOpen] = createSignal<"secret" | "end">();
  const [secret, setSecret] = createSignal<string>();
  const [overlap, setOverlap] = createSignal<Overlap>("24");
  /** Counts up when the list of messages has something new. */
  const [round, setRound] = createSignal(0);
  const close = () => setOpen(undefined);
  const replace = async ({ version }: Webhook) => {
    const body = { version, overlapHours: Number(overlap()) };
    const answer = await api("POST webhooks/:id/secret", { path: { id: params.id }, body });
    if (!answer.ok) return answer.error;
    load.take(answer.value.webhook);
    setSecret(answer.value.secret);
  };
  const end = async (reason: string) => {
    const answer = await api("POST webhooks/:id/end", { path: { id: params.id }, body: { reason } });
    if (!answer.ok) return answer.error;
    load.take(answer.value);
    setRound(round() + 1);
  };
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/pos/webhooks" aria-label={t("webhooks")}>
          <Icon name="back" />
        </A>
        <h1>{t("webhook")}</h1>
      </header>
      <Loaded load={load} value={load.value()}>
        {(webhook) => (
          <>
            <Show when={webhook().state === "off"}>
              <SwitchedOff of={webhook()} onStarted={load.take} />
            </Show>
            <section class="card stack">
              <Lines
                lines={[
                  { label: t("address"), value: <span class={styles.mono}>{webhook().url}</span> },
                  { label: t("state"), value: <WebhookState of={webhook()} /> },
                  { label: t("organisation"), value: webhook().organisationName },
                  { label: t("about"), value: webhook().storeName ?? t("everyStore") },
                  {
                    label: t("events"),
                    value: webhook()
                      .events.map((one) => t(one))
                      .join("・"),
                  },
                  { label: t("mail"), value: webhook().mail ?? t("noAnswer") },
                ]}
              />
              <Show when={webhook().formerUntilMs}>
                {(untilMs) => <p>{t("formerSecret", { until: timeText(untilMs()) })}</p>}
              </Show>
              <Show when={webhook().state !== "ended"}>
                <div class={styles.actions}>
                  <Show when={webhook().state === "active"}>
                    <SendTest of={webhook()} onSent={() => setRound(round() + 1)} />
                  </Show>
                  <Button onPress={() => setOpen("secret")}>{t("replaceSecret")}</Button>
                  <Button tone="danger" onPress={() => setOpen("end")}>
                    {t("endWebhook")}
                  </Button>
                </div>
              </Show>
            </section>
            <DeliveriesCard webhook={webhook()} round={round()} />
            <Show when={open() === "secret"}>
              <ReasonDialog
                words={{
                  title: t("replaceSecretTitle"),
                  text: t("replaceSecretText"),
                  confirm: t("replace"),
                  busy: t("making"),
                  keep: t("keep"),
                }}
                act={() => replace(webhook())}
                onClose={close}
              >
                <OverlapField label={t("overlapSecret")} value={overlap()} onChange={setOverlap} />
              </ReasonDialog>
            </Show>
            <Show when={open() === "end"}>
              <ReasonDialog
                danger
                words={{
                  title: t("endWebhookTitle"),
                  text: t("endWebhookText"),
                  confirm: t("end"),
                  busy: t("ending"),
                  keep: t("keep"),
                  reason: { label: t("reason"), missing: t("reasonMissing") },
                }}
                act={end}
                onClose={close}
              />
            </Show>
          </>
        )}
      </Loaded>
      <Show when={secret()}>
        {(text) => (
          <ShownOnce
            title={t("madeSecret")}
            text={text()}
            next={t("onceSecretNext")}
            onClose={() => setSecret(undefined)}
          />
        )}
      </Show>
    </>
  );
}

/** It took nothing for days: what that means, and the way back. */
function SwitchedOff(props: { of: Webhook; onStarted: (webhook: Webhook) => void }) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const start = async () => {
    setBusy(true);
    const answer = await api("POST webhooks/:id/start", { path: { id: props.of.webhookId } });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    say(t("started"));
    props.onStarted(answer.value);
  };
  return (
    <Note tone="danger" announce="alert">
      <p class="strong">{t("offSince", { time: timeText(props.of.stoppedAtMs ?? 0) })}</p>
      <p>{t("offText")}</p>
      <p>{t("offNext")}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <p>
        <Button
          tone="primary"
          busy={busy()}
          busyLabel={t("starting")}
          blockedBecause={online() ? undefined : problemText("offline")}
          onPress={() => void start()}
        >
          {t("start")}
        </Button>
      </p>
    </Note>
  );
}

function SendTest(props: { of: Webhook; onSent: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const send = async () => {
    setBusy(true);
    const answer = await api("POST webhooks/:id/test", { path: { id: props.of.webhookId } });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    say(t("testSent"));
    props.onSent();
  };
  return (
    <>
      <Button
        tone="primary"
        busy={busy()}
        busyLabel={t("sending")}
        blockedBecause={online() ? undefined : problemText("offline")}
        onPress={() => void send()}
      >
        {t("sendTest")}
      </Button>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </>
  );
}
