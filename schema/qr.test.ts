import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChargeCode, chargeCodeCheckDigits, formatChargeCode } from "./charge-code.ts";
import { entityId, type StoreId, type TillId } from "./ids.ts";
import {
  couponPath,
  crc16,
  decodeStoreSignature,
  encodeStoreSignature,
  MAX_SCAN_TEXT,
  parseScan,
  qrUrl,
  STORE_SIGNATURE_BYTES,
  storePath,
  storeQrMessage,
} from "./qr.ts";

const RUNS = { numRuns: 1_000 };
const codes = fc.stringMatching(/^[0-9]{18}$/).map((p) => (p + chargeCodeCheckDigits(p)) as ChargeCode);
const ids = fc.uint8Array({ minLength: 8, maxLength: 8 });
const macs = fc.uint8Array({ minLength: 32, maxLength: 32 });
const origins = fc.constantFrom(
  "",
  "https://tegata.example",
  "https://192.168.1.20:8443",
  "http://localhost:8787",
  "HTTPS://PAY.EXAMPLE",
);
const stores = fc.record({ store: ids, till: ids, mac: macs }).map(({ store, till, mac }) => ({
  storeId: entityId<StoreId>(store),
  tillId: entityId<TillId>(till),
  signature: encodeStoreSignature(mac),
}));
const CODE = `123456789012345678${chargeCodeCheckDigits("123456789012345678")}` as ChargeCode;

/** A real static JPQR code, published as a test vector by mercari/go-emv-code. */
const JPQR =
  "0002016003xxx01021129300012D156000000000510A93FO3230Q31280012D1560000000103081234567826680019jp.or.paymentsjapan" +
  "01130000000000001020400010306000001040600000153033925903xxx64180002JA0108メルペイ カフェ520441115802JP610710661436304DEE9";

describe("our own codes", () => {
  test("CPN-1: what a coupon sheet carries is read back, whatever the origin", () => {
    fc.assert(
      fc.property(codes, origins, fc.constantFrom("", "/", "?utm=x", "#top"), (code, origin, tail) => {
        expect(parseScan(qrUrl(origin, couponPath(code)) + tail)).toEqual({ kind: "coupon", code });
      }),
      RUNS,
    );
  });

  test("CPN-1: bare digits, grouped digits and a hand-held reader's prefix are the same coupon", () => {
    for (const text of [
      CODE,
      formatChargeCode(CODE),
      `]Q1https://tegata.example/c/${CODE}`,
      `]Q1${CODE}\r`,
      `/c/${formatChargeCode(CODE)}`,
      `https://tegata.example/c/${formatChargeCode(CODE, "%20")}`,
      `https+//tegata"example/c/${CODE}`,
    ])
      expect(parseScan(text), text).toEqual({ kind: "coupon", code: CODE });
  });

  test("PAY-5: what a store's poster carries is read back, whatever the origin", () => {
    fc.assert(
      fc.property(stores, origins, fc.constantFrom("", "/", "?x=1"), (qr, origin, tail) => {
        expect(parseScan(qrUrl(origin, storePath(qr)) + tail)).toEqual({ kind: "store", ...qr });
      }),
      RUNS,
    );
  });

  test("PAY-5: a cut-off store code is never a store code", () => {
    fc.assert(
      fc.property(stores, fc.nat(), (qr, cut) => {
        const whole = storePath(qr);
        expect(parseScan(whole.slice(0, cut % whole.length)).kind).not.toBe("store");
      }),
      RUNS,
    );
  });

  test("a path of ours that breaks the grammar says so, bare; behind an origin it is somebody's web address", () => {
    expect(parseScan("/s/abc/def.short")).toMatchObject({ kind: "unknown", reason: "malformed" });
    expect(parseScan("https://shop.example/s/abc/def.short")).toEqual({ kind: "foreign", what: "url" });
    expect(parseScan("https://shop.example/c/menu")).toEqual({ kind: "foreign", what: "url" });
    expect(parseScan("/c/menu")).toMatchObject({ kind: "unknown", reason: "no-code" });
  });

  test("CPN-1: the reason a coupon code is refused is kept", () => {
    expect(parseScan(CODE.slice(0, 12))).toMatchObject({ reason: "incomplete", error: { digits: 12 } });
    expect(parseScan(`${CODE}7`)).toMatchObject({ reason: "too-long", error: { digits: 21 } });
    const wrong = CODE.slice(0, 19) + ((Number(CODE[19]) + 1) % 10);
    expect(parseScan(`https://tegata.example/c/${wrong}`)).toMatchObject({ reason: "check-digit" });
    expect(parseScan("  ")).toMatchObject({ reason: "empty" });
    expect(parseScan("1".repeat(MAX_SCAN_TEXT + 1))).toMatchObject({ reason: "too-large" });
  });
});

