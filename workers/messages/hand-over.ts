import type { Result } from "../../schema/result.ts";
import type { Refusal, Taken } from "../gateways/phone.ts";

/** Somebody who may take a message: how, and what it costs in yen. */
export interface Candidate {
  readonly name: string;
  readonly yen: number;
  readonly give: (again: boolean) => Promise<Result<Taken, Refusal>>;
}

/** How a message fared. */
export interface HandedOver {
  /** Who took it; null where nobody did. */
  readonly by: { readonly provider: string; readonly ref: string | null } | null;
  /** Who was asked last. */
  readonly lastAsked: string | null;
  readonly tries: number;
  /** What it is reckoned to have cost: whoever may have taken it counts too. */
  readonly yen: number;
  readonly failure: string | null;
}

/** The passing of time, given from outside. */
export interface Waiting {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Tries with one provider before the next one is asked. */
export const TRIES_EACH = 2;
/** The wait before a second try, where the provider names none. */
const BACK_OFF_MS = 1_000;
/** Who asks to be left alone for longer than this is left alone: the next one is asked. */
const LONGEST_WAIT_MS = 3_000;
/** A code nobody has sent by then is asked for again by its owner, who is looking at the screen (RES-7). */
export const BUDGET_MS = 20_000;

/** What to do after a refusal: again in a while with the same, on to the next, or nothing more. Pure. */
export function afterRefusal(
  refusal: Refusal,
  triesHere: number,
  elapsedMs: number,
): { readonly waitMs: number } | "next" | "end" {
  if (refusal.kind === "number") return "end";
  if (refusal.kind === "refused" || triesHere >= TRIES_EACH) return "next";
  const waitMs = Math.max(refusal.retryAfterMs ?? 0, BACK_OFF_MS * triesHere);
  return waitMs > LONGEST_WAIT_MS || elapsedMs + waitMs >= BUDGET_MS ? "next" : { waitMs };
}

/**
 * Hands a message to the first who takes it, in order; each is told where it may have the message already. Ends within
 * {@link BUDGET_MS} and the time of one more answer, whatever the providers do.
 */
export async function handOver(candidates: readonly Candidate[], waiting: Waiting): Promise<HandedOver> {
  const startedAtMs = waiting.now();
  const elapsed = () => waiting.now() - startedAtMs;
  let tries = 0;
  let yen = 0;
  let failure: string | null = null;
  let lastAsked: string | null = null;
  for (const { name, yen: price, give } of candidates) {
    let maybeTaken = false;
    for (let here = 1; ; here++) {
      if (tries > 0 && elapsed() >= BUDGET_MS) return { by: null, lastAsked, tries, yen, failure };
      lastAsked = name;
      tries += 1;
      const answer = await give(maybeTaken);
      if (answer.ok) {
        if (!maybeTaken) yen += price;
        return { by: { provider: name, ref: answer.value.ref }, lastAsked, tries, yen, failure: null };
      }
      failure = `${name}: ${answer.error.what}`;
      if (answer.error.kind === "unclear" && !maybeTaken) {
        maybeTaken = true;
        yen += price;
      }
      const then = afterRefusal(answer.error, here, elapsed());
      if (then === "end") return { by: null, lastAsked, tries, yen, failure };
      if (then === "next") break;
      await waiting.sleep(then.waitMs);
    }
  }
  return { by: null, lastAsked, tries, yen, failure };
}
