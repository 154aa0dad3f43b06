import { createEffect, createSignal, onCleanup } from "solid-js";
import type { Face } from "../../../schema/face.ts";

const [face, setFace] = createSignal<Face>();

/** The face of the Pay that the screen is about; undefined where it is about none. Reactive. */
export const wornFace = face;

/** Dresses the frame in a Pay's face while the calling screen stands. */
export function wearFace(of: () => Face | undefined): void {
  createEffect(() => setFace(of()));
  onCleanup(() => setFace(undefined));
}
