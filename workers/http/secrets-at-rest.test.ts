import { expect, test } from "vitest";
import type { ActorName, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { type Handle, handleVerdict, openHandle, sealHandle } from "./handles.ts";
import { openSealedText, sealText } from "./seal.ts";
import { keyedHashHex, subKey } from "./secrets.ts";

const SECRET = btoa("s".repeat(32));
const OTHER = btoa("t".repeat(32));
const env = { SESSION_KEY: SECRET };
const handle: Handle = {
  actorClass: "coupon",
  actor: "f".repeat(64) as ActorName,
  programmeId: "7k3m9qxw2p4d" as ProgrammeId,
  regionId: "8k3m9qxw2p4d" as RegionId,
  purpose: "inspect",
  sessionId: "session",
  expiresAtMs: 1_000,
};

test("WHO-3: sealed text opens only with its key, its use and its row, and never looks the same twice", async () => {
  const sealed = await sealText(SECRET, "phone", "row-1", "+819012345678");
  expect(sealed).not.toContain("9012345678");
  expect(sealed).not.toBe(await sealText(SECRET, "phone", "row-1", "+819012345678"));
  expect(await openSealedText(SECRET, "phone", "row-1", sealed)).toBe("+819012345678");
  expect(await openSealedText(SECRET, "phone", "row-2", sealed)).toBeNull();
  expect(await openSealedText(SECRET, "stay", "row-1", sealed)).toBeNull();
  expect(await openSealedText(OTHER, "phone", "row-1", sealed)).toBeNull();
  expect(await openSealedText(SECRET, "phone", "row-1", "v3.x")).toBeNull();
});

test("WHO-5: every use of a secret has a key of its own", () => {
  expect(subKey(SECRET, "a")).not.toEqual(subKey(SECRET, "b"));
  expect(keyedHashHex(SECRET, "a", "x")).not.toBe(keyedHashHex(OTHER, "a", "x"));
  expect(() => subKey("short", "a")).toThrow(RangeError);
});

test("OPR-7: a handle comes back whole, hides its holder, and can't be altered or made elsewhere", async () => {
  const sealed = await sealHandle(env, handle);
  expect(sealed).not.toContain("ffff");
  expect(await openHandle(env, sealed)).toEqual(handle);
  expect(await openHandle({ SESSION_KEY: OTHER }, sealed)).toBeNull();
  const parts = sealed.split(".");
  const bent = [
    ...parts.slice(0, 3),
    `${parts[3]?.startsWith("A") ? "B" : "A"}${parts[3]?.slice(1)}`,
    parts[4],
  ];
  expect(await openHandle(env, bent.join("."))).toBeNull();
  expect(await openHandle(env, "")).toBeNull();
});

test("OPR-7: only an inspect's handle pays, in its own session and before its time is over", () => {
  expect(handleVerdict(handle, "session", 999)).toEqual({ ok: true });
  const refused = { ok: false, code: "handle-expired" };
  expect(handleVerdict(handle, "session", 1_000)).toEqual(refused);
  expect(handleVerdict(handle, "other", 999)).toEqual(refused);
  expect(handleVerdict({ ...handle, purpose: "receipt" }, "session", 999)).toEqual(refused);
});
