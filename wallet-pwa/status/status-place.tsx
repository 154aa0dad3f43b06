import { lazy, Show } from "solid-js";
import { disturbances } from "./status-store.ts";

const StatusNote = lazy(() => import("./status-note.tsx"));

/** Where a screen tells of what is disturbed; on a good day it loads nothing. */
export function StatusPlace() {
  return (
    <Show when={disturbances().length > 0}>
      <StatusNote />
    </Show>
  );
}
