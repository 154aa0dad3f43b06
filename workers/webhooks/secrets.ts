import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";

/** What seals an address's secrets, and the mail address to tell; each with a key of its own, bound to its row (WHO-5). */
const SECRET = "webhook-secret";
const MAIL = "webhook-mail";

type SealEnv = Pick<Env, "PHONE_KEY">;

export function sealSecret(env: SealEnv, secretId: string, secret: string): Promise<string> {
  return sealText(env.PHONE_KEY, SECRET, `webhook_secret:${secretId}`, secret);
}
export function openSecret(env: SealEnv, secretId: string, sealed: string): Promise<string | null> {
  return openSealedText(env.PHONE_KEY, SECRET, `webhook_secret:${secretId}`, sealed);
}
export function sealMail(env: SealEnv, webhookId: string, mail: string): Promise<string> {
  return sealText(env.PHONE_KEY, MAIL, `webhook:${webhookId}`, mail);
}
export function openMail(env: SealEnv, webhookId: string, sealed: string): Promise<string | null> {
  return openSealedText(env.PHONE_KEY, MAIL, `webhook:${webhookId}`, sealed);
}
