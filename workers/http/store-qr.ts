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
import { goodRotations, replacedRotations } from "../store-qr/judge-till.ts";
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

/** A till's QR as it pays now, as it was once, or by nobody of ours. */
export type QrStanding = "good" | "replaced" | "forged";

/** How a signature stands to its till (PAY-5, SHP-2); compared in constant time. */
export function judgeTillQr(
  env: QrEnv,
  till: { readonly storeId: StoreId; readonly tillId: TillId; readonly rotation: number } & {
    readonly formerUntilMs: number | null;
  },
  signature: string,
  nowMs: number,
): QrStanding {
  const given = decodeStoreSignature(signature);
  if (!given) return "forged";
  const isOf = (rotation: number) =>
    // A sheet on a counter outlives its key: every key of the ring is looked at.
    ringOf(env.STORE_QR_KEY).some((key) => {
      const mac = tillMac(key, till.storeId, till.tillId, rotation);
      return timingSafeEqual(mac.subarray(0, given.length), given);
    });
  if (goodRotations(till, nowMs).some(isOf)) return "good";
  return replacedRotations(till, nowMs).some(isOf) ? "replaced" : "forged";
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
