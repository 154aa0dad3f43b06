import { type Outcome, PROBLEMS, type Problem, type ProblemCode } from "../../../schema/errors.ts";
import type { ClientCode } from "../i18n/problem-words.ts";

/** Why a request brought no result: the system's own problem, or none of its words arrived. */
export interface Trouble {
  readonly code: ProblemCode | ClientCode;
  /** Whether a reply of the system itself came; without one nobody knows what happened. */
  readonly replied: boolean;
  readonly status: number;
  readonly outcome: Outcome;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterMs: number | undefined;
  /** What to name when asking for help. */
  readonly requestId: string | undefined;
}

/** Nothing came back: the network is gone, or the wait was over. */
export function silence(online: boolean): Trouble {
  return {
    code: online ? "lost-reply" : "offline",
    replied: false,
    status: 0,
    outcome: "unknown",
    fields: [],
    retryAfterMs: undefined,
    requestId: undefined,
  };
}

/**
 * Reads an error reply (RFC 9457). A reply that is not ours (a proxy's page), or has a code of a newer server,
 * keeps its status and leaves the outcome unknown.
 */
export function readProblem(status: number, body: unknown): Trouble {
  const problem = isRecord(body) ? (body as Partial<Problem> & { requestId?: unknown }) : {};
  const known = typeof problem.code === "string" && Object.hasOwn(PROBLEMS, problem.code);
  return {
    code: known
      ? (problem.code as ProblemCode)
      : typeof problem.code === "string"
        ? "internal"
        : "unreadable-reply",
    replied: known,
    status,
    outcome: isOutcome(problem.outcome) ? problem.outcome : "unknown",
    fields: Array.isArray(problem.fields) ? problem.fields : [],
    retryAfterMs: typeof problem.retryAfterMs === "number" ? problem.retryAfterMs : undefined,
    requestId: typeof problem.requestId === "string" ? problem.requestId : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isOutcome(value: unknown): value is Outcome {
  return value === "done" || value === "not-done" || value === "pending" || value === "unknown";
}
