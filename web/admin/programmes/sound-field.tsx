import { createSignal, createUniqueId, Show } from "solid-js";
import { SOUND_LIMITS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import styles from "./programmes.module.css";
import { readSound } from "./read-sound.ts";
import { soundFile } from "./sound-samples.ts";
import { t } from "./words.ts";

/** A file may take longer than a command: an office's uplink is slow. */
const SEND_WITHIN_MS = 60_000;

/** Chooses a sound from the device, cuts and mixes it here, sends it, and says what came of it. */
export function SoundField(props: {
  isOwn: boolean;
  error: string | undefined;
  onName: (name: string) => void;
}) {
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<"soundTooLarge" | "soundTooLong" | "soundSilent">();
  const [trouble, setTrouble] = createSignal<Trouble["code"]>();

  const send = async (file: File) => {
    if (file.size > SOUND_LIMITS.sourceBytes) return setWrong("soundTooLarge");
    const samples = await readSound(file);
    if (!samples) return setTrouble("sound-unreadable");
    const wav = soundFile(samples);
    if (wav === "silent") return setWrong("soundSilent");
    if (wav === "too-long") return setWrong("soundTooLong");
    const body = new Blob([wav], { type: "audio/wav" });
    const answer = await api("POST sounds", { body, withinMs: SEND_WITHIN_MS });
    if (answer.ok) props.onName(answer.value.name);
    else setTrouble(answer.error.code);
  };
  const take = async (file: File | undefined) => {
    if (!file || busy()) return;
    setBusy(true);
    setWrong(undefined);
    setTrouble(undefined);
    await send(file);
    setBusy(false);
    // The same file may be chosen again.
    if (input) input.value = "";
  };
  const error = () => {
    const word = wrong();
    return word ? t(word) : props.error;
  };
  return (
    <fieldset class="field" aria-describedby={`${id}-hint`}>
      <legend class="field__label">{t("soundFile")}</legend>
      <p class="field__hint" id={`${id}-hint`}>
        {t("soundHint", { seconds: String(SOUND_LIMITS.durationMs / 1_000) })}
      </p>
      <input
        ref={input}
        type="file"
        accept="audio/mpeg,audio/mp4,audio/x-m4a,audio/wav,audio/ogg,.mp3,.m4a,.wav,.ogg"
        hidden
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <div class={styles.file}>
        <Button icon="sound" busy={busy()} busyLabel={t("uploading")} onPress={() => input?.click()}>
          {t("chooseSound")}
        </Button>
        <Show when={props.isOwn}>
          <Button onPress={() => props.onName("plain")}>{t("removeSound")}</Button>
        </Show>
      </div>
      <Show when={error()}>
        <p class="field__error" role="alert">
          {error()}
        </p>
      </Show>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
    </fieldset>
  );
}
