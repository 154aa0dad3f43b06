/**
 * What a till system needs to talk to Tegata, and nothing else: no package, Node 22 or newer (or Deno, or Bun). Copy it.
 */

/** What this program reads of replies; there is more in them (`/api/docs`). */
export interface Looked {
  readonly kind: "coupon" | "wallet";
  readonly coupon?: { readonly idTail: string; readonly handle: string; readonly spendableYen: number };
  readonly wallet?: { readonly operationId: string; readonly handle: string; readonly spendableYen: number };
  readonly verdict: { readonly ok: boolean; readonly code?: string };
}
export interface Paid {
  readonly receipt: {
    readonly operationId: string;
    readonly amountYen: number;
    readonly balanceAfterYen: number;
    readonly receiptNumber: string;
  };
  /** Keep it: a void needs it. */
  readonly handle: string;
}
/** Every refusal: RFC 9457 with a stable `code`. `outcome` says what is known of the operation. */
export interface Problem {
  readonly code: string;
  readonly outcome?: "done" | "not-done" | "pending" | "unknown";
  readonly retryAfterMs?: number;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** The end of an operation; `code` says why it was refused, where it was. */
export type Resolved =
  | { readonly ok: true; readonly value: Paid }
  | { readonly ok: false; readonly problem: Partial<Problem> & { readonly outcome: "not-done" } }
  | "unknown";

/** An operation of your own making: written down before it is sent, sent again under the same id until its end is known. */
export interface Operation {
  readonly operationId: string;
  readonly handle: string;
  readonly amountYen: number;
}

/**
 * Makes the id of an operation: a UUIDv7 whose last eight digits name what it is about. `idTail` comes with the look at a
 * coupon; of a payment it is the end of its own id.
 */
export function newOperationId(idTail: string, nowMs = Date.now()): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, "0");
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 10)}${idTail}`;
}

/** So often a payment is sent before somebody is told that its end isn't known. */
const TRIES = 5;

export class Tegata {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Looks at a code as it was scanned, a coupon's or one that a phone shows. Nothing is kept of it. */
  look(code: string): Promise<Answer<Looked>> {
    return this.#send("POST", "inspections", { code });
  }

  /**
   * Takes a payment and asks until its end is certain. A reply that is lost, a restart and a double press end in one payment,
   * since the operation has one id. Where nobody answers for a while the outcome is `unknown`: keep the operation, and ask
   * again with it later.
   */
  async pay(operation: Operation): Promise<Answer<Paid>> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#send<Paid>("POST", "payments", operation);
      // Done, or refused for good: it will never happen under this id.
      if (answer.ok || answer.problem.outcome === "not-done") return answer;
      const known = await this.resolve(operation);
      if (known !== "unknown")
        return known.ok ? known : { ok: false, problem: { ...answer.problem, ...known.problem } };
      if (tries === TRIES) return answer;
      await wait(answer.problem.retryAfterMs ?? 1_000);
    }
  }

  /** What became of an operation. Where nothing was known of it, it will never happen from now on. */
  async resolve({ operationId, handle }: Operation): Promise<Resolved> {
    const answer = await this.#send<{ outcome: string; code?: string | null; payment?: Paid }>(
      "POST",
      "operations/resolve",
      { operationId, handle },
    );
    if (!answer.ok) return "unknown";
    const { outcome, code, payment } = answer.value;
    if (outcome === "done" && payment) return { ok: true, value: payment };
    if (outcome !== "not-done") return "unknown";
    return { ok: false, problem: { ...(code ? { code } : {}), outcome: "not-done" } };
  }

  /** Voids a whole payment, on its day or within 30 minutes. */
  void(payment: Paid, reason: string): Promise<Answer<{ readonly amountYen: number }>> {
    const { operationId } = payment.receipt;
    return this.#send("POST", `payments/${operationId}/void`, {
      operationId: newOperationId(operationId.slice(-8)),
      handle: payment.handle,
      reason,
    });
  }

  /** What the store took today, the newest first. */
  today(): Promise<
    Answer<{ readonly rows: readonly { readonly kind: string; readonly amountYen: number }[] }>
  > {
    return this.#send("GET", "payments");
  }

  async #send<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer<T>> {
    try {
      const reply = await fetch(`${this.#url}/api/pos/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(10_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json = await reply.json();
      return reply.ok ? { ok: true, value: json as T } : { ok: false, problem: json as Problem };
    } catch {
      // Nobody knows what became of it.
      return { ok: false, problem: { code: "unreachable", outcome: "unknown" } };
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
