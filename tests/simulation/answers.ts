import { requestHash } from "../../durable-objects/lib/hash.ts";
import { UNFENCED } from "../../schema/errors.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import type { Books } from "./books.ts";
import { Break } from "./timeline.ts";

/** What of a request counts as its body (OPR-2), as the actor that gets it reads it. */
export interface Body {
  readonly kind: string;
  readonly amountYen?: number;
  readonly storeId?: string | null;
  readonly tillId?: string;
  readonly target?: string;
}

/** An answer somebody got, about one operation at one holder. */
export interface Told {
  readonly holder: ActorName;
  readonly operationId: OperationId;
  /** Null for `resolve`, which knows no body. */
  readonly body: Body | null;
  readonly outcome: "done" | "not-done" | "pending" | "unknown";
  readonly code: string | null;
  /** What a `done` carried: the receipt or result, without what may differ between two tellings. */
  readonly result: string | null;
}

interface Remembered {
  outcome: Told["outcome"];
  code: string | null;
  result: string | null;
}

/** Refusals that say something about the request, not about the operation. */
const OTHER_REQUEST = new Set(["operation-conflict", "wrong-holder"]);

/**
 * Whether one of two refusals was never written down and the other is what `resolve` wrote since (OPR-5): the first may also
 * be a late reply that comes after the second. Unwritten are {@link UNFENCED}, and `expired` of a coupon that wasn't open (OPR-4).
 */
function isFencedSince(...codes: readonly (string | null)[]): boolean {
  const other = codes.find((code) => code !== "operation-abandoned");
  return codes.includes("operation-abandoned") && (other === "expired" || UNFENCED.has(other as never));
}

/**
 * Every answer that anybody ever got, and what it promised: done stays done and reads the same (OPR-2), "not done" is
 * never followed by the money moving (OPR-4, OPR-5), and neither contradicts the journal. "Pending" promises nothing.
 */
export class Answers {
  readonly #books: Books;
  readonly #first = new Map<string, Remembered>();
  readonly #negative: { readonly told: Told; readonly hash: string | null }[] = [];
  readonly #done: Told[] = [];
  count = 0;
  readonly outcomes = { done: 0, "not-done": 0, pending: 0, unknown: 0 };

  constructor(books: Books) {
    this.#books = books;
  }

  get negatives(): number {
    return this.#negative.length;
  }

  /** Takes an answer down and compares it with all that was said before. Throws a {@link Break}. */
  hear(told: Told): void {
    this.count += 1;
    this.outcomes[told.outcome] += 1;
    if (told.outcome === "unknown" || this.#books.harmed.has(told.holder)) return;
    if (told.outcome === "not-done" && OTHER_REQUEST.has(told.code ?? "")) {
      this.#negative.push({ told, hash: told.body && hashOf(told.holder, told.body) });
      this.#checkNegative(told, told.body && hashOf(told.holder, told.body));
      return;
    }
    const about = [told.holder, told.operationId];
    const key = `${told.holder}|${told.operationId}|${told.body === null ? "" : JSON.stringify(told.body)}`;
    const before = this.#first.get(key);
    // A reply that was long under way: it was true when it was said, and promised nothing.
    if (told.outcome === "pending") return;
    if (before) {
      if (before.outcome !== told.outcome)
        throw new Break(
          before.outcome === "not-done" ? "OPR-5" : "OPR-2",
          `${told.operationId} was ${before.outcome} (${before.code}) and is now ${told.outcome} (${told.code})`,
          about,
        );
      if (
        told.outcome === "done" &&
        before.result !== null &&
        told.result !== null &&
        before.result !== told.result
      )
        throw new Break("OPR-2", `${told.operationId} answered ${before.result}, now ${told.result}`, about);
      if (
        told.outcome === "not-done" &&
        told.body !== null &&
        before.code !== told.code &&
        !UNFENCED.has(before.code as never) &&
        !isFencedSince(before.code, told.code)
      )
        throw new Break("OPR-4", `${told.operationId} was refused ${before.code}, now ${told.code}`, about);
    }
    this.#first.set(key, {
      outcome: told.outcome,
      code: told.code,
      result: told.result ?? before?.result ?? null,
    });
    if (told.outcome === "done") {
      this.#done.push(told);
      this.#checkDone(told);
    } else if (told.outcome === "not-done") {
      const hash = told.body && hashOf(told.holder, told.body);
      this.#negative.push({ told, hash });
      this.#checkNegative(told, hash);
    }
  }

  /** All of them again, when everything has come to rest. */
  checkAll(): void {
    for (const told of this.#done) if (!this.#books.harmed.has(told.holder)) this.#checkDone(told);
    for (const { told, hash } of this.#negative)
      if (!this.#books.harmed.has(told.holder)) this.#checkNegative(told, hash);
  }

  /** Whoever was told "done" finds it in the journal for ever. */
  #checkDone(told: Told): void {
    const operation = this.#books.all.get(told.holder)?.operations.get(told.operationId);
    if (!operation || operation.kind === "fence")
      throw new Break("OPR-2", `${told.operationId} was acknowledged and is in no journal`, [
        told.holder,
        told.operationId,
      ]);
  }

  /** Whoever was told "not done" can rely on it. */
  #checkNegative(told: Told, hash: string | null): void {
    const book = this.#books.all.get(told.holder);
    const operation = book?.operations.get(told.operationId);
    const about = [told.holder, told.operationId];
    if (told.code === "wrong-holder") {
      if (operation)
        throw new Break("OPR-7", `${told.operationId} has another holder and was written`, about);
      // It belongs to somebody else, and where a body was sent nothing was said about that one.
      return;
    }
    if (!operation || operation.kind === "fence") {
      // Where the id names another holder, that one's journal is what the asker relied on.
      const moved = this.#elsewhere(told);
      if (moved) throw new Break("OPR-5", `${told.operationId} is told not done, and ${moved} has it`, about);
      return;
    }
    if (hash !== null && operation.hash !== hash) return;
    const ended = this.#books.transfers.find(told.holder, told.operationId)?.ended;
    if (ended === "voided") return;
    throw new Break(
      "OPR-5",
      `${told.operationId} is told not done (${told.code}) and is ${operation.kind}`,
      about,
    );
  }

  #elsewhere(told: Told): ActorName | null {
    if (told.body !== null) return null;
    for (const [actor, book] of this.#books.all) {
      if (actor === told.holder || this.#books.harmed.has(actor)) continue;
      const kind = book.operations.get(told.operationId)?.kind;
      if (kind && kind !== "fence") return actor;
    }
    return null;
  }
}

/** The hash under which an actor's journal remembers a body. */
function hashOf(actor: ActorName, body: Body): string {
  return requestHash({ ...body, actor });
}
