import { createMemo, createSignal, Show } from "solid-js";
import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { MAX_LIST_BYTES } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { FileField } from "../imports/file-field.tsx";
import styles from "../imports/imports.module.css";
import { RefusedFile } from "../imports/refused-file.tsx";
import type { DeskAllotment } from "../issuing/issue-form.ts";
import { t } from "./words.ts";

const UPLOAD_WITHIN_MS = 60_000;

/** For which programme and place, and the file; it is checked, nothing is issued. */
export function ListForm(props: {
  allotments: readonly DeskAllotment[];
  onSent: (list: IssueListBody) => void;
}) {
  const [programmeId, setProgrammeId] = createSignal<string>();
  const [branchId, setBranchId] = createSignal<string>();
  const [file, setFile] = createSignal<File>();
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const allotment = createMemo(
    () => props.allotments.find((one) => one.pay.programmeId === programmeId()) ?? props.allotments[0],
  );
  const branches = () => allotment()?.branches ?? [];
  const branch = () => branches().find((one) => one.branchId === branchId()) ?? branches()[0];
  const error = () => {
    const chosen = file();
    if (!chosen) return tried() ? t("fileMissing") : undefined;
    return chosen.size > MAX_LIST_BYTES ? t("fileTooLarge") : undefined;
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const [chosen, to, at] = [file(), allotment(), branch()];
    if (busy() || !online() || !chosen || error() || !to || !at) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST issue-lists", {
      query: {
        programmeId: to.pay.programmeId,
        branchId: at.branchId,
        fileName: chosen.name.slice(-200),
      },
      body: new Blob([chosen], { type: "text/csv" }),
      withinMs: UPLOAD_WITHIN_MS,
    });
    setBusy(false);
    if (answer.ok) props.onSent(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <p>{t("lead")}</p>
      <p class="quiet">{t("columns")}</p>
      <Show when={trouble()}>{(why) => <RefusedFile trouble={why()} />}</Show>
      <div class={styles.fields}>
        <Show when={props.allotments.length > 1}>
          <SelectField
            label={t("programme")}
            value={(allotment()?.pay.programmeId ?? "") as string}
            options={props.allotments.map((one) => ({
              value: one.pay.programmeId as string,
              label: one.pay.programmeName,
            }))}
            onChange={setProgrammeId}
          />
        </Show>
        <Show when={branches().length > 1}>
          <SelectField
            label={t("branch")}
            value={(branch()?.branchId ?? "") as string}
            options={branches().map((one) => ({ value: one.branchId as string, label: one.name }))}
            onChange={setBranchId}
          />
        </Show>
      </div>
      <FileField
        label={t("file")}
        hint={t("fileHint")}
        error={error()}
        file={file()}
        onChoose={(chosen) => {
          setFile(chosen);
          setTrouble(undefined);
        }}
      />
      <div class={styles.press}>
        <Button
          type="submit"
          tone="primary"
          icon="eye"
          busy={busy()}
          busyLabel={t("sending")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
