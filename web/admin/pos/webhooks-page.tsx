import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { MadeWebhook, Webhook } from "../../../schema/api/webhooks.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { NewWebhook } from "./new-webhook.tsx";
import styles from "./pos.module.css";
import { ShownOnce } from "./shown-once.tsx";
import { PosTabs } from "./tabs.tsx";
import { WebhookState } from "./webhook-state.tsx";
import { t } from "./words.ts";

const ROWS = 50;

/** The addresses that hear of payments at the stores one looks after (POS-5). */
export default function WebhooksPage() {
  const list = createPageTurner(
    () => "all",
    (_, after) => api("GET webhooks", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const [opened, setOpened] = createSignal(false);
  const [made, setMade] = createSignal<MadeWebhook>();
  const show = (one: MadeWebhook) => {
    setOpened(false);
    setMade(one);
    void list.load.reload();
  };
  const columns = createMemo<readonly Column<Webhook>[]>(() => [
    { title: t("address"), head: true, cell: (one) => <Address of={one} /> },
    { title: t("state"), cell: (one) => <WebhookState of={one} /> },
    { title: t("about"), cell: (one) => <About of={one} /> },
    { title: t("events"), cell: (one) => one.events.map((event) => t(event)).join("・") },
    { title: t("made"), cell: (one) => <DateTime atMs={one.createdAtMs} /> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("pos")}</h1>
        <div class="head__end">
          <Button tone="primary" icon="plus" onPress={() => setOpened(true)}>
            {t("newWebhook")}
          </Button>
        </div>
      </header>
      <PosTabs />
      <section class="card stack">
        <p>{t("webhooksLead")}</p>
        <PagedTable
          list={list}
          caption={t("webhooks")}
          columns={columns()}
          empty={{ text: t("webhooksEmpty"), icon: "megaphone" }}
          class={styles.rows}
        />
      </section>
      <Show when={opened()}>
        <NewWebhook onClose={() => setOpened(false)} onMade={show} />
      </Show>
      <Show when={made()}>
        {(one) => (
          <ShownOnce
            title={t("madeSecret")}
            text={one().secret}
            next={t("onceSecretNext")}
            onClose={() => setMade(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function Address(props: { of: Webhook }) {
  return (
    <A class={styles.mono} href={`/pos/webhooks/${props.of.webhookId}`}>
      {props.of.url}
    </A>
  );
}

/** Which stores, and whose the address is. */
function About(props: { of: Webhook }) {
  return (
    <>
      {props.of.storeName ?? t("everyStore")}
      <div class="quiet">{props.of.organisationName}</div>
    </>
  );
}
