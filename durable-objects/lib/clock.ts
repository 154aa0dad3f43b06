/** The one Clock (CLK-1): wall time plus an offset that only a local machine may set. */
export interface Clock {
  /** Milliseconds since 1970, moved by the offset. */
  now(): number;
  /** A moment of this clock as the platform's alarms count it. */
  toPlatform(atMs: number): number;
}

/** The clock of a process whose environment may carry `CLOCK_OFFSET_MS`; anything but a whole number counts as none. */
export function clockOf(environment: { readonly CLOCK_OFFSET_MS?: string | undefined }): Clock {
  const parsed = Number(environment.CLOCK_OFFSET_MS ?? "0");
  const offsetMs = Number.isSafeInteger(parsed) ? parsed : 0;
  return { now: () => Date.now() + offsetMs, toPlatform: (atMs) => atMs - offsetMs };
}
