import { createSignal, Match, Show, Switch } from "solid-js";
import type { BulkEditReply, BulkRow } from "../../../schema/api/bulk-edits.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, IconButton } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { type BulkDraft, bulkFaults, changeOf, emptyDraft } from "./bulk-draft.ts";
import { BulkFields } from "./bulk-fields.tsx";
import { BulkPreview } from "./bulk-preview.tsx";
import styles from "./shops.module.css";
import { t } from "./words.ts";

/** Eighty stores are written one after the other. */
const WITHIN_MS = 60_000;
const willChange = (row: BulkRow) => row.edit === "coming" || row.ask === "coming";
const hasChanged = (row: BulkRow) => row.edit === "done" || row.ask === "done";

/** Several stores at once: what is to change, what that makes of each, then the change (BLK). */
export function BulkEdit(props: { storeIds: readonly string[]; onBack: () => void }) {
  const [draft, setDraft] = createSignal<BulkDraft>(emptyDraft);
  const [tried, setTried] = createSignal(false);
  const [preview, setPreview] = createSignal<BulkEditReply>();
  const [done, setDone] = createSignal<BulkEditReply>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const faults = () => (tried() ? bulkFaults(draft()) : new Set<never>());
  const ask = async (stores: readonly { storeId: string; version?: number }[], apply: boolean) => {
    setBusy(true);
    setTrouble(undefined);
    const body = { stores: [...stores] as never, change: changeOf(draft()), apply };
    const answer = await api("POST stores/bulk-edits", { body, withinMs: WITHIN_MS });
    setBusy(false);
    if (answer.ok) return answer.value;
    setTrouble(answer.error);
  };
  const look = async () => {
    setTried(true);
    if (busy() || bulkFaults(draft()).size > 0) return;
    setPreview(
      await ask(
        props.storeIds.map((storeId) => ({ storeId })),
        false,
      ),
    );
  };
  const apply = async () => {
    const rows = preview()?.rows.filter(willChange) ?? [];
    if (busy() || rows.length === 0) return;
    setDone(
      await ask(
        rows.map(({ storeId, version }) => ({ storeId, version })),
        true,
      ),
    );
  };
  const coming = () => preview()?.rows.filter(willChange).length ?? 0;
  return (
    <>
      <header class="head">
        <IconButton icon="back" label={t("back")} onPress={props.onBack} />
        <h1>{t("bulkTitle", { count: formatNumber(props.storeIds.length) })}</h1>
      </header>
      <section class={`card ${styles.page}`}>
        <Switch>
          <Match when={done()}>
            {(reply) => (
              <>
                <h2 class="card__title">{t("doneTitle")}</h2>
                <Note tone="ok" announce="polite">
                  {t("doneLead", { count: formatNumber(reply().rows.filter(hasChanged).length) })}
                </Note>
                <BulkPreview rows={reply().rows} />
                <div class={styles.buttons}>
                  <Button tone="primary" onPress={props.onBack}>
                    {t("back")}
                  </Button>
                </div>
              </>
            )}
          </Match>
          <Match when={preview()}>
            {(reply) => (
              <>
                <h2 class="card__title">{t("previewTitle")}</h2>
                <p>
                  {coming() === 0
                    ? t("previewNone")
                    : t("previewLead", {
                        stores: formatNumber(coming()),
                        of: formatNumber(reply().rows.length),
                      })}
                </p>
                <BulkPreview rows={reply().rows} />
                <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
                <div class={styles.buttons}>
                  <Show when={coming() > 0}>
                    <Button
                      tone="primary"
                      size="l"
                      busy={busy()}
                      busyLabel={t("applying")}
                      onPress={() => void apply()}
                    >
                      {t("apply", { count: formatNumber(coming()) })}
                    </Button>
                  </Show>
                  <Button onPress={() => setPreview(undefined)}>{t("keepEditing")}</Button>
                </div>
              </>
            )}
          </Match>
          <Match when={true}>
            <p>{t("bulkLead")}</p>
            <BulkFields
              draft={draft()}
              faults={faults()}
              onChange={(part) => setDraft({ ...draft(), ...part })}
            />
            <Show when={faults().has("nothing" as never)}>
              <Note tone="warn" announce="alert">
                {t("nothing")}
              </Note>
            </Show>
            <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
            <div class={styles.buttons}>
              <Button
                tone="primary"
                size="l"
                busy={busy()}
                busyLabel={t("previewing")}
                onPress={() => void look()}
              >
                {t("preview")}
              </Button>
            </div>
          </Match>
        </Switch>
      </section>
    </>
  );
}
