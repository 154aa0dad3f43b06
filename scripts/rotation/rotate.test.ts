import { expect, test } from "vitest";
import {
  couponActorName,
  couponCode,
  couponMac,
  currentIssueKeyId,
  currentPepperGeneration,
  livePepperGenerations,
} from "../../durable-objects/lib/keys.ts";
import type { ProgrammeId, StoreId, TillId } from "../../schema/ids.ts";
import { archiveKeys, readRoot } from "../../workers/archive/keys.ts";
import { openSealedText, sealText } from "../../workers/http/seal.ts";
import { keyedHashHex } from "../../workers/http/secrets.ts";
import { judgeTillQr, signTill } from "../../workers/http/store-qr.ts";
import { MADE_SECRETS, unfitSecrets } from "../deploy/secrets.ts";
import { newSecrets, type Secrets } from "../state-folder.ts";
import { isRotated, retired, rotated, standingOf } from "./rotate.ts";

const before = newSecrets();
const turn = (name: keyof Secrets, value = before[name]): string => {
  const made = rotated(name, value, newSecrets());
  if (!made.ok) throw new Error(made.error);
  return made.value;
};

test("OPS-7: every secret that is made can be replaced, and what comes of it is fit to be deployed", () => {
  for (const name of MADE_SECRETS) {
    const value = turn(name);
    expect(value, name).not.toBe(before[name]);
    expect(unfitSecrets({ [name]: value }, {}), name).toEqual([]);
  }
  expect(isRotated("MAIL_RELAY_TOKEN")).toBe(false);
  expect(standingOf("SESSION_KEY", turn("SESSION_KEY"))).toEqual({ way: "ring", keys: 2 });
  expect(standingOf("PEPPERS", turn("PEPPERS"))).toEqual({ way: "generations", keys: 2 });
  expect(standingOf("ARCHIVE_SIGNING_KEY", before.ARCHIVE_SIGNING_KEY)).toEqual({ way: "key set", keys: 1 });
});

test("OPS-7, SEC-6: what was sealed opens, a printed till goes on, a number is found; what is new takes the new key", async () => {
  const sealed = await sealText(before.PHONE_KEY, "phone", "row", "+819012345678");
  expect(await openSealedText(turn("PHONE_KEY"), "phone", "row", sealed)).toBe("+819012345678");
  expect(keyedHashHex(turn("PHONE_KEY"), "phone-lookup", "n")).toBe(
    keyedHashHex(before.PHONE_KEY, "phone-lookup", "n"),
  );
  const till = {
    storeId: "7k3m9qxw2p4d" as StoreId,
    tillId: "8k3m9qxw2p4d" as TillId,
    rotation: 1,
    formerUntilMs: null,
  };
  const env = (STORE_QR_KEY: string) => ({ STORE_QR_KEY, PUBLIC_ORIGIN: "https://pay.example.jp" });
  const printed = signTill(env(before.STORE_QR_KEY), till.storeId, till.tillId, 1);
  const ring = turn("STORE_QR_KEY");
  expect(judgeTillQr(env(ring), till, printed, 0)).toBe("good");
  expect(signTill(env(ring), till.storeId, till.tillId, 1)).not.toBe(printed);
  const shorter = retired("STORE_QR_KEY", ring);
  expect(shorter.ok && judgeTillQr(env(shorter.value), till, printed, 0)).toBe("forged");
});

test("OPS-7, ACT-1: a coupon keeps its code, its row's MAC and its actor; new ones take the new pepper and the new key", () => {
  const terms = {
    ...{ programmeId: "7k3m9qxw2p4d" as ProgrammeId, serial: 1, salt: 0, keyId: "1" },
  };
  const after = { PEPPERS: turn("PEPPERS"), ISSUE_KEYS: turn("ISSUE_KEYS") };
  const code = couponCode(terms, before);
  expect(couponCode(terms, after)).toBe(code);
  expect(couponActorName(code, 1, after)).toBe(couponActorName(code, 1, before));
  const row = { ...terms, issueId: "i" } as never;
  expect(couponMac(row, after)).toBe(couponMac(row, before));
  expect([currentPepperGeneration(after), currentIssueKeyId(after)]).toEqual([2, "2"]);
  expect(livePepperGenerations(after)).toEqual([2, 1]);
  const third = turn("PEPPERS", after.PEPPERS);
  expect(rotated("PEPPERS", third, newSecrets())).toMatchObject({ ok: false });
});

test("OPS-7, AUD-7: what the old key signed verifies by the published keys, and its private part is gone", async () => {
  const old = await archiveKeys(before);
  const root = old.ok && (await old.value.sign({} as never));
  const value = turn("ARCHIVE_SIGNING_KEY");
  const keys = await archiveKeys({ ARCHIVE_SIGNING_KEY: value });
  if (!keys.ok || !old.ok || !root) throw new Error("no keys");
  expect(keys.value.published.map(({ kid }) => kid)).toEqual([keys.value.kid, old.value.kid]);
  // Signed by a key that is published; that `{}` is no root is another matter.
  expect(await readRoot(root, keys.value.published)).toEqual({
    ok: false,
    error: "the signed content is not a root",
  });
  expect(value).not.toContain((JSON.parse(before.ARCHIVE_SIGNING_KEY) as { d: string }).d);
});

test("OPS-7: what can't be done without is never taken away", () => {
  expect(retired("PHONE_KEY", turn("PHONE_KEY"))).toMatchObject({ ok: false });
  expect(retired("SESSION_KEY", before.SESSION_KEY)).toMatchObject({ ok: false });
  expect(retired("PEPPERS", turn("PEPPERS"))).toMatchObject({ ok: false });
  const ring = turn("SESSION_KEY");
  expect(retired("SESSION_KEY", ring)).toEqual({ ok: true, value: ring.split(" ")[0] });
});
