import { createSignal, For, Show } from "solid-js";
import type { TermsDue } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Brand } from "../../shared/icons/emblem.tsx";
import { createLoad } from "../client/load.ts";
import { isOverdue, readTerms } from "./due.ts";
import styles from "./terms.module.css";
import { t } from "./words.ts";

/** The text, its pledges one by one, and accepting them by name (S25). */
export function AcceptTerms(props: { due: TermsDue }) {
  const load = createLoad(
    () => props.due.termsId,
    (id) => api("GET terms/:id", { path: { id } }),
  );
  const [ticked, setTicked] = createSignal<ReadonlySet<number>>(new Set());
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const missing = () => ticked().size < (load.value()?.pledges.length ?? 0);
  const tick = (at: number, on: boolean) => {
    const next = new Set(ticked());
    if (on) next.add(at);
    else next.delete(at);
    setTicked(next);
  };
  const accept = async () => {
    setTried(true);
    if (busy() || !load.value() || missing()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST terms/:id/acceptances", {
      path: { id: props.due.termsId },
      body: { organisationId: props.due.organisationId, pledges: [...ticked()] },
    });
    if (answer.ok) {
      readTerms(null);
      await staffSession.load();
    } else setTrouble(answer.error);
    setBusy(false);
  };
  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{t("dueTitle")}</h1>
          <p>{t("acceptFor", { name: props.due.organisationName })}</p>
          <Show when={isOverdue(props.due)}>
            <p class="strong">{t("blocked")}</p>
          </Show>
        </div>
        <OfflineNote />
        <Show when={load.trouble()}>
          {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
        </Show>
        <Show when={load.value()} fallback={<Show when={!load.trouble()}>{<GreyRows />}</Show>}>
          {(terms) => (
            <>
              <h2>
                {terms().title} {t("versionOf", { version: String(terms().version) })}
              </h2>
              <section class={styles.text} aria-label={terms().title} tabindex="0">
                {terms().body}
              </section>
              <For each={terms().pledges}>
                {(pledge, at) => (
                  <Tick label={pledge} checked={ticked().has(at())} onChange={(on) => tick(at(), on)} />
                )}
              </For>
              <Show when={tried() && missing()}>
                <p class="field__error" role="alert">
                  {t("pledgeMissing")}
                </p>
              </Show>
              <p class="quiet">{t("acceptAs", { name: staffSession.me()?.name ?? "" })}</p>
              <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
              <div class={styles.actions}>
                <Button
                  tone="primary"
                  size="l"
                  busy={busy()}
                  busyLabel={t("accepting")}
                  blockedBecause={online() ? undefined : problemText("offline")}
                  onPress={() => void accept()}
                >
                  {t("accept")}
                </Button>
                <Show when={!isOverdue(props.due)}>
                  <Button onPress={() => readTerms(null)}>{t("later")}</Button>
                </Show>
              </div>
            </>
          )}
        </Show>
      </div>
    </main>
  );
}
