import { timingSafeEqual } from "node:crypto";
import type { DayProof } from "../../schema/api/common.ts";
import { businessDate } from "../../schema/calendar.ts";
import { dayWord, dayWordMessage } from "../../schema/day-word.ts";
import type { StoreId, TillId } from "../../schema/ids.ts";
import {
  decodeStoreSignature,
  encodeStoreSignature,
  qrUrl,
  storePath,
  storeQrMessage,
} from "../../schema/qr.ts";
import { BoundedMap } from "./bounded-map.ts";
import { keyedHash, newestOf, ringOf } from "./secrets.ts";

interface QrEnv {
  readonly STORE_QR_KEY: string;
  readonly PUBLIC_ORIGIN: string;
}

/** What was worked out in this isolate: every payment asks again for the same tills and the same day. */
const macs = new BoundedMap<Uint8Array>(2_000);
const proofs = new BoundedMap<DayProof>(2_000);

function tillMac(key: string, storeId: StoreId, tillId: TillId, rotation: number): Uint8Array {
  const slot = `${storeId}|${tillId}|${rotation}|${key}`;
  const known = macs.get(slot);
  if (known) return known;
  const mac = keyedHash(key, "store-qr", storeQrMessage(storeId, tillId, rotation));
  macs.set(slot, mac);
  return mac;
}

/** The signature of a till's QR (PAY-5). */
export function signTill(env: QrEnv, storeId: StoreId, tillId: TillId, rotation: number): string {
  return encodeStoreSignature(tillMac(newestOf(env.STORE_QR_KEY), storeId, tillId, rotation));
}

/** Whether a signature is the till's own, in its present rotation; compared in constant time. */
export function verifyTill(
  env: QrEnv,
  till: { readonly storeId: StoreId; readonly tillId: TillId; readonly rotation: number },
  signature: string,
): boolean {
  const given = decodeStoreSignature(signature);
  if (!given) return false;
  // A sheet on a counter outlives its key: every key of the ring is looked at.
  return ringOf(env.STORE_QR_KEY).some((key) => {
    const mac = tillMac(key, till.storeId, till.tillId, till.rotation);
    return timingSafeEqual(mac.subarray(0, given.length), given);
  });
}

/** The whole text of a till's QR. */
export function tillQrText(env: QrEnv, storeId: StoreId, tillId: TillId, rotation: number): string {
  return qrUrl(
    env.PUBLIC_ORIGIN,
    storePath({ storeId, tillId, signature: signTill(env, storeId, tillId, rotation) }),
  );
}

/** Word and colour of the day of one store (S14). */
export function dayProofOf(env: QrEnv, storeId: StoreId, nowMs: number): DayProof {
  const date = businessDate(nowMs);
  const slot = `${storeId}|${date}|${env.STORE_QR_KEY}`;
  const known = proofs.get(slot);
  if (known) return known;
  const { word, colour } = dayWord(
    keyedHash(newestOf(env.STORE_QR_KEY), "day-word", dayWordMessage(storeId, date)),
    date,
  );
  const proof = { word, colour, businessDate: date };
  proofs.set(slot, proof);
  return proof;
}
