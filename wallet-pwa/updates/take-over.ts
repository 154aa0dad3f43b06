import { createEffect } from "solid-js";
import { newVersionRuns } from "./service-worker.ts";

/** Places where nobody is in the middle of something. */
const AT_REST = /^\/wallet(\/(pays\/[^/]+|history|stores|notices|help|settings)?)?\/?$/;

/** Whether a page may be loaded anew without taking anything from whoever looks at it (NET-3). */
export function isAtRest(pathname: string): boolean {
  return AT_REST.test(pathname);
}

/**
 * After a new version was let in, by whichever tab: loads this one anew as soon as it is at rest. Until then it goes on with
 * the code that it has.
 */
export function takeNewVersion(pathname: () => string): void {
  createEffect(() => {
    if (newVersionRuns() && isAtRest(pathname())) location.reload();
  });
}
