import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import type { Broadcast } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import styles from "./notices.module.css";
import { t } from "./words.ts";

const LOOK_EVERY_MS = 3_000;

/** How far the pushing of a notice is, wave by wave, and the way to stop it (PSH-8). */
export function BroadcastCard(props: { noticeId: string }) {
  const load = createLoad(
    () => props.noticeId,
    (id) => api("GET notices/:id/broadcast", { path: { id } }),
  );
  const [asked, setAsked] = createSignal(false);
  createEffect(() => {
    const value = load.value();
    // Read again also after a reading that failed: then only the trouble is new.
    load.trouble();
    const state = value?.broadcast?.state;
    if (value !== undefined && (state === "done" || state === "stopped")) return;
    const timer = setTimeout(() => void load.reload(), LOOK_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const stop = async (reason: string) => {
    const answer = await api("POST notices/:id/broadcast/stop", {
      path: { id: props.noticeId },
      body: { reason },
    });
    if (!answer.ok) return answer.error;
    load.take(answer.value);
    return undefined;
  };
  return (
    <Show when={load.value()}>
      {(value) => (
        <section class={`card ${styles.form}`}>
          <h2 class="card__title">{t("push")}</h2>
          <Show when={value().broadcast} fallback={<p class="quiet">{t("pushNotYet")}</p>}>
            {(one) => <Now of={one()} />}
          </Show>
          <Show when={may("notice.manage") && !/^(done|stopped)$/.test(value().broadcast?.state ?? "")}>
            <div class={styles.actions}>
              <Button tone="danger" icon="close" onPress={() => setAsked(true)}>
                {t("pushStop")}
              </Button>
            </div>
          </Show>
          <Show when={asked()}>
            <ReasonDialog
              danger
              words={{
                title: t("pushStopTitle"),
                text: t("pushStopText"),
                confirm: t("pushStop"),
                busy: t("pushStopping"),
                keep: t("keep"),
                reason: { label: t("reason"), missing: t("reasonMissing") },
              }}
              act={stop}
              onClose={() => setAsked(false)}
            />
          </Show>
        </section>
      )}
    </Show>
  );
}

function Now(props: { of: NonNullable<Broadcast["broadcast"]> }) {
  return (
    <>
      <Progress label={t("pushDevices")} done={props.of.sent} total={props.of.devices} />
      <Show when={props.of.state === "running"}>
        <p class="quiet">
          {t("pushWaiting", { count: formatNumber(props.of.waiting) })}{" "}
          <Show when={props.of.lastAtMs}>
            {(atMs) => (
              <>
                {t("pushLast")} <DateTime atMs={atMs()} />
              </>
            )}
          </Show>
        </p>
      </Show>
      <Show when={props.of.state === "stopped"}>
        <Note tone="warn" announce="polite">
          {t("pushStopped")}
        </Note>
      </Show>
    </>
  );
}
