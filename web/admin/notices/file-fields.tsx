import { createSignal, For, Show } from "solid-js";
import type { AttachmentBody, NoticeBody } from "../../../schema/api/notices.ts";
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { uploadFile } from "../../shared/client/upload.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./notices.module.css";
import { t } from "./words.ts";

/** Files of a draft (NOT-3): each is sent at once, so a draft that isn't saved yet is saved first. */
export function FileFields(props: {
  files: readonly AttachmentBody[];
  /** The id of the draft, saved for it where it has none; undefined where it can't be saved. */
  draftId: () => Promise<string | undefined>;
  onChange: (notice: NoticeBody) => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [tooBig, setTooBig] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();

  const send = async (file: File) => {
    setTrouble(undefined);
    setTooBig(file.size > MAX_ATTACHMENT_BYTES);
    if (file.size > MAX_ATTACHMENT_BYTES || busy()) return;
    setBusy(true);
    const id = await props.draftId();
    const reply = id && (await uploadFile<NoticeBody>("notices/:id/attachments", { id }, file));
    setBusy(false);
    if (!reply) return;
    if (reply.ok) props.onChange(reply.value);
    else setTrouble(reply.error);
  };
  const remove = async (attachmentId: string) => {
    const id = await props.draftId();
    if (!id) return;
    setBusy(true);
    const reply = await api("DELETE notices/:id/attachments/:attachmentId", { path: { id, attachmentId } });
    setBusy(false);
    if (reply.ok) props.onChange(reply.value);
    else setTrouble(reply.error);
  };
  const picked = (event: Event & { currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    // The same file may be chosen again after it was turned away.
    event.currentTarget.value = "";
    if (file) void send(file);
  };
  return (
    <fieldset class={styles.group}>
      <legend>{t("files")}</legend>
      <p class="field__hint">{t("filesHint")}</p>
      <div class={styles.picked}>
        <For each={props.files}>
          {(file) => (
            <Button icon="close" busy={busy()} onPress={() => void remove(file.attachmentId)}>
              {t("removeFile", { name: file.name })}
            </Button>
          )}
        </For>
      </div>
      <Show when={props.files.length < MAX_ATTACHMENTS}>
        <div>
          <label class={buttonClass({ class: styles.file ?? "" })}>
            <Icon name="plus" />
            {busy() ? t("uploading") : t("addFile")}
            <input
              type="file"
              accept="application/pdf,image/png,image/jpeg"
              disabled={busy()}
              onChange={picked}
            />
          </label>
        </div>
      </Show>
      <Show when={tooBig()}>
        <p class="field__error" role="alert">
          <Icon name="warn" />
          {t("fileTooBig")}
        </p>
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
    </fieldset>
  );
}
