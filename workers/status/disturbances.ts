import { DISTURBANCES, type Disturbance } from "../../schema/api/status.ts";

/** From when on the projection counts as late: a heartbeat, or the usual entry, takes longer than this. */
export const LATE_AFTER_MS = 2 * 60_000;
/** Rows projected longer ago say nothing about now. */
const RECENT_MS = 5 * 60_000;
/** So many messages in a row that nobody took are no accident. */
const FAILING_FROM = 3;

/** What is known of the parts of the system. Times in ms. */
export interface Signs {
  /** What the operator has said. */
  readonly said: readonly Disturbance[];
  /** Whether D1 is being made again (PRJ-2). */
  readonly rebuilding: boolean;
  /** The oldest heartbeat that the projection has not answered, or the last one; the newest that it has. */
  readonly askedAtMs: number | null;
  readonly heardAtMs: number | null;
  /** Of the newest rows of each database: from commit to projection, and when that was. */
  readonly lags: readonly { readonly medianMs: number | null; readonly lastProjectedAtMs: number | null }[];
  readonly messages: {
    /** Whether anybody delivers, and whether the day's money allows one more (RES-8). */
    readonly possible: boolean;
    /** Of the last three of these ten minutes: how many have ended, and how many somebody took. */
    readonly ended: number;
    readonly taken: number;
  };
}

/** What is disturbed, as far as the signs say; the operator's word stands beside what the system sees (DEG-1, DEG-2). Pure. */
export function disturbancesOf(signs: Signs, nowMs: number): readonly Disturbance[] {
  const seen = (kind: Disturbance["kind"], sinceMs: number | null): Disturbance => ({
    kind,
    regionId: null,
    sinceMs,
  });
  const all = [
    ...signs.said,
    ...(signs.rebuilding ? [seen("records", null)] : []),
    ...(messagesStopped(signs.messages) ? [seen("messages", null)] : []),
    ...(isLate(signs, nowMs) ? [seen("late", signs.askedAtMs)] : []),
  ];
  const unlike = all.filter(
    (one, i) => all.findIndex((other) => other.kind === one.kind && other.regionId === one.regionId) === i,
  );
  return unlike.sort((a, b) => DISTURBANCES.indexOf(a.kind) - DISTURBANCES.indexOf(b.kind));
}

function messagesStopped({ possible, ended, taken }: Signs["messages"]): boolean {
  return !possible || (ended >= FAILING_FROM && taken === 0);
}

function isLate(signs: Signs, nowMs: number): boolean {
  const { askedAtMs, heardAtMs, lags } = signs;
  const unanswered = askedAtMs !== null && (heardAtMs ?? 0) < askedAtMs && nowMs - askedAtMs > LATE_AFTER_MS;
  const slow = lags.some(
    ({ medianMs, lastProjectedAtMs }) =>
      (medianMs ?? 0) > LATE_AFTER_MS && nowMs - (lastProjectedAtMs ?? 0) < RECENT_MS,
  );
  return unanswered || slow;
}
