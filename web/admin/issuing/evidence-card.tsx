import { createSignal, For, Show } from "solid-js";
import type { EvidenceBody, EvidenceList } from "../../../schema/api/evidence.ts";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { MAX_EVIDENCE_BYTES } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { uploadFile } from "../../shared/client/upload.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Field } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import styles from "./issue-detail.module.css";
import { t } from "./words.ts";

/** What proves a stay (ISS-9): files to look at, and for the desk to add; nothing where the programme asks for none. */
export function EvidenceCard(props: { issue: IssueBody; onCounted: (files: number) => void }) {
  const load = createLoad(
    () =>
      may("evidence.read") && (props.issue.evidence.asked !== "no" || props.issue.evidence.files > 0)
        ? props.issue.issueId
        : undefined,
    (id) => api("GET issues/:id/evidence", { path: { id } }),
  );
  const took = (list: EvidenceList) => {
    load.take(list);
    props.onCounted(list.files.length);
  };
  return (
    <Show when={load.value() || load.trouble()}>
      <section class={`card ${styles.top}`}>
        <h2 class="card__title">{t("evidence")}</h2>
        <Loaded load={load} value={load.value()}>
          {(list) => (
            <>
              <Show
                when={list().files.length > 0}
                fallback={
                  <Note tone={props.issue.evidence.asked === "required" ? "warn" : "neutral"}>
                    {t(props.issue.evidence.asked === "required" ? "evidenceRequired" : "evidenceNone")}
                  </Note>
                }
              >
                <ul class={styles.files}>
                  <For each={list().files}>
                    {(file) => <File issue={props.issue} file={file} onTook={took} />}
                  </For>
                </ul>
              </Show>
              <Show when={list().open && may("issue.create")}>
                <Add issueId={props.issue.issueId} onTook={took} />
              </Show>
            </>
          )}
        </Loaded>
      </section>
    </Show>
  );
}

/** One file: the way to it, and before the hand-over the way to take it away. */
function File(props: { issue: IssueBody; file: EvidenceBody; onTook: (list: EvidenceList) => void }) {
  const [asked, setAsked] = createSignal(false);
  const href = () => `/api/issues/${props.issue.issueId}/evidence/${props.file.evidenceId}`;
  const remove = async (reason: string) => {
    const answer = await api("POST issues/:id/evidence/:evidenceId/removal", {
      path: { id: props.issue.issueId, evidenceId: props.file.evidenceId },
      body: { reason },
    });
    if (!answer.ok) return answer.error;
    props.onTook(answer.value);
  };
  return (
    <li>
      <a class="btn" href={href()} download="">
        <Icon name="download" />
        {props.file.name}
      </a>
      <span class="small quiet">
        {t("evidenceSize", { size: formatNumber(Math.ceil(props.file.bytes / 1_024)) })}
      </span>
      <span class="small quiet">
        <DateTime atMs={props.file.createdAtMs} />
      </span>
      <span class="small quiet">{props.file.createdByName}</span>
      <Show when={props.issue.state === "ready" && may("issue.create")}>
        <Button icon="close" onPress={() => setAsked(true)}>
          {t("evidenceRemove")}
        </Button>
      </Show>
      <Show when={asked()}>
        <ReasonDialog
          words={{
            title: t("evidenceRemoveTitle"),
            text: t("evidenceRemoveText"),
            confirm: t("evidenceRemove"),
            busy: t("evidenceRemoving"),
            keep: t("keep"),
            reason: { label: t("reason"), missing: t("reasonMissing") },
          }}
          act={remove}
          onClose={() => setAsked(false)}
        />
      </Show>
    </li>
  );
}

/** Adding a file: it is sent as soon as it is chosen. */
function Add(props: { issueId: string; onTook: (list: EvidenceList) => void }) {
  const [busy, setBusy] = createSignal(false);
  const [tooLarge, setTooLarge] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const send = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file || busy()) return;
    setTrouble(undefined);
    setTooLarge(file.size > MAX_EVIDENCE_BYTES);
    if (tooLarge()) return;
    setBusy(true);
    const answer = await uploadFile<EvidenceList>("issues/:id/evidence", { id: props.issueId }, file);
    setBusy(false);
    input.value = "";
    if (answer.ok) props.onTook(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Field
        label={t("evidenceAdd")}
        hint={t("evidenceHint")}
        error={tooLarge() ? t("evidenceTooLarge") : undefined}
      >
        {(ids) => (
          <span class={`field__box ${styles.pick}`}>
            <input
              id={ids().id}
              class="hidden-text"
              type="file"
              accept="application/pdf,image/png,image/jpeg"
              disabled={busy()}
              aria-describedby={ids().describedBy}
              aria-invalid={ids().invalid}
              onChange={(event) => void send(event.currentTarget)}
            />
            <label class="btn" for={ids().id}>
              {busy() ? t("evidenceSending") : t("evidenceChoose")}
            </label>
          </span>
        )}
      </Field>
    </>
  );
}
