import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { uploadedPictureSchema, uploadPictureQuerySchema } from "../../schema/api/faces.ts";
import { MAX_REGION_PICTURES, PICTURE_LIMITS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { countPictures, recordPicture } from "../data/pictures.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { pictureKey } from "../http/uploads.ts";
import { cleanPicture } from "../pictures/picture.ts";
import { doc } from "./doc.ts";

/** Pictures of a face (S4). Stands before the gate of JSON bodies: the body is the file. */
export const pictures = new Hono<ApiContext>().post(
  "/pictures",
  doc(
    "secretariat",
    "Upload an emblem (PNG or JPEG) or a picture (also WebP), kept under its hash",
    uploadedPictureSchema,
  ),
  staffOnly("programme.manage"),
  valid("query", uploadPictureQuerySchema),
  async (c) => {
    const { use } = c.req.valid("query");
    const { regionId, staffId } = c.get("staff");
    const limits = PICTURE_LIMITS[use];
    const sent = await bytesAtMost(c.req.raw.body, limits.bytes);
    if (sent === null) return problem(c, "body-too-large");
    const clean = cleanPicture(sent);
    if (!clean) return problem(c, "picture-unreadable");
    // Posters and a printing house's sheets are PDFs, which hold no WebP: the emblem would be missing there.
    if (use === "emblem" && clean.kind === "webp")
      return problem(c, "picture-unreadable", { detail: "an emblem is a PNG or a JPEG: PDFs hold no WebP" });
    if (Math.max(clean.width, clean.height) > limits.side)
      return problem(c, "limit-exceeded", { detail: `at most ${limits.side} pixels a side` });
    const db = databaseOf(c.env, regionId);
    if ((await countPictures(db, regionId)) >= MAX_REGION_PICTURES)
      return problem(c, "limit-exceeded", { detail: "the region has too many pictures" });

    const { kind, width, height, bytes } = clean;
    const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    const name = `${hash}.${kind}`;
    const nowMs = clockOf(c.env).now();
    await c.env.FILES.put(pictureKey(name), bytes);
    await recordPicture(db, {
      regionId,
      name,
      purpose: use,
      width,
      height,
      bytes: bytes.length,
      createdAtMs: nowMs,
      createdBy: staffId,
    });
    await logged(c, {
      action: "picture.upload",
      subjectKind: "picture",
      subjectId: name,
      after: { use, width, height, bytes: bytes.length },
    });
    return c.json({ name, width, height, bytes: bytes.length });
  },
);
