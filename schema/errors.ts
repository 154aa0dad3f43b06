/**
 * Every refusal in the system has a stable code. `PROBLEMS` is the one map from a code to its HTTP status;
 * the words on the screen are in the dictionaries, one entry per code and language.
 */

/** Refusals that a money actor decides; fenced in the journal unless listed in `UNFENCED` (OPR-4). */
export const REFUSALS = [
  "insufficient-balance",
  "outside-unit",
  "outside-scope",
  "expired",
  "frozen",
  "not-yet-valid",
  "charge-in-progress",
  "charged",
  "cancelled",
  "over-limit",
  "wallet-full",
  "cpm-not-accepted",
  "store-suspended",
  "signature-invalid",
  "handle-expired",
  "programme-closed",
  "other-programme",
  "nothing-left",
  "payment-not-found",
  "reversal-exceeds-payment",
  "return-exceeds-payout",
  "void-window-closed",
  "other-store",
  "expiry-not-allowed",
  "insufficient-allotment",
  "insufficient-fund",
  "issue-not-found",
  "issue-state",
  "issue-mismatch",
  "operation-abandoned",
  "operation-conflict",
  "wrong-holder",
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Refusals that depend on the request alone, or that need no memory to stay the same (OPR-4). */
export const UNFENCED: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "outside-unit",
  "cancelled",
  "operation-conflict",
  "wrong-holder",
]);

/** Answers that leave everything open: nothing was decided, the same request may be sent again (OPR-6). */
export const UNDECIDED = ["try-again", "coupon-state-lost", "coupon-unknown"] as const;
export type UndecidedCode = (typeof UNDECIDED)[number];

/** What the edge answers by itself; always with `outcome: "unknown"` where an operation was sent (OPR-6). */
export const EDGE_CODES = [
  "invalid-request",
  "malformed-json",
  "body-too-large",
  "unsupported-media-type",
  "not-found",
  "method-not-allowed",
  "not-signed-in",
  "session-expired",
  "forbidden",
  "csrf",
  "credentials-wrong",
  "account-stopped",
  "password-change-required",
  "password-common",
  "proof-needed",
  "invitation-ended",
  "terms-not-accepted",
  "picture-not-readable",
  "already-decided",
  "changed-meanwhile",
  "away-too-long",
  "code-wrong",
  "code-expired",
  "code-locked",
  "code-needed",
  "passkey-not-accepted",
  "phone-not-mobile",
  "messages-stopped",
  "too-many-requests",
  "code-incomplete",
  "code-check-digit",
  "coupon-not-found",
  "store-not-found",
  "conflict",
  "limit-exceeded",
  "file-not-ready",
  "issue-not-ready",
  "programme-state",
  "programme-incomplete",
  "picture-unreadable",
  "sound-unreadable",
  "notice-state",
  "file-unreadable",
  "import-busy",
  "import-state",
  "no-payout-rule",
  "dates-not-sealed",
  "closing-state",
  "payout-state",
  "result-unreadable",
  "same-person",
  "approval-state",
  "approval-ended",
  "approval-not-yours",
  "nothing-to-pay",
  "not-a-bank-day",
  "bank-unknown",
  "kana-refused",
  "dev-only",
  "https-only",
  "internal",
] as const;
export type EdgeCode = (typeof EDGE_CODES)[number];

export type ProblemCode = RefusalCode | UndecidedCode | EdgeCode;

/** The HTTP status of every code. 409 and 422 are decided refusals; 503 says "send the same again". */
export const PROBLEMS: { readonly [Code in ProblemCode]: number } = {
  "insufficient-balance": 409,
  "outside-unit": 422,
  "outside-scope": 409,
  expired: 409,
  frozen: 409,
  "not-yet-valid": 409,
  "charge-in-progress": 409,
  charged: 409,
  cancelled: 409,
  "over-limit": 409,
  "wallet-full": 409,
  "cpm-not-accepted": 409,
  "store-suspended": 409,
  "signature-invalid": 409,
  "handle-expired": 409,
  "programme-closed": 409,
  "other-programme": 409,
  "nothing-left": 409,
  "payment-not-found": 404,
  "reversal-exceeds-payment": 409,
  "return-exceeds-payout": 409,
  "void-window-closed": 409,
  "other-store": 409,
  "expiry-not-allowed": 422,
  "insufficient-allotment": 409,
  "insufficient-fund": 409,
  "issue-not-found": 404,
  "issue-state": 409,
  "issue-mismatch": 409,
  "operation-abandoned": 409,
  "operation-conflict": 409,
  "wrong-holder": 422,
  "try-again": 503,
  "coupon-state-lost": 503,
  "coupon-unknown": 404,
  "invalid-request": 422,
  "malformed-json": 400,
  "body-too-large": 413,
  "unsupported-media-type": 415,
  "not-found": 404,
  "method-not-allowed": 405,
  "not-signed-in": 401,
  "session-expired": 401,
  forbidden: 403,
  csrf: 403,
  "credentials-wrong": 401,
  "account-stopped": 403,
  "password-change-required": 403,
  "password-common": 422,
  "proof-needed": 403,
  "invitation-ended": 404,
  "terms-not-accepted": 403,
  "away-too-long": 403,
  "picture-not-readable": 422,
  "already-decided": 409,
  "changed-meanwhile": 409,
  "code-wrong": 422,
  "code-expired": 422,
  "code-locked": 429,
  "code-needed": 403,
  "passkey-not-accepted": 422,
  "phone-not-mobile": 422,
  "messages-stopped": 503,
  "too-many-requests": 429,
  "code-incomplete": 422,
  "code-check-digit": 422,
  "coupon-not-found": 404,
  "store-not-found": 404,
  conflict: 409,
  "limit-exceeded": 422,
  "file-not-ready": 409,
  "issue-not-ready": 409,
  "programme-state": 409,
  "programme-incomplete": 409,
  "picture-unreadable": 422,
  "sound-unreadable": 422,
  "notice-state": 409,
  "file-unreadable": 422,
  "import-busy": 409,
  "import-state": 409,
  "no-payout-rule": 409,
  "dates-not-sealed": 409,
  "closing-state": 409,
  "payout-state": 409,
  "result-unreadable": 422,
  "same-person": 403,
  "approval-state": 409,
  "approval-ended": 409,
  "approval-not-yours": 403,
  "nothing-to-pay": 409,
  "not-a-bank-day": 422,
  "bank-unknown": 422,
  "kana-refused": 422,
  "dev-only": 404,
  "https-only": 403,
  internal: 500,
};

/** What became of an operation, as far as the answer knows (OPR-5, OPR-6). */
export type Outcome = "done" | "not-done" | "pending" | "unknown";

/** The body of every error reply (RFC 9457), `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  /** Present on every reply to a command that moves money. */
  readonly outcome?: Outcome;
  /** Which fields are wrong and why, for `invalid-request`. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** When to try again, for 429 and 503. */
  readonly retryAfterMs?: number;
  /** Names the request in the server's log; to be quoted when asking for help. */
  readonly requestId?: string;
}
