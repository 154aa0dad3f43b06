import { err, ok, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import { retryAfterMs } from "./retry-after.ts";
import { isSafeUrl } from "./safe-url.ts";

/** Why a root was not taken, and how long the witness asks to be left alone. */
export interface WitnessRefusal {
  readonly what: string;
  readonly retryAfterMs: number | null;
}

/** Hands a signed root to somebody outside who keeps it (AUD-7). Adapters differ; what they promise does not. */
export interface WitnessGateway {
  /** Done only where the witness said that it has the root; anything else may be sent again, as often as need be. */
  send(root: { readonly date: string; readonly signedRoot: string }): Promise<Result<null, WitnessRefusal>>;
}

/** What this deployment has: nobody, the laptop's inbox, or an address. */
export type WitnessKind = "none" | "inbox" | "https";

/** A witness that doesn't answer within this time has not taken it. */
const WITNESS_LIMIT_MS = 10_000;

/** One POST of the compact JWS; any 2xx means taken. */
export function postWitness(url: string, limitMs = WITNESS_LIMIT_MS): WitnessGateway {
  return {
    async send({ date, signedRoot }) {
      try {
        const reply = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/jose", "x-tegata-date": date },
          body: signedRoot,
          // An answer from elsewhere is not the witness's.
          redirect: "manual",
          signal: AbortSignal.timeout(limitMs),
        });
        await reply.body?.cancel();
        if (reply.ok) return ok(null);
        return err({
          what: `the witness answered ${reply.status}`,
          retryAfterMs: retryAfterMs(reply),
        });
      } catch (error) {
        const late = error instanceof Error && error.name === "TimeoutError";
        return err({
          what: late ? `the witness did not answer within ${limitMs} ms` : "the witness can't be reached",
          retryAfterMs: null,
        });
      }
    },
  };
}

/** Which witness this deployment has. An address that isn't https counts as none, but for one on this machine. */
export function witnessKind(env: Pick<Env, "ROOT_WITNESS_URL">): WitnessKind {
  if (env.ROOT_WITNESS_URL) return isSafeUrl(env.ROOT_WITNESS_URL) ? "https" : "none";
  return __DEV__ ? "inbox" : "none";
}

/** The witness of this deployment; null where there is none, and roots stay unsent. */
export async function witnessGateway(
  env: Pick<Env, "ROOT_WITNESS_URL" | "DB" | "CLOCK_OFFSET_MS">,
): Promise<WitnessGateway | null> {
  const kind = witnessKind(env);
  if (kind === "https") return postWitness(env.ROOT_WITNESS_URL as string);
  if (__DEV__ && kind === "inbox") {
    const { devWitness } = await import("./dev-inbox.ts");
    return devWitness(env);
  }
  return null;
}
