import { err, ok, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";

/** Sends one text message. Adapters differ; what they promise does not. */
export interface SmsGateway {
  /** Hands a text to the carrier's side. `sms-unavailable`: nothing was sent, it may be tried again. */
  send(message: { readonly to: string; readonly text: string }): Promise<Result<null, "sms-unavailable">>;
}

/** A relay that doesn't answer within this time counts as unavailable. */
const RELAY_LIMIT_MS = 8_000;

/**
 * The relay of an SMS provider, reached by one authenticated POST of `{to, text}`: `SMS_RELAY_URL` and `SMS_RELAY_TOKEN`.
 * Providers in Japan differ widely (domestic routes, contracts); the relay is the one place that knows which.
 */
function relay(url: string, token: string): SmsGateway {
  return {
    async send(message) {
      try {
        const reply = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify(message),
          signal: AbortSignal.timeout(RELAY_LIMIT_MS),
        });
        return reply.ok ? ok(null) : err("sms-unavailable");
      } catch {
        return err("sms-unavailable");
      }
    },
  };
}

/** The gateway of this deployment: the relay where one is set, on a laptop the dev inbox. */
export async function smsGateway(env: Env): Promise<SmsGateway> {
  if (env.SMS_RELAY_URL && env.SMS_RELAY_TOKEN) return relay(env.SMS_RELAY_URL, env.SMS_RELAY_TOKEN);
  if (__DEV__) {
    const { devInbox } = await import("./dev-inbox.ts");
    return devInbox(env);
  }
  return { send: async () => err("sms-unavailable") };
}
