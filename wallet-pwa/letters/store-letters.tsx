import { createSignal, onMount, Show } from "solid-js";
import type { LetterMutes } from "../../schema/api/letters.ts";
import type { StoreId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import { MuteButtons } from "./mute-buttons.tsx";

/** On the page of a store that one follows: whether its letters come. Says nothing where that can't be read. */
export function StoreLetters(props: { storeId: StoreId }) {
  const [mutes, setMutes] = createSignal<LetterMutes>();
  onMount(async () => {
    const answer = await api("GET residents/letter-mutes/:id", { path: { id: props.storeId } });
    if (answer.ok) setMutes(answer.value);
  });
  return <Show when={mutes()}>{(read) => <MuteButtons storeId={props.storeId} read={read()} />}</Show>;
}
