import { err, ok, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import { retryAfterMs } from "./retry-after.ts";
import { isSafeUrl } from "./safe-url.ts";

/** One mail to one address, in plain text. */
export interface Mail {
  /** Names this mail for ever: whoever gets it twice under the same key delivers it once. ASCII. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Beside those every mail has: how to leave a list (RFC 8058). */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The failure of an address that the deliverer has given up: it is put off every list (NWS-5). */
export const SUPPRESSED = "the address is suppressed";

/** Why a mail was not taken. */
export interface MailRefusal {
  /** In codes and times only: it is kept in the clear. */
  readonly what: string;
  /** How long the relay asks to be left alone. */
  readonly retryAfterMs: number | null;
  /** The relay has said that it will never take this mail: another try is no use. */
  readonly final: boolean;
}

/** Hands mails to somebody who delivers them. Adapters differ; what they promise does not. */
export interface MailGateway {
  /**
   * Done only where the mail was taken. A refusal that isn't final leaves open whether it was (a reply may have been
   * lost): the same mail is sent again under the same key, and whoever took it before says so and delivers nothing more.
   */
  send(mail: Mail): Promise<Result<null, MailRefusal>>;
}

/** A relay that doesn't answer within this time has not said that it took the mail. */
const RELAY_LIMIT_MS = 10_000;
/** Answers that are about the mail itself: the address can't be, the text is refused. */
const FINAL_STATUS: ReadonlySet<number> = new Set([400, 413, 422]);

/**
 * The relay of a mail provider, reached by one authenticated POST of `{to, subject, text, headers?}` with the mail's key as
 * `Idempotency-Key`: any 2xx means taken. Providers differ; the relay is the one place that knows which.
 */
export function mailRelay(url: string, token: string, limitMs = RELAY_LIMIT_MS): MailGateway {
  return {
    async send({ key, ...mail }) {
      try {
        const reply = await fetch(url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            authorization: `Bearer ${token}`,
            "idempotency-key": key,
          },
          body: JSON.stringify(mail),
          // An answer from elsewhere is not the relay's, and the address is nobody else's business.
          redirect: "manual",
          signal: AbortSignal.timeout(limitMs),
        });
        await reply.body?.cancel();
        if (reply.ok) return ok(null);
        return err({
          what: `the relay answered ${reply.status}`,
          retryAfterMs: retryAfterMs(reply),
          final: FINAL_STATUS.has(reply.status),
        });
      } catch (error) {
        const late = error instanceof Error && error.name === "TimeoutError";
        return err({
          what: late ? `the relay did not answer within ${limitMs} ms` : "the relay can't be reached",
          retryAfterMs: null,
          final: false,
        });
      }
    },
  };
}

/** Codes of the binding that are about the mail itself; every other may be over by the next try. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  "E_VALIDATION_ERROR",
  "E_FIELD_MISSING",
  "E_RECIPIENT_NOT_ALLOWED",
  "E_CONTENT_TOO_LARGE",
]);

/**
 * Cloudflare's own sending (a `send_email` binding). It knows no key: a reply that was lost after the mail was taken sends it a
 * second time, which is said in decision 045.
 */
export function mailBinding(binding: MailBinding, from: string): MailGateway {
  return {
    async send({ to, subject, text, headers }) {
      try {
        await binding.send({ from, to, subject, text, ...(headers ? { headers: { ...headers } } : {}) });
        return ok(null);
      } catch (error) {
        const code = String((error as { code?: unknown }).code ?? "unknown");
        const suppressed = code === "E_RECIPIENT_SUPPRESSED";
        return err({
          what: suppressed ? SUPPRESSED : `the binding answered ${code}`,
          retryAfterMs: null,
          final: suppressed || FINAL_CODES.has(code),
        });
      }
    },
  };
}

/** As much of the binding as is asked of it. */
export interface MailBinding {
  send(mail: {
    from: string;
    to: string;
    subject: string;
    text: string;
    headers?: Record<string, string>;
  }): Promise<unknown>;
}

type MailEnv = Pick<
  Env,
  "MAIL_RELAY_URL" | "MAIL_RELAY_TOKEN" | "EMAIL" | "MAIL_FROM" | "DB" | "CLOCK_OFFSET_MS"
>;

/**
 * The gateway of this deployment: the relay where one is set, else Cloudflare's binding, on a laptop the dev inbox. Null where there is neither, and
 * mail waits. An address that isn't https counts as none, but for one on this machine.
 */
export async function mailGateway(env: MailEnv): Promise<MailGateway | null> {
  if (env.MAIL_RELAY_URL && env.MAIL_RELAY_TOKEN)
    return isSafeUrl(env.MAIL_RELAY_URL) ? mailRelay(env.MAIL_RELAY_URL, env.MAIL_RELAY_TOKEN) : null;
  if (env.EMAIL && env.MAIL_FROM) return mailBinding(env.EMAIL, env.MAIL_FROM);
  if (__DEV__) {
    const { devMail } = await import("./dev-inbox.ts");
    return devMail(env);
  }
  return null;
}
