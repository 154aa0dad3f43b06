/** A signal that aborts after `ms`; `AbortSignal.timeout` is missing on phones we support (iOS before 16). */
export function timeoutSignal(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}
