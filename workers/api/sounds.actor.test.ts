import { exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { SOUND_LIMITS } from "../../schema/limits.ts";
import { writeWav } from "../../schema/wav.ts";
import { type Browser, makeRegion, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const tone = (seconds: number) =>
  writeWav({
    channels: 1,
    rate: SOUND_LIMITS.sampleRate,
    samples: Int16Array.from({ length: seconds * SOUND_LIMITS.sampleRate }, (_, i) =>
      i % 40 < 20 ? 9_000 : -9_000,
    ),
  });
const upload = async (bytes: Uint8Array<ArrayBuffer>, who: Browser = world.admin) => {
  const headers = { origin: "http://localhost", cookie: who.cookieHeader(), "content-type": "audio/wav" };
  const request = new Request("http://localhost/api/sounds", { method: "POST", headers, body: bytes });
  const reply = await exports.default.fetch(request);
  return {
    status: reply.status,
    body: (await reply.json()) as { name: string; code: string; durationMs: number },
  };
};
const face = (sound: string) => ({
  colour: "#0a4a63",
  companion: "#f0cb79",
  pattern: "shiosai",
  emblem: "shiosai",
  picture: null,
  sound,
});
/** The region's programme with another face, as its next version. */
const wear = async (who: World, sound: string) => {
  const path = `programmes/${who.programmeId}/versions`;
  const { rows } = await who.admin.read(path);
  const design = { ...rows[0].design, face: face(sound) };
  return who.admin.post(path, { basedOn: rows[0].version, design, reason: "音を変える" });
};

test("PRG-8, PRG-1: a sound is kept under its hash and is part of the version that wears it", async () => {
  const { status, body } = await upload(tone(3));
  expect([status, body.durationMs]).toEqual([200, 3_000]);
  expect((await wear(world, body.name)).status).toBe(200);
  const { rows } = await world.admin.read(`programmes/${world.programmeId}/versions`);
  expect(rows.map((row: { design: { face: unknown } }) => row.design.face)).toEqual([
    face(body.name),
    "shiosai",
  ]);
  expect((await upload(tone(3))).body.name).toBe(body.name);
});

test("PRG-8: its address gives bytes that no browser plays or shows by itself, the same for ever", async () => {
  const { name } = (await upload(tone(1))).body;
  const served = await exports.default.fetch(`http://localhost/sounds/${name}`);
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  expect((await served.bytes()).length).toBe(44 + 2 * SOUND_LIMITS.sampleRate);
  for (const path of [`/sounds/${"0".repeat(64)}.wav`, `/pictures/${name}`])
    expect([path, (await exports.default.fetch(`http://localhost${path}`)).status]).toEqual([path, 404]);
});

test("PRG-8: what is too long, too large or no sound is refused; a desk uploads none", async () => {
  const slow = writeWav({ channels: 1, rate: 8_000, samples: new Int16Array(24_001).fill(9_000) });
  expect((await upload(slow)).body.code).toBe("limit-exceeded");
  expect((await upload(new Uint8Array(SOUND_LIMITS.bytes + 1))).body.code).toBe("body-too-large");
  expect((await upload(Uint8Array.from(new TextEncoder().encode("OggS")))).body.code).toBe(
    "sound-unreadable",
  );
  expect((await upload(tone(1), world.desk)).body.code).toBe("forbidden");
});

test("PRG-8, WHO-1: a face with a sound that is not the region's is refused by field", async () => {
  const other = await makeRegion();
  const { name } = (await upload(tone(2), other.admin)).body;
  for (const sound of [name, `${"0".repeat(64)}.wav`]) {
    const { status, body } = await wear(world, sound);
    expect([status, body.fields]).toEqual([
      422,
      [{ path: "face.sound", message: "no sound of this region" }],
    ]);
  }
});
