import { createMemo, createSignal, Show } from "solid-js";
import type { Webhook, WebhookDelivery } from "../../../schema/api/webhooks.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { answerText } from "./answer-text.ts";
import styles from "./pos.module.css";
import { timeText } from "./time-text.ts";
import { t } from "./words.ts";

const ROWS = 25;
const STATES = ["waiting", "taken", "dead"] as const;
const TONES = { waiting: "warn", taken: "ok", dead: "danger" } as const;

/** What an address was sent, what came of it, and the way to send it again (POS-7). */
export function DeliveriesCard(props: { webhook: Webhook; round: number }) {
  const [state, setState] = createSignal<WebhookDelivery["state"] | "">("");
  const list = createPageTurner(
    createMemo(() => ({ id: props.webhook.webhookId, round: props.round, state: state() }), undefined, {
      equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    }),
    ({ id, state: wanted }, after) =>
      api("GET webhooks/:id/deliveries", {
        path: { id },
        query: {
          limit: ROWS,
          ...(wanted === "" ? {} : { state: wanted }),
          ...(after === undefined ? {} : { after }),
        },
      }),
  );
  const [busy, setBusy] = createSignal<string>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const resend = async ({ eventId }: WebhookDelivery) => {
    if (busy()) return;
    setBusy(eventId);
    const path = { id: props.webhook.webhookId, eventId };
    const answer = await api("POST webhooks/:id/deliveries/:eventId/resend", { path });
    setBusy(undefined);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) say(t("resent"));
    await list.load.reload();
  };
  const columns = createMemo<readonly Column<WebhookDelivery>[]>(() => [
    { title: t("event"), head: true, cell: (one) => <Event of={one} /> },
    { title: t("state"), cell: (one) => <Badge tone={TONES[one.state]}>{t(one.state)}</Badge> },
    { title: t("tries"), num: true, cell: (one) => String(one.tries) },
    { title: t("lastAnswer"), cell: (one) => <LastAnswer of={one} /> },
    { title: t("made_at"), cell: (one) => <DateTime atMs={one.createdAtMs} seconds /> },
    {
      title: t("actions"),
      cell: (one) => (
        <Show when={props.webhook.state === "active"}>
          <Button
            busy={busy() === one.eventId}
            busyLabel={t("sending")}
            blockedBecause={online() ? undefined : problemText("offline")}
            onPress={() => void resend(one)}
          >
            {t("resend")}
            <span class="hidden-text">{one.eventId}</span>
          </Button>
        </Show>
      ),
    },
  ]);
  return (
    <section class="card stack">
      <h2>{t("deliveries")}</h2>
      <p>{t("deliveriesLead")}</p>
      <div class="filters">
        <SelectField<WebhookDelivery["state"] | "">
          label={t("state")}
          value={state()}
          options={[{ value: "", label: t("all") }, ...STATES.map((value) => ({ value, label: t(value) }))]}
          onChange={setState}
        />
        <div>
          <Button busy={list.load.busy()} onPress={() => void list.load.reload()}>
            {t("reload")}
          </Button>
        </div>
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <PagedTable
        list={list}
        caption={t("deliveries")}
        columns={columns()}
        empty={{ text: state() === "" ? t("deliveriesEmpty") : t("deliveriesEmptyFiltered") }}
        class={styles.rows}
      />
    </section>
  );
}

function Event(props: { of: WebhookDelivery }) {
  return (
    <>
      {t(props.of.kind)}
      <div class={`quiet ${styles.mono}`}>{props.of.eventId}</div>
    </>
  );
}

function LastAnswer(props: { of: WebhookDelivery }) {
  return (
    <>
      {answerText(props.of.lastAnswer)}
      <Show when={props.of.nextTryAtMs}>
        {(atMs) => <div class="quiet">{t("nextTry", { time: timeText(atMs()) })}</div>}
      </Show>
    </>
  );
}
