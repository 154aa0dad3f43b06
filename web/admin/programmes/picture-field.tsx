import { createSignal, createUniqueId, Show } from "solid-js";
import type { PictureUse } from "../../../schema/api/faces.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { uploadPicture } from "../../shared/client/upload-picture.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { pictureUrl } from "../../shared/icons/picture-url.ts";
import styles from "./programmes.module.css";
import { shrinkPicture } from "./shrink-picture.ts";
import { t } from "./words.ts";

/** Chooses a picture from the device, makes it small here, sends it, and shows what came of it. */
export function PictureField(props: {
  use: PictureUse;
  label: string;
  hint: string;
  name: string | null;
  error: string | undefined;
  onName: (name: string | null) => void;
}) {
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble["code"]>();
  const take = async (file: File | undefined) => {
    if (!file || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const small = await shrinkPicture(file, props.use);
    const answer = small && (await uploadPicture(props.use, small));
    setBusy(false);
    // The same file may be chosen again.
    if (input) input.value = "";
    if (!answer) setTrouble("picture-unreadable");
    else if (answer.ok) props.onName(answer.value.name);
    else setTrouble(answer.error.code);
  };
  return (
    <fieldset class="field" aria-describedby={`${id}-hint`}>
      <legend class="field__label">{props.label}</legend>
      <p class="field__hint" id={`${id}-hint`}>
        {props.hint}
      </p>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <div class={styles.file}>
        <Show when={pictureUrl(props.name)}>{(url) => <img src={url()} alt="" />}</Show>
        <Button icon="camera" busy={busy()} busyLabel={t("uploading")} onPress={() => input?.click()}>
          {t("choosePicture")}
        </Button>
        <Show when={props.name}>
          <Button onPress={() => props.onName(null)}>{t("removePicture")}</Button>
        </Show>
      </div>
      <Show when={props.use === "emblem" && props.name?.endsWith(".webp")}>
        <Note tone="warn" announce="polite">
          {t("emblemNotInPdf")}
        </Note>
      </Show>
      <Show when={props.error}>
        <p class="field__error" role="alert">
          {props.error}
        </p>
      </Show>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
    </fieldset>
  );
}
