import type { VerificationReply } from "../../schema/api/residents.ts";
import { CODES_WINDOW_MS, MAX_CODES_IN_WINDOW } from "../../schema/limits.ts";

/** Codes this page asked for, on its own clock: where to, how, and when the next may be asked for. */
export interface SentCodes {
  readonly phone: string;
  /** How the last one goes out. */
  readonly by: "sms" | "voice";
  /** Whether a code can be had by a call. */
  readonly voice: boolean;
  /** When each was asked for, oldest first; milliseconds of `performance.now()`. */
  readonly sentAt: readonly number[];
  readonly againAt: number;
}

/**
 * What is known after another code was asked for. The system answers the same whether it sent one or not (RES-3), so this
 * page counts by itself and says when the number's own limit is reached (RES-4). Pure.
 */
export function withSentCode(
  before: SentCodes | undefined,
  asked: { readonly phone: string; readonly by: SentCodes["by"] },
  { nextInMs, voice }: Pick<VerificationReply, "nextInMs" | "voice">,
  now: number,
): SentCodes {
  const earlier = before?.phone === asked.phone ? before.sentAt : [];
  const sentAt = [...earlier, now].filter((at) => now - at < CODES_WINDOW_MS);
  const first = sentAt[sentAt.length - MAX_CODES_IN_WINDOW];
  const againAt = Math.max(now + nextInMs, first === undefined ? 0 : first + CODES_WINDOW_MS);
  return { ...asked, voice, sentAt, againAt };
}

/** Whether the wait is for the number's own limit: minutes, not seconds. */
export function isAtLimit(sent: SentCodes): boolean {
  return sent.sentAt.length >= MAX_CODES_IN_WINDOW;
}

/** Whether a call is offered: once a second SMS was asked for, and where somebody can call (RES-7). */
export function offersCall(sent: SentCodes): boolean {
  return sent.voice && sent.sentAt.length >= 2;
}
