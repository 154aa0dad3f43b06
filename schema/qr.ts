import { type ChargeCode, type ChargeCodeError, parseChargeCode } from "./charge-code.ts";
import { ENTITY_ID, type StoreId, type TillId } from "./ids.ts";
import { type PaymentCode, parsePaymentCode } from "./payment-code.ts";

/**
 * The grammar of every QR we print or show, written and read here and nowhere else:
 *
 *     /c/<20 digits>                          a coupon sheet
 *     /s/<storeId>/<tillId>.<signature>       the QR of a store's till
 *
 *     <24 digits>                             the code a wallet shows (payment-code.ts), without an origin: nothing opens it
 *     /r/<regionId>, /wallet/add/<programmeId>   a region's page, a Pay to add (ADD-3): links, behind an origin only
 *
 * the first two behind any https origin, or bare. The origin lets a phone's own camera open the page (B4); it is neither trusted
 * nor needed when we read the QR ourselves: a coupon proves itself by its digits, a store QR by its signature.
 */

/** Longer texts are no QR of ours: a QR holds at most 4,296 letters, the longest we print has about 150. */
export const MAX_SCAN_TEXT = 4_296;
/** 120 bits of the HMAC: above the 96 that forging a sticker must cost, and exactly 20 letters in base64url. */
export const STORE_SIGNATURE_BYTES = 15;
/** The grammar's version inside the signed message. */
export const STORE_QR_VERSION = 1;

const SIGNATURE = /^[A-Za-z0-9_-]{20}$/;

export interface StoreQr {
  readonly storeId: StoreId;
  readonly tillId: TillId;
  /** base64url of the truncated HMAC; well formed, not verified. */
  readonly signature: string;
}

export type Scan =
  | { readonly kind: "coupon"; readonly code: ChargeCode }
  /** What a wallet shows for a shop to scan (COD-1). */
  | { readonly kind: "payment-code"; readonly code: PaymentCode }
  | ({ readonly kind: "store" } & StoreQr)
  /** A link to a region's page or to a Pay that can be added (ADD-3). */
  | { readonly kind: "link"; readonly to: "region" | "pay"; readonly id: string }
  /** A QR of another service: `jpqr` and `emv` are payment codes, `url` is any other web address. */
  | { readonly kind: "foreign"; readonly what: "jpqr" | "emv" | "url" }
  | { readonly kind: "unknown"; readonly reason: ScanError["code"]; readonly error: ScanError };

export type ScanError =
  | ChargeCodeError
  | { readonly code: "empty" }
  | { readonly code: "too-large" }
  /** A path of ours that does not follow the grammar: a cut-off or altered store QR. */
  | { readonly code: "malformed" }
  /** A payment code of another service that was read wrongly: its CRC does not fit. */
  | { readonly code: "damaged" };

/** The path of a coupon's QR, `/c/<20 digits>`. */
export function couponPath(code: ChargeCode): string {
  return `/c/${code}`;
}

/** The path of a till's QR, `/s/<storeId>/<tillId>.<signature>`. */
export function storePath(qr: StoreQr): string {
  return `/s/${qr.storeId}/${qr.tillId}.${qr.signature}`;
}

/** What a QR carries: the path behind the origin a phone's own camera opens ("https://host", no slash at the end). */
export function qrUrl(origin: string, path: string): string {
  return origin.replace(/\/+$/, "") + path;
}

/**
 * The bytes whose HMAC-SHA256 signs a till's QR (PAY-5): version, store, till and the till's `rotation`, which is not
 * in the QR, so that raising it in the till's record makes every older sticker invalid. Ids hold no separator.
 */
export function storeQrMessage(storeId: StoreId, tillId: TillId, rotation: number): Uint8Array<ArrayBuffer> {
  const message = `tegata store-qr|${STORE_QR_VERSION}|${storeId}|${tillId}|${rotation}`;
  return new Uint8Array(new TextEncoder().encode(message));
}

/**
 * The signature as the QR carries it: the first {@link STORE_SIGNATURE_BYTES} bytes of the HMAC in base64url.
 * @throws RangeError when fewer bytes are given
 */
export function encodeStoreSignature(mac: Uint8Array): string {
  if (mac.length < STORE_SIGNATURE_BYTES) throw new RangeError("the MAC is too short");
  const binary = String.fromCharCode(...mac.subarray(0, STORE_SIGNATURE_BYTES));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_");
}

