import type { Context, TypedResponse } from "hono";
import type { ProblemBody } from "../../schema/api/common.ts";
import type { Refused } from "../../schema/commands.ts";
import { type Outcome, PROBLEMS, type ProblemCode } from "../../schema/errors.ts";
import type { ApiContext } from "./context.ts";

/** Every status that a code maps to (schema/errors.ts). */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

export interface ProblemFacts {
  /** On money routes; where the edge answers by itself it is "unknown" without being told (OPR-6). */
  readonly outcome?: Outcome;
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterMs?: number;
}

export type ProblemReply = Response & TypedResponse<ProblemBody, ProblemStatus, "json">;

/** The reply for a code: RFC 9457 with its status, and on a money route what is known of the operation (OPR-6). */
export function problem(c: Context<ApiContext>, code: ProblemCode, facts: ProblemFacts = {}): ProblemReply {
  const outcome = facts.outcome ?? (isMoneyRoute(c.req.method, c.req.path) ? "unknown" : undefined);
  const status = PROBLEMS[code] as ProblemStatus;
  c.set("refusedWith", code);
  const body: ProblemBody = {
    type: `/api/docs#${code}`,
    title: code,
    status,
    code,
    ...(facts.detail === undefined ? {} : { detail: facts.detail }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(facts.fields === undefined ? {} : { fields: [...facts.fields] }),
    ...(facts.retryAfterMs === undefined ? {} : { retryAfterMs: facts.retryAfterMs }),
    requestId: c.get("requestId"),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (facts.retryAfterMs !== undefined)
    headers["retry-after"] = String(Math.max(1, Math.ceil(facts.retryAfterMs / 1_000)));
  return c.json(body, status, headers) as unknown as ProblemReply;
}

/** The reply for what an actor refused or left open; its outcome is the actor's word (OPR-4, OPR-5). */
export function refused(c: Context<ApiContext>, answer: Refused): ProblemReply {
  // Nobody but staff may tell a coupon that doesn't exist from one that never did (CPN-4).
  const code = answer.code === "coupon-unknown" ? "coupon-not-found" : answer.code;
  return problem(c, code, {
    outcome: answer.outcome,
    ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
  });
}

/** Routes whose request carries an operation: whatever the edge says by itself leaves it open (OPR-6). */
export function isMoneyRoute(method: string, path: string): boolean {
  return method === "POST" && MONEY_ROUTES.some((route) => route.test(path));
}
const MONEY_ROUTES: readonly RegExp[] = [
  /^\/api\/charges$/,
  /^\/api\/payments$/,
  /^\/api\/payments\/[^/]+\/refund$/,
  /^\/api\/counter\/payments$/,
  /^\/api\/counter\/payments\/[^/]+\/void$/,
  /^\/api\/operations\/resolve$/,
  /^\/api\/pos\/v1\/(payments|payments\/[^/]+\/void|operations\/resolve)$/,
  /^\/api\/issues$/,
  /^\/api\/issues\/[^/]+\/(activate|hand-over|withdraw|stop)$/,
  /^\/api\/coupons\/[^/]+\/(cancel|replace)$/,
  /^\/api\/freezes$/,
  /^\/api\/programmes\/[^/]+\/(deposits|allotments|moves)$/,
  /^\/api\/extensions$/,
  /^\/api\/programmes\/[^/]+\/(deposits|allotments)$/,
  /^\/api\/programmes\/[^/]+\/(deposits|allotments|expired-returns)$/,
  /^\/api\/payouts\/[^/]+\/send$/,
  /^\/api\/payout-items\/[^/]+\/return$/,
];
