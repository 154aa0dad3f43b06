import type { Result } from "../../schema/result.ts";

/**
 * What leaves for a telephone. Whoever delivers it is told by `id` that a repeat is the same message, and reports on it by
 * that id too.
 */
export interface Outbound {
  readonly id: string;
  /** E.164. */
  readonly to: string;
  /** It was handed over before, and nobody knows what became of it: where it arrived, it must not go out twice. */
  readonly again: boolean;
}

/**
 * Why something was not handed over, in codes and times only: it is kept in the clear.
 * - `busy`: not taken; the same may be tried again later.
 * - `unclear`: the reply was lost, late or broken: it may have been taken.
 * - `refused`: this provider won't take it as it stands (our credentials, our sender).
 * - `number`: nobody can reach this number so.
 */
export interface Refusal {
  readonly kind: "busy" | "unclear" | "refused" | "number";
  readonly what: string;
  readonly retryAfterMs: number | null;
}

/** The provider's own name of what it took, where it gave one. */
export interface Taken {
  readonly ref: string | null;
}

/** Sends text messages. Adapters differ; what they promise does not: done only where the message was taken. */
export interface SmsGateway {
  send(message: Outbound & { readonly text: string }): Promise<Result<Taken, Refusal>>;
}

/** Calls and says a text, twice. */
export interface VoiceGateway {
  call(message: Outbound & { readonly speech: Speech }): Promise<Result<Taken, Refusal>>;
}

/** What a call says: a sentence, the digits one by one, a sentence. */
export interface Speech {
  readonly before: string;
  readonly digits: readonly string[];
  readonly after: string;
}

/** What a provider says became of a message. Anything else it says on the way changes nothing. */
export interface DeliveryReport {
  readonly id: string;
  readonly state: "delivered" | "failed";
  /** The provider's code of a failure. */
  readonly code: string | null;
}

/** A request to a provider that ends in time; what its failure says of the message. */
export async function ask(
  url: string,
  init: RequestInit,
  limitMs: number,
): Promise<Result<Response, Refusal>> {
  try {
    // An answer from elsewhere is not the provider's, and the number is nobody else's business.
    const reply = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(limitMs) });
    return { ok: true, value: reply };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    const what = late ? `no answer within ${limitMs} ms` : "can't be reached";
    return { ok: false, error: { kind: "unclear", what, retryAfterMs: null } };
  }
}
