/**
 * How often the dashboard reads its live figures at most. A payment reaches D1 about a second after its receipt (the batch of
 * the queue); with this it is on the screen within two (S18).
 */
export const FIGURES_EVERY_MS = 500;

/** A function that runs at most once in `everyMs`: at once where it may, else once more at the end of the pause. */
export function paced(work: () => void, everyMs: number, nowMs: () => number = () => performance.now()) {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    waiting = undefined;
    last = nowMs();
    work();
  };
  return {
    call: (): void => {
      if (waiting !== undefined) return;
      const wait = last + everyMs - nowMs();
      if (wait <= 0) run();
      else waiting = setTimeout(run, wait);
    },
    stop: (): void => {
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}
