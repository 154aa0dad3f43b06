import { expect, test } from "vitest";
import { newWebhookSecret, signatureOf } from "./signature.ts";

const NOW = 1_764_057_600_789;
const BODY = '{"version":1,"id":"…"}';

/** Another implementation than the one that signs. */
async function hmacHex(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, encoder.encode(text))).toString("hex");
}

test("POS-6: a message carries the second it was signed in and a MAC by each good secret over time and body", async () => {
  const t = "1764057600";
  expect(signatureOf(["newer", "older"], NOW, BODY)).toBe(
    `t=${t},v1=${await hmacHex("newer", `${t}.${BODY}`)},v1=${await hmacHex("older", `${t}.${BODY}`)}`,
  );
});

test("POS-6: a secret is told by its beginning and has 256 random bits", () => {
  const secret = newWebhookSecret(new Uint8Array(32).fill(255));
  expect(secret).toBe(`tegata_whsec_${"_".repeat(42)}8`);
});
