import { createSignal, Show } from "solid-js";
import type { NewsletterBody } from "../../../schema/api/newsletters.ts";
import { startOfDayMs } from "../../../schema/calendar.ts";
import { NEWSLETTER_AHEAD_MS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import styles from "./newsletters.module.css";
import { t } from "./words.ts";

const MINUTE_MS = 60_000;

/** A moment in Tokyo as a `datetime-local` field has it; null where it is none. */
function momentOf(text: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text);
  if (!found) return null;
  return startOfDayMs(found[1] as never) + (Number(found[2]) * 60 + Number(found[3])) * MINUTE_MS;
}

/** Sending a draft, at once or at a time. */
export function SendCard(props: { of: NewsletterBody; onMoved: (one: NewsletterBody) => void }) {
  const [text, setText] = createSignal("");
  const [asked, setAsked] = createSignal(false);
  const atMs = () => momentOf(text());
  const error = () => {
    if (text() === "") return undefined;
    const at = atMs();
    const now = serverNow();
    return at === null || at <= now || at > now + NEWSLETTER_AHEAD_MS ? t("sendAtWrong") : undefined;
  };
  const count = () => formatNumber(props.of.addresses);
  const send = async () => {
    const answer = await api("POST newsletters/:id/send", {
      path: { id: props.of.newsletterId },
      body: { sendAtMs: atMs() },
    });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
    return undefined;
  };
  return (
    <section class={`card ${styles.stack}`}>
      <Field label={t("sendAt")} hint={t("sendAtHint")} error={error()} class="narrow">
        {(ids) => (
          <span class="field__box" classList={{ "field__box--bad": Boolean(error()) }}>
            <input
              id={ids().id}
              type="datetime-local"
              aria-describedby={ids().describedBy}
              aria-invalid={ids().invalid}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </span>
        )}
      </Field>
      <div class="press">
        <Button tone="primary" icon="mail" blockedBecause={error()} onPress={() => setAsked(true)}>
          {t("send")}
        </Button>
      </div>
      <Show when={asked()}>
        <ReasonDialog
          words={{
            title: t("sendTitle"),
            text: t(atMs() === null ? "sendNow" : "sendLater", { count: count() }),
            confirm: t("send"),
            busy: t("sending"),
            keep: t("keep"),
          }}
          act={send}
          onClose={() => setAsked(false)}
        />
      </Show>
    </section>
  );
}
