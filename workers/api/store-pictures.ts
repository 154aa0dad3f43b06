import { createHash } from "node:crypto";
import { Hono } from "hono";
import { pictureParamSchema, pictureReplySchema, storeIdParamSchema } from "../../schema/api/stores.ts";
import { MAX_PICTURE_BYTES, PICTURE_LIMITS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { pictureInUse, setStorePicture, storePictureType } from "../data/stores.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { UPLOAD_POLICY } from "../http/edge-headers.ts";
import { forgetStore } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { storePictureKey } from "../http/picture.ts";
import { problem } from "../http/problem.ts";
import { freshStore } from "../http/reachable-store.ts";
import { overQuota } from "../http/throttled.ts";
import { cleanPicture, MEDIA_TYPES } from "../pictures/picture.ts";
import { doc } from "./doc.ts";

/** Pictures of stores: kept in R2 without anything but the picture, by what they contain, shown to anybody (ORG-1). */
export const storePictures = new Hono<ApiContext>()
  .put(
    "/stores/:id/picture",
    doc("staff", "A store's picture: the bytes of a JPEG, PNG or WebP", pictureReplySchema),
    staffOnly("store.edit"),
    valid("param", storeIdParamSchema),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const { regionId, staffId } = c.get("staff");
      const before = await freshStore(c, "store.edit", storeId);
      if (!before.ok) return before.error;
      const stopped = await overQuota(c, "picture:account", staffId);
      if (stopped) return stopped;
      const sent = await bytesAtMost(c.req.raw.body, MAX_PICTURE_BYTES);
      if (!sent) return problem(c, "body-too-large");
      const clean = cleanPicture(sent);
      if (!clean) return problem(c, "picture-not-readable");
      if (Math.max(clean.width, clean.height) > PICTURE_LIMITS.picture.side)
        return problem(c, "limit-exceeded", {
          detail: `at most ${PICTURE_LIMITS.picture.side} pixels a side`,
        });
      const { bytes } = clean;
      const type = MEDIA_TYPES[clean.kind];
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      // The object first: a store never names a picture that isn't there.
      await c.env.FILES.put(storePictureKey(regionId, sha256), bytes, {
        httpMetadata: { contentType: type },
      });
      const db = databaseOf(c.env, regionId);
      await setStorePicture(db, regionId, storeId, { sha256, type });
      forgetStore(c.env, storeId);
      await logged(c, {
        action: "store.picture",
        subjectKind: "store",
        subjectId: storeId,
        before: { picture: before.value.picture },
        after: { picture: sha256 },
      });
      const old = before.value.picture;
      if (old && old !== sha256 && !(await pictureInUse(db, regionId, old)))
        await c.env.FILES.delete(storePictureKey(regionId, old));
      return c.json({ picture: sha256 });
    },
  )
  .delete(
    "/stores/:id/picture",
    doc("staff", "Take a store's picture away", pictureReplySchema),
    staffOnly("store.edit"),
    valid("param", storeIdParamSchema),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const before = await freshStore(c, "store.edit", storeId);
      if (!before.ok) return before.error;
      const db = databaseOf(c.env, regionId);
      await setStorePicture(db, regionId, storeId, null);
      forgetStore(c.env, storeId);
      await logged(c, {
        action: "store.picture",
        subjectKind: "store",
        subjectId: storeId,
        before: { picture: before.value.picture },
        after: { picture: null },
      });
      const old = before.value.picture;
      if (old && !(await pictureInUse(db, regionId, old)))
        await c.env.FILES.delete(storePictureKey(regionId, old));
      return c.json({ picture: null });
    },
  )
  .get("/stores/:id/picture/:sha256", valid("param", pictureParamSchema), async (c) => {
    const { id, sha256 } = c.req.valid("param");
    const known = await storePictureType(databaseOf(c.env, null), id, sha256);
    const object = known && (await c.env.FILES.get(storePictureKey(known.regionId, sha256)));
    if (!known || !object) return problem(c, "not-found");
    return new Response(object.body, {
      headers: {
        "content-type": known.type,
        "content-length": String(object.size),
        // Its address is its content.
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": UPLOAD_POLICY,
      },
    });
  });
