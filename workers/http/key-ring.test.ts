import { expect, test } from "vitest";
import type { ActorName, ProgrammeId, RegionId, StoreId, TillId } from "../../schema/ids.ts";
import { type Handle, openHandle, sealHandle } from "./handles.ts";
import { openSealedText, sealedBy, sealText } from "./seal.ts";
import { keyedHashHex, keyIdOf, ringFrom, ringOf } from "./secrets.ts";
import { dayProofOf, judgeTillQr, signTill } from "./store-qr.ts";

const OLD = btoa("o".repeat(32));
const NEW = btoa("n".repeat(32));
/** What a secret is while it is being replaced. */
const RING = `${NEW} ${OLD}`;

test("SEC-6: a secret of one text is a ring of one, and an id tells nothing of its key", () => {
  expect(ringOf(OLD)).toEqual([OLD]);
  expect(ringOf(` ${NEW}\n${OLD} `)).toEqual([NEW, OLD]);
  expect(keyIdOf(OLD)).toMatch(/^[0-9a-f]{8}$/);
  expect(keyIdOf(OLD)).not.toBe(keyIdOf(NEW));
  expect(ringFrom(RING, keyIdOf(OLD))).toEqual([OLD]);
  expect(ringFrom(RING, undefined)).toEqual([NEW, OLD]);
  expect(ringFrom(RING, "00000000")).toEqual([]);
});

test("SEC-6: what the old key sealed opens in the ring; what is sealed now takes the new one, and needs no old one", async () => {
  const before = await sealText(OLD, "phone", "row", "+819012345678");
  expect(await openSealedText(RING, "phone", "row", before)).toBe("+819012345678");
  const after = await sealText(RING, "phone", "row", "+819012345678");
  expect([sealedBy(before), sealedBy(after)]).toEqual([keyIdOf(OLD), keyIdOf(NEW)]);
  expect(await openSealedText(NEW, "phone", "row", after)).toBe("+819012345678");
  expect(await openSealedText(NEW, "phone", "row", before)).toBeNull();
});

test("SEC-6: what was sealed before keys had ids opens in a ring too", async () => {
  const sealed = await sealText(OLD, "phone", "row", "text");
  const old = sealed.replace(/^v2\.[0-9a-f]{8}\./, "v1.");
  expect(sealedBy(old)).toBeUndefined();
  expect(await openSealedText(RING, "phone", "row", old)).toBe("text");
});

test("SEC-6: a printed store sheet goes on after its key was replaced, and stops when the key is taken out", () => {
  const till = {
    storeId: "7k3m9qxw2p4d" as StoreId,
    tillId: "8k3m9qxw2p4d" as TillId,
    rotation: 1,
    formerUntilMs: null,
  };
  const env = (STORE_QR_KEY: string) => ({ STORE_QR_KEY, PUBLIC_ORIGIN: "https://tegata.example" });
  const printed = signTill(env(OLD), till.storeId, till.tillId, 1);
  expect(judgeTillQr(env(RING), till, printed, 0)).toBe("good");
  expect(judgeTillQr(env(NEW), till, printed, 0)).toBe("forged");
  expect(judgeTillQr(env(RING), { ...till, rotation: 2 }, printed, 0)).toBe("replaced");
  expect(signTill(env(RING), till.storeId, till.tillId, 1)).toBe(
    signTill(env(NEW), till.storeId, till.tillId, 1),
  );
  expect(dayProofOf(env(RING), till.storeId, 0)).toEqual(dayProofOf(env(NEW), till.storeId, 0));
});

test("SEC-6, OPR-7: a receipt's handle looks up for ever, whichever key sealed it", async () => {
  const handle: Handle = {
    actorClass: "coupon",
    actor: "f".repeat(64) as ActorName,
    programmeId: "7k3m9qxw2p4d" as ProgrammeId,
    regionId: "8k3m9qxw2p4d" as RegionId,
    purpose: "receipt",
    sessionId: "session",
    expiresAtMs: 1_000,
  };
  const kept = await sealHandle({ SESSION_KEY: OLD }, handle);
  expect(await openHandle({ SESSION_KEY: RING }, kept)).toEqual(handle);
  expect(await openHandle({ SESSION_KEY: NEW }, kept)).toBeNull();
  expect(await openHandle({ SESSION_KEY: NEW }, await sealHandle({ SESSION_KEY: RING }, handle))).toEqual(
    handle,
  );
});

test("SEC-6, WHO-3: a number is found under the hash it was registered with after the key was replaced", () => {
  expect(keyedHashHex(RING, "phone-lookup", "+819012345678")).toBe(
    keyedHashHex(OLD, "phone-lookup", "+819012345678"),
  );
});
