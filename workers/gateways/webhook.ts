import { err, ok, type Result } from "../../schema/result.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Why a message was not taken. */
export interface WebhookRefusal {
  /** A status, or a word for why there is none: it is shown to whoever runs the address. */
  readonly answer: string;
  /** How long the address asks to be left alone. */
  readonly retryAfterMs: number | null;
}

/** An address that doesn't answer within this time has not said that it took the message. */
const WEBHOOK_LIMIT_MS = 10_000;

/**
 * Sends one signed message: any 2xx means taken, and it answers the status. Nothing is read of the reply, and no other
 * address that it names is gone to.
 */
export async function postWebhook(
  url: string,
  message: { readonly eventId: string; readonly signature: string; readonly body: string },
  limitMs = WEBHOOK_LIMIT_MS,
): Promise<Result<string, WebhookRefusal>> {
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Tegata-Webhooks/1",
        "tegata-event": message.eventId,
        "tegata-signature": message.signature,
      },
      body: message.body,
      redirect: "manual",
      signal: AbortSignal.timeout(limitMs),
    });
    await reply.body?.cancel();
    const answer = String(reply.status);
    return reply.ok ? ok(answer) : err({ answer, retryAfterMs: retryAfterMs(reply) });
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return err({ answer: late ? "timeout" : "unreachable", retryAfterMs: null });
  }
}
