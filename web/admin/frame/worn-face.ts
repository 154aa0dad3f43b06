import { createEffect, createSignal, onCleanup } from "solid-js";

const [face, setFace] = createSignal<string>();

/** The face of the Pay that the screen is about; undefined where it is about none. Reactive. */
export const wornFace = face;

/** Dresses the frame in a Pay's face while the calling screen stands. */
export function wearFace(of: () => string | undefined): void {
  createEffect(() => setFace(of()));
  onCleanup(() => setFace(undefined));
}
