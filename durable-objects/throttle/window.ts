/** What a caller may do: `limit` within any stretch of `windowMs`. */
export interface Quota {
  readonly limit: number;
  readonly windowMs: number;
}

/** Counts of the current and the previous window; all that is kept of a caller, however much it calls. */
export interface Window {
  readonly startMs: number;
  readonly count: number;
  readonly previous: number;
}

export interface Verdict {
  readonly allowed: boolean;
  /** What is left at this moment, never negative. */
  readonly remaining: number;
  /** 0 when allowed; otherwise when the same call may be tried again. */
  readonly retryAfterMs: number;
}

export const MAX_WINDOW_MS = 24 * 3_600_000;

/**
 * Counts a call of `cost` against the quota, unless it does not fit; a refused call costs nothing, so that waiting
 * as told always helps. The window slides: of the previous window's count the share that still overlaps is counted,
 * as if its calls had been spread evenly. Cost 0 only looks.
 */
export function countCall(
  window: Window | undefined,
  quota: Quota,
  cost: number,
  nowMs: number,
): { readonly window: Window; readonly verdict: Verdict } {
  checkQuota(quota, cost);
  const now = slide(window, quota.windowMs, nowMs);
  const used = usedAt(now, quota.windowMs, nowMs);
  if (used + cost > quota.limit)
    return {
      window: now,
      verdict: {
        allowed: false,
        remaining: whole(quota.limit - used),
        retryAfterMs: waitMs(now, quota, cost, nowMs),
      },
    };
  return {
    window: { ...now, count: now.count + cost },
    verdict: { allowed: true, remaining: whole(quota.limit - used - cost), retryAfterMs: 0 },
  };
}

/** When the window counts for nothing any more. */
export function windowEndMs(window: Window, windowMs: number): number {
  return window.startMs + (window.count > 0 ? 2 : 1) * windowMs;
}

/** The window that holds `nowMs`. A clock that stepped back stays in the window it was in. */
function slide(window: Window | undefined, windowMs: number, nowMs: number): Window {
  const startMs = Math.floor(nowMs / windowMs) * windowMs;
  if (window === undefined) return { startMs, count: 0, previous: 0 };
  if (startMs <= window.startMs) return window;
  return { startMs, count: 0, previous: startMs === window.startMs + windowMs ? window.count : 0 };
}

function usedAt(window: Window, windowMs: number, nowMs: number): number {
  const share = 1 - Math.max(0, nowMs - window.startMs) / windowMs;
  return window.count + window.previous * share;
}

/** How long until `cost` fits, if nobody else calls. */
function waitMs(window: Window, quota: Quota, cost: number, nowMs: number): number {
  const { limit, windowMs } = quota;
  const elapsed = Math.max(0, nowMs - window.startMs);
  const room = limit - cost;
  // Either the previous window's share shrinks enough within this one, or this one must first become the previous.
  if (window.count <= room && window.previous > 0)
    return Math.max(1, Math.ceil(windowMs * (1 - (room - window.count) / window.previous) - elapsed));
  return Math.max(1, Math.ceil(windowMs - elapsed + windowMs * Math.max(0, 1 - room / window.count)));
}

function whole(remaining: number): number {
  return Math.max(0, Math.floor(remaining));
}

/** Quotas are constants of ours; a wrong one is a bug. */
function checkQuota({ limit, windowMs }: Quota, cost: number): void {
  const good =
    Number.isSafeInteger(limit) &&
    limit >= 1 &&
    Number.isSafeInteger(windowMs) &&
    windowMs >= 1_000 &&
    windowMs <= MAX_WINDOW_MS &&
    Number.isSafeInteger(cost) &&
    cost >= 0 &&
    cost <= limit;
  if (!good) throw new RangeError("not a quota");
}