describe("codes of other services", () => {
  test("the CRC is CRC-16/CCITT-FALSE", () => {
    expect(crc16(new TextEncoder().encode("123456789"))).toBe(0x29b1);
  });

  test("a JPQR store code is recognised, its Japanese letters counted as letters", () => {
    expect(parseScan(JPQR)).toEqual({ kind: "foreign", what: "jpqr" });
    expect(parseScan(`]Q1${JPQR}`)).toEqual({ kind: "foreign", what: "jpqr" });
  });

  test("an EMVCo store code without the JPQR account is plain EMV", () => {
    const body =
      "00020101021229300012D156000000000510A93FO3230Q5204411158021CN5914BEST TRANSPORT6007BEIJING6304".replace(
        "58021CN",
        "5802CN",
      );
    const crc = crc16(new TextEncoder().encode(body)).toString(16).toUpperCase().padStart(4, "0");
    expect(parseScan(body + crc)).toEqual({ kind: "foreign", what: "emv" });
  });

  test("one changed character is a damaged reading, not a payment code", () => {
    expect(parseScan(JPQR.replace("DEE9", "6D60"))).toMatchObject({ kind: "unknown", reason: "damaged" });
    expect(parseScan(JPQR.replace("カフェ", "カフエ"))).toMatchObject({ reason: "damaged" });
  });

  test("codes shown by payers are recognised by their first tag", () => {
    expect(parseScan("hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=")).toEqual({
      kind: "foreign",
      what: "emv",
    });
    expect(parseScan("hQVKUFFSMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=")).toEqual({
      kind: "foreign",
      what: "jpqr",
    });
  });

  test("other web addresses and schemes are somebody else's", () => {
    for (const text of [
      "https://qr.paypay.example/28180104ABC",
      "HTTP://EXAMPLE.COM",
      "tel:0312345678",
      "WIFI:S:net;P:pw;;",
    ])
      expect(parseScan(text), text).toEqual({ kind: "foreign", what: "url" });
  });

  test("CPN-1: a coupon whose digits begin like a payment code stays a coupon", () => {
    const payload = "000201010212345678";
    const code = payload + chargeCodeCheckDigits(payload);
    expect(parseScan(code)).toEqual({ kind: "coupon", code });
  });
});

describe("PAY-5: the store's signature", () => {
  test("PAY-5: it keeps at least 96 bits of the MAC and comes back byte for byte", () => {
    expect(STORE_SIGNATURE_BYTES * 8).toBeGreaterThanOrEqual(96);
    fc.assert(
      fc.property(macs, (mac) => {
        const text = encodeStoreSignature(mac);
        expect(text).toMatch(/^[A-Za-z0-9_-]{20}$/);
        expect(decodeStoreSignature(text)).toEqual(Uint8Array.from(mac.subarray(0, STORE_SIGNATURE_BYTES)));
      }),
      RUNS,
    );
  });

  test("PAY-5: another store, till or rotation is another message", () => {
    fc.assert(
      fc.property(ids, ids, fc.nat(9_999), fc.nat(9_999), (store, till, rotation, other) => {
        const message = (s: Uint8Array, t: Uint8Array, r: number) =>
          new TextDecoder().decode(storeQrMessage(entityId<StoreId>(s), entityId<TillId>(t), r));
        expect(message(store, till, rotation) === message(store, till, other)).toBe(rotation === other);
        const swapped = message(till, store, rotation) === message(store, till, rotation);
        expect(swapped).toBe(entityId<StoreId>(store) === entityId<StoreId>(till));
      }),
      RUNS,
    );
  });

  test("PAY-5: what is no signature is refused before any comparison", () => {
    for (const text of ["", "a".repeat(19), "a".repeat(21), `${"a".repeat(19)}=`, `${"a".repeat(19)}+`])
      expect(decodeStoreSignature(text)).toBeNull();
  });
});

test("whatever is scanned, there is an answer and it does not repeat the text", () => {
  const pieces = fc.constantFrom(
    "https://",
    "/c/",
    "/s/",
    "]Q1",
    "000201",
    "6304",
    CODE,
    "%",
    "あ",
    " ",
    ".",
    "9",
    "x",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const scan = parseScan(parts.join(""));
      expect(["coupon", "store", "foreign", "unknown"]).toContain(scan.kind);
      if (scan.kind !== "coupon") expect(JSON.stringify(scan)).not.toContain(CODE);
    }),
    { numRuns: 3_000 },
  );
});
