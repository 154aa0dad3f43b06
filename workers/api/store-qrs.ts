import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  QR_COUNT_HEADER,
  type QrForm,
  qrFileQuerySchema,
  qrZipQuerySchema,
  rotateTillRequestSchema,
  tillParamSchema,
} from "../../schema/api/store-qr.ts";
import { tillSchema } from "../../schema/api/stores.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { MAX_QR_ZIP_STORES, MAX_QR_ZIP_TILLS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { type ProgrammeFacts, programmesOfRegion } from "../data/programmes.ts";
import { listManagedStores, rotateTill, type StoreFacts } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { freshStore, reachedStore, tillOf } from "../http/reachable-store.ts";
import { judgePayment } from "../http/verdict.ts";
import { sheetFont } from "../pdf/font.ts";
import { emblemPicture } from "../pictures/emblem-picture.ts";
import { qrFileName } from "../store-qr/file-name.ts";
import type { Poster } from "../store-qr/poster.ts";
import { posterOf } from "../store-qr/poster-of.ts";
import { posterSvg } from "../store-qr/poster-svg.ts";
import { zipStream } from "../store-qr/zip-stream.ts";
import { doc } from "./doc.ts";

const HOUR_MS = 3_600_000;
const TYPES = { pdf: "application/pdf", svg: "image/svg+xml" } as const;
const extensionOf = (form: QrForm) => (form === "svg" ? "svg" : "pdf");

/** Makes sheets of one form; null while the font can't be read. Only whoever asks for PDF pays for reading its writer. */
async function sheetMaker(
  c: Context<ApiContext>,
  form: QrForm,
): Promise<((poster: Poster) => Promise<Uint8Array>) | null> {
  if (form === "svg") return async (poster) => new TextEncoder().encode(posterSvg(poster.qrText));
  const font = await sheetFont(c.env);
  if (font === null) return null;
  const { posterMaker } = await import("../store-qr/poster-pdf.ts");
  const make = posterMaker(font);
  return (poster) => make(poster, form);
}

/** The programmes of the region, or the one that is named, that a phone can pay with at a store. */
function paysAt(
  programmes: readonly ProgrammeFacts[],
  store: StoreFacts,
  nowMs: number,
  programmeId: ProgrammeId | undefined,
): ProgrammeFacts | undefined {
  return programmes.find(
    (one) => (programmeId ?? one.id) === one.id && judgePayment(store, one, "mpm", nowMs).ok,
  );
}

function download(c: Context<ApiContext>, body: BodyInit, type: string, name: string): Response {
  return c.newResponse(body as ArrayBuffer, 200, {
    "content-type": type,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}

/** The QRs of tills in the hands of their office: as sheets, all at once, and replaced (SHP). */
export const storeQrs = new Hono<ApiContext>()
  .get(
    "/stores/:id/tills/:tillId/qr",
    staffOnly("store.edit"),
    valid("param", tillParamSchema),
    valid("query", qrFileQuerySchema),
    async (c) => {
      const { id, tillId } = c.req.valid("param");
      const { form, programmeId } = c.req.valid("query");
      // Never one that was replaced a moment ago.
      const store = await freshStore(c, "store.edit", id);
      if (!store.ok) return store.error;
      const till = tillOf(store.value, tillId);
      if (!till) return problem(c, "store-not-found");
      const { regionId } = store.value;
      const nowMs = clockOf(c.env).now();
      const programmes = await programmesOfRegion(databaseOf(c.env, regionId), regionId, nowMs);
      const pay = paysAt(programmes, store.value, nowMs, programmeId);
      if (!pay) return problem(c, "not-found");
      const make = await sheetMaker(c, form);
      if (!make) return problem(c, "file-not-ready");
      const file = await make(posterOf(c.env, store.value, till, pay, await emblemPicture(c.env, pay.face)));
      const extension = extensionOf(form);
      const name = qrFileName(1, { storeName: store.value.name, tillNumber: till.number }, extension);
      return download(c, file as Uint8Array<ArrayBuffer>, TYPES[extension], name);
    },
  )
  .get("/store-qrs", staffOnly("store.edit"), valid("query", qrZipQuerySchema), async (c) => {
    const { form, programmeId, text } = c.req.valid("query");
    const caller = c.get("staff");
    const reach = reachWith(caller, "store.edit");
    const db = databaseOf(c.env, caller.regionId);
    const nowMs = clockOf(c.env).now();
    const [stores, programmes, make] = await Promise.all([
      listManagedStores(db, caller.regionId, reach.kind === "region" ? null : reach.ids, {
        after: null,
        limit: MAX_QR_ZIP_STORES,
        text,
      }),
      programmesOfRegion(db, caller.regionId, nowMs),
      sheetMaker(c, form),
    ]);
    if (stores.length > MAX_QR_ZIP_STORES) return problem(c, "limit-exceeded");
    if (!make) return problem(c, "file-not-ready");
    const sheets = stores.flatMap((store) => {
      const pay = paysAt(programmes, store, nowMs, programmeId);
      return pay ? store.tills.map((till) => ({ store, till, pay })) : [];
    });
    if (sheets.length > MAX_QR_ZIP_TILLS) return problem(c, "limit-exceeded");
    if (sheets.length === 0) return problem(c, "not-found");
    const emblems = new Map(
      await Promise.all(
        [...new Set(sheets.map(({ pay }) => pay))].map(
          async (pay) => [pay, await emblemPicture(c.env, pay.face)] as const,
        ),
      ),
    );
    await logged(c, {
      action: "store-qr.download",
      subjectKind: "organisation",
      subjectId: caller.memberships[0]?.organisationId ?? "",
      after: { form, programmeId: programmeId ?? null, text: text ?? null, tills: sheets.length },
    });
    const files = sheets.map(({ store, till, pay }, at) => ({
      name: qrFileName(at + 1, { storeName: store.name, tillNumber: till.number }, extensionOf(form)),
      make: () => make(posterOf(c.env, store, till, pay, emblems.get(pay) ?? null)),
    }));
    const reply = download(c, zipStream(files), "application/zip", `store-qr-${form}.zip`);
    reply.headers.set(QR_COUNT_HEADER, String(files.length));
    return reply;
  })
  .post(
    "/stores/:id/tills/:tillId/rotation",
    doc("staff", "Give a till another QR; the old one ends at once or after some hours", tillSchema),
    staffOnly("store.edit"),
    valid("param", tillParamSchema),
    valid("json", rotateTillRequestSchema),
    async (c) => {
      const { id, tillId } = c.req.valid("param");
      const { rotation, graceHours, reason } = c.req.valid("json");
      const store = await reachedStore(c, "store.edit", id);
      if (!store.ok) return store.error;
      if (!tillOf(store.value, tillId)) return problem(c, "store-not-found");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, store.value.regionId);
      const formerUntilMs = graceHours === 0 ? null : nowMs + graceHours * HOUR_MS;
      const now = await rotateTill(db, { tillId, rotation, formerUntilMs });
      forgetStore(c.env, id);
      if (!now) return problem(c, "conflict");
      await logged(c, {
        action: "till.rotate",
        subjectKind: "till",
        subjectId: tillId,
        before: { rotation },
        after: { storeId: id, rotation: now.rotation, formerUntilMs },
        reason,
      });
      return c.json(now);
    },
  );
