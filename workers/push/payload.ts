import { createHash } from "node:crypto";
import type { PushPayload } from "../../schema/api/push.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import type { Language } from "../../schema/languages.ts";
import type { NewsKind } from "../../schema/news.ts";

const HOUR_MS = 3_600_000;

/** How long a push of each kind is of use, and how soon a phone should be woken for it (RFC 8030 §5.3). */
export const PUSHES: {
  readonly [K in NewsKind]: { readonly usefulMs: number; readonly urgency: "high" | "normal" | "low" };
} = {
  payment: { usefulMs: 4 * HOUR_MS, urgency: "high" },
  charge: { usefulMs: DAY_MS, urgency: "normal" },
  grant: { usefulMs: 3 * DAY_MS, urgency: "normal" },
  reversal: { usefulMs: 3 * DAY_MS, urgency: "normal" },
  "expiry-7": { usefulMs: 2 * DAY_MS, urgency: "normal" },
  "expiry-1": { usefulMs: DAY_MS, urgency: "normal" },
  notice: { usefulMs: DAY_MS, urgency: "low" },
  letter: { usefulMs: DAY_MS, urgency: "low" },
};

/** A piece of news as it is known when it is sent. */
export interface News {
  readonly key: string;
  readonly kind: NewsKind;
  readonly atMs: number;
  readonly programmeId: string | null;
  /** The Pay it is about; of a notice or a letter the region. */
  readonly from: string;
  readonly amountYen: number | null;
  readonly unitWord: string;
  readonly storeName: string | null;
  readonly expiresOn: string | null;
  readonly title: string | null;
}

/** What is pushed of it (PSH-2). */
export function payloadOf(
  news: News,
  device: { readonly locale: Language; readonly hidesDetails: boolean },
): PushPayload {
  return {
    v: 1,
    kind: news.kind,
    locale: device.locale,
    tag: tagOf(news.key),
    atMs: news.atMs,
    path: news.programmeId === null ? "/wallet/notices" : `/wallet/pays/${news.programmeId}`,
    details: device.hidesDetails
      ? null
      : {
          from: news.from,
          yen: news.amountYen,
          unit: news.unitWord,
          store: news.storeName,
          expiresOn: news.expiresOn,
          title: news.title,
        },
  };
}

/** The same for each try of a push, and fit for a `Topic` header (RFC 8030 §5.4): 32 characters that tell nothing. */
export function tagOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 32);
}

/** Lengths are rounded up to this, so that they tell neither a kind nor a shop. */
const STEP_BYTES = 1_024;

/** The payload as it is encrypted: JSON, filled up with blanks. */
export function paddedJson(payload: PushPayload): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(payload));
  const padded = new Uint8Array(Math.ceil(json.length / STEP_BYTES) * STEP_BYTES).fill(0x20);
  padded.set(json);
  return padded;
}
