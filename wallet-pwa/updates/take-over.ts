import { createEffect } from "solid-js";
import { isAtRest } from "./at-rest.ts";
import { newVersionRuns } from "./service-worker.ts";

/**
 * After a new version was let in, by whichever tab: loads this one anew as soon as it is at rest. Until then it goes on with
 * the code that it has.
 */
export function takeNewVersion(pathname: () => string): void {
  createEffect(() => {
    if (newVersionRuns() && isAtRest(pathname())) location.reload();
  });
}
