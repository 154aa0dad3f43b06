/**
 * The authenticator apps of whoever is not a person: of the demo data, of browser tests, of the bench. Each is set up through
 * the real routes and kept here, by the address of the system and the account's ID.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Secret, TOTP } from "otpauth";
import type { StaffMe } from "../../schema/api/staff.ts";
import type { BegunTotp } from "../../schema/api/staff-factors.ts";

const STEP_MS = 30_000;
/** A code is good once; the next one comes within a step. */
const TRY_EVERY_MS = 1_000;
const TRIES = 40;

const apps = new Map<string, string>();
const slot = (origin: string, loginId: string) => `${origin} ${loginId}`;

/** Takes an app up that was set up before, in another process. */
export function rememberApp(origin: string, loginId: string, secret: string): void {
  apps.set(slot(origin, loginId), secret);
}

/** The secret of an account's app; undefined where none was set up here. */
export function appOf(origin: string, loginId: string): string | undefined {
  return apps.get(slot(origin, loginId));
}

/** What an app shows at a moment of the system's clock. */
export function codeAt(secret: string, atMs: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });
}

/** Sends a request as whoever is signing in. */
export type Send = (
  method: "GET" | "POST",
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** Passes the second step of signing in, or sets the app up. Throws where the account has an app that isn't known here. */
export async function passFactor(send: Send, origin: string, me: StaffMe): Promise<void> {
  const { step } = me.factors;
  const done = async <Reply>(path: string, body?: unknown): Promise<Reply> => {
    const reply = await send("POST", path, body);
    if (reply.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body as Reply;
  };
  if (step === "set-up") {
    const { secret, ticket } = await done<BegunTotp>("staff/factor/totp");
    // The code of the step before, so that two more are good at once; late in a step it would be over on the way.
    const early = me.serverNowMs % STEP_MS < STEP_MS / 2;
    const code = codeAt(secret, early ? me.serverNowMs - STEP_MS : me.serverNowMs);
    await done("staff/factor/totp/confirmation", { ticket, code });
    rememberApp(origin, me.loginId, secret);
  }
  if (step !== "ask") return;
  const secret = appOf(origin, me.loginId);
  if (secret === undefined) throw new Error(`the app of ${me.loginId} is not known`);
  for (let tried = 0; tried < TRIES; tried++) {
    const { nowMs } = (await send("GET", "health")).body as { nowMs: number };
    for (const ahead of [-STEP_MS, 0, STEP_MS]) {
      const reply = await send("POST", "staff/factor", { kind: "totp", code: codeAt(secret, nowMs + ahead) });
      if (reply.status < 300) return;
      const { code } = reply.body as { code: string };
      // The oldest may be over on the way.
      if (code !== "factor-used" && ahead !== -STEP_MS)
        throw new Error(`POST staff/factor: ${JSON.stringify(reply.body)}`);
    }
    await wait(TRY_EVERY_MS);
  }
  throw new Error(`no code of ${me.loginId} was taken`);
}
