import { A, useParams } from "@solidjs/router";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import type { NewsletterBody } from "../../../schema/api/newsletters.ts";
import { api } from "../../shared/client/api.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { createTownNames } from "../programmes/town-names.ts";
import { may } from "../session/membership.ts";
import { NewsletterState } from "./newsletter-state.tsx";
import styles from "./newsletters.module.css";
import { SendCard } from "./send-card.tsx";
import { t } from "./words.ts";

const LOOK_EVERY_MS = 2_000;
/** Of one that waits for its time. */
const LOOK_AT_LEAST_EVERY_MS = 60_000;

/** One newsletter: as it is sent, to how many, what became of it. */
export default function NewsletterPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET newsletters/:id", { path: { id } }),
  );
  createEffect(() => {
    const one = load.value();
    // Read again also after a reading that failed: then only the trouble is new.
    load.trouble();
    const waitMs = one && lookAgainIn(one);
    if (!waitMs) return;
    const timer = setTimeout(() => void load.reload(), waitMs);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/newsletters" aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
        <Show when={load.value()}>{(one) => <NewsletterState state={one().state} />}</Show>
      </header>
      <Loaded load={load} value={load.value()}>
        {(one) => (
          <>
            <section class={`card ${styles.stack}`}>
              <h2 class="card__title">{one().title}</h2>
              <p class={styles.text}>{one().body}</p>
              <Audience of={one()} />
              <p class="small quiet">
                {t("writtenBy", { name: one().createdByName })} <DateTime atMs={one().createdAtMs} />
              </p>
              <Show when={one().state === "draft" && may("notice.manage")}>
                <div class="press">
                  <A class={buttonClass({})} href={`/newsletters/${one().newsletterId}/edit`}>
                    {t("edit")}
                  </A>
                </div>
              </Show>
            </section>
            <Counts of={one()} />
            <Show when={may("notice.manage")}>
              <Show when={one().state === "draft"}>
                <SendCard of={one()} onMoved={load.take} />
              </Show>
              <Show when={/^(scheduled|sending)$/.test(one().state) || isMoving(one())}>
                <Stop of={one()} onMoved={load.take} />
              </Show>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

/** Whom it is for. */
function Audience(props: { of: NewsletterBody }) {
  const namesOf = createTownNames(() => props.of.towns.length > 0);
  const word = (one: NewsletterBody["audiences"][number]) =>
    one === "merchants" && props.of.towns.length > 0
      ? t("merchantsIn", { towns: namesOf(props.of.towns).join("、") })
      : t(`to.${one}`);
  return (
    <p>
      {t("audience")}
      {": "}
      {props.of.audiences.map(word).join("、")}
    </p>
  );
}

/** When to look again; null where nothing will change by itself. */
function lookAgainIn(one: NewsletterBody): number | null {
  if (one.state === "scheduled" && one.sendAtMs !== null)
    return Math.min(Math.max(one.sendAtMs - Date.now(), LOOK_EVERY_MS), LOOK_AT_LEAST_EVERY_MS);
  return isMoving(one) ? LOOK_EVERY_MS : null;
}

/** Whether its mails are on their way. */
function isMoving(one: NewsletterBody): boolean {
  return one.state === "sending" || (one.state === "done" && one.sent + one.failed < one.addresses);
}

function Counts(props: { of: NewsletterBody }) {
  const figures = () =>
    props.of.state === "draft" || props.of.state === "scheduled"
      ? ([["addresses", props.of.addresses]] as const)
      : ([
          ["addresses", props.of.addresses],
          ["sent", props.of.sent],
          ["failed", props.of.failed],
          ["bounced", props.of.bounced],
          ["left", props.of.left],
        ] as const);
  return (
    <section class={`card ${styles.stack}`}>
      <Show when={isMoving(props.of)}>
        <Progress label={t("progress")} done={props.of.sent + props.of.failed} total={props.of.addresses} />
      </Show>
      <Show when={props.of.state === "stopped"}>
        <Note tone="warn">{t("stoppedNote")}</Note>
      </Show>
      <dl class="figures">
        <For each={figures()}>
          {([name, count]) => (
            <div>
              <dt>{t(name)}</dt>
              <dd>{t("count", { count: formatNumber(count) })}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.of.state === "draft"}>
        <p class="quiet">{t("addressesHint")}</p>
      </Show>
      <Show when={props.of.sendAtMs}>
        {(atMs) => (
          <p>
            {t("sendAt")} <DateTime atMs={atMs()} />
          </p>
        )}
      </Show>
    </section>
  );
}

function Stop(props: { of: NewsletterBody; onMoved: (one: NewsletterBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  const stop = async (reason: string) => {
    const answer = await api("POST newsletters/:id/stop", {
      path: { id: props.of.newsletterId },
      body: { reason },
    });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
    return undefined;
  };
  return (
    <div class="press">
      <Button tone="danger" icon="close" onPress={() => setAsked(true)}>
        {t("stop")}
      </Button>
      <Show when={asked()}>
        <ReasonDialog
          danger
          words={{
            title: t("stopTitle"),
            text: t("stopText"),
            confirm: t("stop"),
            busy: t("stopping"),
            keep: t("keep"),
            reason: { label: t("reason"), missing: t("reasonMissing") },
          }}
          act={stop}
          onClose={() => setAsked(false)}
        />
      </Show>
    </div>
  );
}
