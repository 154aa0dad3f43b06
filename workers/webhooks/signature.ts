import { createHmac } from "node:crypto";

/**
 * The `Tegata-Signature` of a message (POS-6): `t=` the second it was signed in, and one `v1=` for each secret, the newest
 * first: hex of HMAC-SHA256 over `t.body`. Whoever knows one of the secrets can check it; the time makes an old message
 * worthless to whoever kept one. Pure.
 */
export function signatureOf(secrets: readonly string[], nowMs: number, body: string): string {
  const t = Math.floor(nowMs / 1_000);
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${t}.${body}`).digest("hex"));
  return [`t=${t}`, ...macs.map((mac) => `v1=${mac}`)].join(",");
}

const SECRET_PREFIX = "tegata_whsec_";

/** A new secret; the whole text is the key. */
export function newWebhookSecret(random: Uint8Array<ArrayBuffer>): string {
  return SECRET_PREFIX + Buffer.from(random).toString("base64url");
}
