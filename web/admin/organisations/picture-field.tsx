import { createSignal, onCleanup, Show } from "solid-js";
import type { ManagedStore, PictureReply } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { sendFile } from "../../shared/client/files.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import type { CropArea } from "./crop-area.ts";
import { CropDialog } from "./crop-dialog.tsx";
import styles from "./organisations.module.css";
import { readPicture, smallPicture } from "./picture-scaling.ts";
import { t } from "./words.ts";

/** The store's picture: cut and made small here, sent, shown as visitors see it (SDA-1). */
export function PictureField(props: { store: ManagedStore; onPicture: (picture: string | null) => void }) {
  const [busy, setBusy] = createSignal(false);
  const [unreadable, setUnreadable] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const begin = () => {
    setBusy(true);
    setUnreadable(false);
    setTrouble(undefined);
  };
  const [chosen, setChosen] = createSignal<ImageBitmap>();
  const choose = async (file: File | undefined) => {
    if (!file || busy()) return;
    begin();
    const picture = await readPicture(file);
    setBusy(false);
    if (picture) setChosen(picture);
    else setUnreadable(true);
  };
  const letGo = () => {
    chosen()?.close();
    setChosen(undefined);
  };
  onCleanup(letGo);
  const send = async (source: ImageBitmap, area: CropArea) => {
    if (busy()) return;
    begin();
    const picture = await smallPicture(source, area);
    if (!picture) setUnreadable(true);
    else {
      const answer = await sendFile<PictureReply>("PUT", `stores/${props.store.storeId}/picture`, picture);
      if (answer.ok) props.onPicture(answer.value.picture);
      else setTrouble(answer.error);
    }
    setBusy(false);
    letGo();
  };
  const drop = async () => {
    begin();
    const answer = await api("DELETE stores/:id/picture", {
      path: { id: props.store.storeId },
      body: undefined,
    });
    setBusy(false);
    if (answer.ok) props.onPicture(null);
    else setTrouble(answer.error);
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("picture")}</h2>
      <Show when={props.store.picture} fallback={<Nothing icon="camera" text={t("pictureNone")} />}>
        {(picture) => (
          <img
            class={styles.picture}
            src={`/api/stores/${props.store.storeId}/picture/${picture()}`}
            alt={t("pictureAlt", { name: props.store.name })}
          />
        )}
      </Show>
      <div class="row">
        <label class={`${buttonClass({})} ${styles.picker}`}>
          <Icon name="camera" />
          {busy() ? t("pictureSending") : t("pictureChoose")}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp,image/heic"
            disabled={busy()}
            onChange={(event) => {
              const input = event.currentTarget;
              void choose(input.files?.[0]).then(() => {
                input.value = "";
              });
            }}
          />
        </label>
        <Show when={props.store.picture}>
          <Button tone="plain" icon="close" busy={busy()} onPress={() => void drop()}>
            {t("pictureDrop")}
          </Button>
        </Show>
      </div>
      <Show when={chosen()}>
        {(picture) => (
          <CropDialog
            picture={picture()}
            busy={busy()}
            onCrop={(area) => void send(picture(), area)}
            onClose={letGo}
          />
        )}
      </Show>
      <Show when={unreadable()}>
        <Note tone="warn" announce="alert">
          {t("pictureUnreadable")}
        </Note>
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </section>
  );
}
