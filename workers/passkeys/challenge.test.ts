import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import { type ChallengeUse, fromBase64url, makeChallenge, readChallenge, toBase64url } from "./challenge.ts";
import { relyingPartyOf } from "./relying-party.ts";

const NOW = Date.UTC(2026, 10, 26);
const SECRET = "a".repeat(40);
const HOST = "tegata.example.jp";
const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
const use: ChallengeUse = {
  for: "registration",
  owner: { kind: "resident", id: "7k3m9qxw2p4d" },
  sessionId: "one",
};
const made = (secret = SECRET) => makeChallenge(secret, HOST, use, NOW, nonce);

describe("PSK-1: a challenge", () => {
  test("is read by whoever made it, for its use, until its time is over", () => {
    const open = { nonce: toBase64url(nonce), expiresAtMs: NOW + PASSKEY_CHALLENGE_MS };
    expect(readChallenge(SECRET, HOST, use, made(), NOW)).toEqual(open);
    expect(readChallenge(SECRET, HOST, use, made(), open.expiresAtMs - 1)).toEqual(open);
    expect(readChallenge(SECRET, HOST, use, made(), open.expiresAtMs)).toBeNull();
  });

  test("counts for no other session, person, kind of person, purpose or host, and under no other secret", () => {
    const owner = { kind: "resident", id: "7k3m9qxw2p4d" } as const;
    const others: readonly ChallengeUse[] = [
      { for: "registration", owner, sessionId: "two" },
      { for: "registration", owner: { ...owner, id: "7k3m9qxw2p4e" }, sessionId: "one" },
      { for: "registration", owner: { ...owner, kind: "staff" }, sessionId: "one" },
      { for: "sign-in", kind: "resident", browser: "one" },
    ];
    for (const other of others) expect(readChallenge(SECRET, HOST, other, made(), NOW)).toBeNull();
    expect(readChallenge(SECRET, `www.${HOST}`, use, made(), NOW)).toBeNull();
    expect(readChallenge("b".repeat(40), HOST, use, made(), NOW)).toBeNull();
  });

  test("is the same whatever order its use is written in", () => {
    const turned: ChallengeUse = {
      sessionId: "one",
      owner: { id: "7k3m9qxw2p4d", kind: "resident" },
      for: "registration",
    };
    expect(makeChallenge(SECRET, HOST, turned, NOW, nonce)).toBe(made());
  });

  test("PSK-1, SEC-6: made under the key before the newest it still counts, and new ones are the newest's", () => {
    const ring = `${"n".repeat(40)} ${SECRET}`;
    expect(readChallenge(ring, HOST, use, made(), NOW)).not.toBeNull();
    expect(readChallenge(SECRET, HOST, use, made(ring), NOW)).toBeNull();
  });

  test("no bent bit of it and no other text is taken", () => {
    const bytes = fromBase64url(made()) ?? new Uint8Array();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const bent = bytes.slice();
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return readChallenge(SECRET, HOST, use, toBase64url(bent), NOW) === null;
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => readChallenge(SECRET, HOST, use, text, NOW) === null));
  });
});

test("PSK-1: passkeys are the deployment's own host's; only a developer's machine goes by what the browser names", () => {
  const ours = { id: HOST, origin: `https://${HOST}` };
  expect(relyingPartyOf("production", `https://${HOST}`, "https://tegata.workers.dev")).toEqual(ours);
  expect(relyingPartyOf("production", `https://${HOST}`, undefined)).toEqual(ours);
  expect(relyingPartyOf("local", "http://localhost:8787", "http://localhost:4170")).toEqual({
    id: "localhost",
    origin: "http://localhost:4170",
  });
});
