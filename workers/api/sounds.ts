import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { uploadedSoundSchema } from "../../schema/api/faces.ts";
import { MAX_REGION_SOUNDS, SOUND_LIMITS } from "../../schema/limits.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { databaseOf } from "../data/database.ts";
import { countSounds, recordSound } from "../data/sounds.ts";
import { bytesAtMost } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { soundKey } from "../http/uploads.ts";
import { cleanSound } from "../sounds/sound.ts";
import { doc } from "./doc.ts";

/** Sounds of a face (S4). Stands before the gate of JSON bodies: the body is the file. */
export const sounds = new Hono<ApiContext>().post(
  "/sounds",
  doc(
    "secretariat",
    "Upload the sound of a payment: WAV, 16-bit PCM, three seconds at most, kept under its hash",
    uploadedSoundSchema,
  ),
  staffOnly("programme.manage"),
  async (c) => {
    const { regionId, staffId } = c.get("staff");
    const sent = await bytesAtMost(c.req.raw.body, SOUND_LIMITS.bytes);
    if (sent === null) return problem(c, "body-too-large");
    const clean = cleanSound(sent);
    if (!clean) return problem(c, "sound-unreadable");
    const { durationMs, bytes } = clean;
    if (durationMs > SOUND_LIMITS.durationMs)
      return problem(c, "limit-exceeded", { detail: `at most ${SOUND_LIMITS.durationMs} ms` });
    const db = databaseOf(c.env, regionId);
    if ((await countSounds(db, regionId)) >= MAX_REGION_SOUNDS)
      return problem(c, "limit-exceeded", { detail: "the region has too many sounds" });

    const name = `${await sha256Hex(bytes)}.wav`;
    const size = bytes.length;
    await c.env.FILES.put(soundKey(name), bytes);
    const createdAtMs = clockOf(c.env).now();
    await recordSound(db, { regionId, name, durationMs, bytes: size, createdAtMs, createdBy: staffId });
    await logged(c, {
      action: "sound.upload",
      subjectKind: "sound",
      subjectId: name,
      after: { durationMs, bytes: size },
    });
    return c.json({ name, durationMs, bytes: size });
  },
);
