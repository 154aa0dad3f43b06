import { CompactEncrypt, compactDecrypt, EncryptJWT } from "jose";
import { expect, test } from "vitest";
import { openCompact, sealCompact } from "./jwe.ts";

const raw = new Uint8Array(32).fill(7);
const importKey = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
const TEXT = JSON.stringify({ a: "potato 馬鈴薯", x: 0 });

test("OPR-7: what we seal is JWE (RFC 7516) to any other implementation, and the other way round", async () => {
  const key = await importKey(raw);
  const { plaintext, protectedHeader } = await compactDecrypt(await sealCompact(key, TEXT), raw);
  expect(new TextDecoder().decode(plaintext)).toBe(TEXT);
  expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM" });
  const theirs = await new CompactEncrypt(new TextEncoder().encode(TEXT))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(raw);
  expect(await openCompact(key, theirs)).toBe(TEXT);
  // As handles were sealed before this file was.
  const old = await new EncryptJWT({ c: "wallet" })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(raw);
  expect(await openCompact(key, old)).toBe('{"c":"wallet"}');
});

test("OPR-7: two seals of the same text tell nobody so", async () => {
  const key = await importKey(raw);
  expect(await sealCompact(key, TEXT)).not.toBe(await sealCompact(key, TEXT));
});

test("OPR-7: any letter changed, any part missing, another key or another form: it doesn't open", async () => {
  const key = await importKey(raw);
  const sealed = await sealCompact(key, TEXT);
  for (let at = 0; at < sealed.length; at++) {
    // The last letter of a part may hold bits that stand for nothing.
    if (sealed[at] === "." || sealed[at + 1] === "." || at === sealed.length - 1) continue;
    const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
    expect(await openCompact(key, changed), `letter ${at}`).toBeNull();
  }
  const [header, , nonce, body, tag] = sealed.split(".");
  for (const other of [
    "",
    "....",
    `${header}..${nonce}.${body}`,
    `${header}..${nonce}.${body}.${tag}.`,
    `${header}.AAAA.${nonce}.${body}.${tag}`,
    `${header}..${nonce}.${body}.${tag?.slice(0, 8)}`,
    `${header}..${nonce}.${body}+.${tag}`,
  ])
    expect(await openCompact(key, other), other).toBeNull();
  expect(await openCompact(await importKey(new Uint8Array(32).fill(8)), sealed)).toBeNull();
  const none = await new CompactEncrypt(new TextEncoder().encode(TEXT))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", zip: undefined, kid: "x" } as never)
    .encrypt(raw);
  expect(await openCompact(key, none)).toBeNull();
});