/** The signature's bytes, to compare in constant time, or null when the text can't be one. */
export function decodeStoreSignature(signature: string): Uint8Array<ArrayBuffer> | null {
  if (!SIGNATURE.test(signature)) return null;
  const binary = atob(signature.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * Says what was scanned: a QR of ours, of another payment service, some web address, or why it is nothing
 * (never throws, never takes the text into its answer). Coupons are also found in bare digits and in texts that a
 * reader or an IME has mangled, see `parseChargeCode`; the store's QR is scanned by cameras only and must be intact.
 */
export function parseScan(text: string): Scan {
  if (text.length > MAX_SCAN_TEXT) return unknown({ code: "too-large" });
  const plain = stripAim(text.trim());
  if (plain === "") return unknown({ code: "empty" });

  const url = /^https?:\/\/([^\s/?#]+)([^\s?#]*)([?#]\S*)?$/i.exec(plain);
  const path = url ? (url[2] ?? "") : /^\/[cs]\//i.test(plain) ? plain.replace(/[?#].*$/, "") : null;
  if (path !== null) return parsePath(path, url !== null);

  const emv = parseEmv(plain);
  if (emv === "damaged") return unknown({ code: "damaged" });
  if (emv !== null) return { kind: "foreign", what: emv };

  const shown = parsePaymentCode(plain);
  if (shown !== null) return { kind: "payment-code", code: shown };
  const code = parseChargeCode(plain);
  if (code.ok) return { kind: "coupon", code: code.value };
  // Some other scheme: a shop's menu, a network's password, a telephone number.
  if (code.error.code === "no-code" && /^[a-z][a-z0-9+.-]{1,30}:\S/i.test(plain))
    return { kind: "foreign", what: "url" };
  return unknown(code.error);
}

function parsePath(path: string, withOrigin: boolean): Scan {
  const coupon = /^\/c\/([^/]*)\/?$/i.exec(path);
  if (coupon) {
    const code = parseChargeCode(percentDecoded(coupon[1] ?? ""));
    if (code.ok) return { kind: "coupon", code: code.value };
    if (code.error.code !== "no-code" || !withOrigin) return unknown(code.error);
  }
  const store = /^\/s\/([^/]+)\/([^/.]+)\.([^/]+)\/?$/i.exec(path);
  const [, storeId = "", tillId = "", signature = ""] = store ?? [];
  if (store && ENTITY_ID.test(storeId) && ENTITY_ID.test(tillId) && SIGNATURE.test(signature))
    return { kind: "store", storeId: storeId as StoreId, tillId: tillId as TillId, signature };
  if (!withOrigin) return unknown({ code: "malformed" });
  const [, place, id = ""] = /^\/(r|wallet\/add)\/([^/]+)\/?$/i.exec(path) ?? [];
  if (place && ENTITY_ID.test(id))
    return { kind: "link", to: place.toLowerCase() === "r" ? "region" : "pay", id };
  return { kind: "foreign", what: "url" };
}

function unknown(error: ScanError): Scan {
  return { kind: "unknown", reason: error.code, error };
}

/** AIM symbology identifier of a hand-held reader: `]Q1` and its like. */
function stripAim(text: string): string {
  return text.replace(/^\][A-Za-z][0-9A-Za-z]/, "");
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** GUID of JPQR in a merchant account template (26–51); we recognise it and never mint it. */
const JPQR_GUID = "jp.or.paymentsjapan";

/**
 * Recognises the payment codes of other services: EMVCo and JPQR merchant-presented (tag, length, value; a CRC at the
 * end) and consumer-presented (Base64 of BER-TLV). "damaged" when it is one but its CRC does not fit.
 */
function parseEmv(text: string): "jpqr" | "emv" | "damaged" | null {
  // The Base64 of `85 05 "JPQR1"` and of `85 05 "CPV01"`, as far as the next byte does not change it.
  if (text.startsWith("hQVKUFFS")) return "jpqr";
  if (text.startsWith("hQVDUFYw")) return "emv";
  if (!text.startsWith("000201")) return null;
  let what: "jpqr" | "emv" = "emv";
  // Lengths count characters, as the payment networks' own readers do; the CRC runs over the UTF-8 bytes.
  const characters = [...text];
  let at = 0;
  while (at < characters.length) {
    const head = characters.slice(at, at + 4).join("");
    if (!/^[0-9]{4}$/.test(head)) return null;
    const tag = Number(head.slice(0, 2));
    const end = at + 4 + Number(head.slice(2));
    if (end > characters.length) return null;
    const value = characters.slice(at + 4, end).join("");
    if (tag >= 26 && tag <= 51 && value.startsWith(`00${JPQR_GUID.length}${JPQR_GUID}`)) what = "jpqr";
    if (tag === 63) {
      if (end !== characters.length || !/^[0-9A-Fa-f]{4}$/.test(value)) return null;
      const covered = new TextEncoder().encode(characters.slice(0, at + 4).join(""));
      return crc16(covered) === Number.parseInt(value, 16) ? what : "damaged";
    }
    at = end;
  }
  return null;
}

/** CRC-16/CCITT-FALSE (polynomial 0x1021, initial 0xFFFF): "123456789" gives 0x29B1. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
