import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  attachmentQuerySchema,
  type Broadcast,
  broadcastSchema,
  type NoticeBody,
  noticeSchema,
  noticesPageSchema,
  noticesQuerySchema,
  stopBroadcastRequestSchema,
  withdrawNoticeRequestSchema,
  writeNoticeRequestSchema,
} from "../../schema/api/notices.ts";
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "../../schema/limits.ts";
import type { AuditRecord } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  attach,
  attachmentsOf,
  createNotice,
  detach,
  fewHidden,
  findNotice,
  foreignAudiences,
  listNotices,
  publishNotice,
  rewriteNotice,
  withdrawNotice,
} from "../data/notices.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { handedOut } from "../notices/handed-out.ts";
import { mediaTypeOf, safeName } from "../notices/media-type.ts";
import { shownTime } from "../notices/stage.ts";
import { cleanPicture } from "../pictures/picture.ts";
import { broadcastOf, stopBroadcast } from "../push/broadcast.ts";
import { startPush } from "../push/run.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const noticeParam = z.object({ id: entity("notice") });
const attachmentParam = noticeParam.extend({ attachmentId: entity("attachment") });

function log(
  c: Context<ApiContext>,
  noticeId: string,
  record: Pick<AuditRecord, "action" | "before" | "after" | "reason">,
): Promise<void> {
  return logged(c, {
    ...record,
    subjectKind: "notice",
    subjectId: noticeId,
  });
}

/** A notice of the caller's region as it stands now. */
function noticeNow(c: Context<ApiContext>, noticeId: string) {
  const { regionId } = c.get("staff");
  return findNotice(databaseOf(c.env, regionId), regionId, noticeId, clockOf(c.env).now());
}

/** A file of such a notice. */
async function attachmentNow(c: Context<ApiContext>, noticeId: string, attachmentId: string) {
  if (!(await noticeNow(c, noticeId))) return undefined;
  const all = await attachmentsOf(databaseOf(c.env, c.get("staff").regionId), [noticeId]);
  return all.find((one) => one.attachmentId === attachmentId);
}

async function reply(c: Context<ApiContext>, noticeId: string) {
  const now = await noticeNow(c, noticeId);
  return now ? c.json(now) : problem(c, "not-found");
}

async function broadcastBody(c: Context<ApiContext>, notice: NoticeBody): Promise<Broadcast> {
  const at = await broadcastOf(c.env.DB, notice.noticeId);
  if (at === null) return { broadcast: null };
  const { stoppedAtMs, isQueueing, devices, sent, waiting, begunAtMs, lastAtMs } = at;
  const running = isQueueing || waiting > 0;
  const shown = notice.audiences.some((one) => one.kind === "residents-in") ? fewHidden : Number;
  return {
    broadcast: {
      state: stoppedAtMs !== null ? "stopped" : running ? "running" : "done",
      devices: shown(devices),
      sent: shown(sent),
      waiting: shown(waiting),
      begunAtMs,
      lastAtMs,
    },
  };
}

/** What the secretariat tells its region, and the library of documents (S18). */
export const notices = new Hono<ApiContext>()
  .get(
    "/notices",
    doc(
      "secretariat",
      "Notices or documents of the region with their readers, newest first",
      noticesPageSchema,
    ),
    staffOnly("notice.read"),
    valid("query", noticesQuerySchema),
    async (c) => {
      const { kind, after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const page = { after: readNumberKey(after), limit };
      const rows = await listNotices(databaseOf(c.env, regionId), regionId, kind, page, clockOf(c.env).now());
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.noticeId],
          (row) => row,
        ),
      );
    },
  )
  .post(
    "/notices",
    doc("secretariat", "Write a draft; nobody sees it before it is published", noticeSchema),
    staffOnly("notice.manage"),
    valid("json", writeNoticeRequestSchema),
    async (c) => {
      const written = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      if ((await foreignAudiences(db, regionId, written.audiences)).length > 0)
        return problem(c, "invalid-request", {
          fields: [{ path: "audiences", message: "not of the region" }],
        });
      const noticeId = newId<string>();
      const row = { noticeId, createdAtMs: clockOf(c.env).now(), createdBy: staffId };
      await createNotice(db, regionId, row, written);
      await log(c, noticeId, { action: "notice.write", after: written });
      return reply(c, noticeId);
    },
  )
  .get(
    "/notices/:id",
    doc("secretariat", "A notice with its readers", noticeSchema),
    staffOnly("notice.read"),
    valid("param", noticeParam),
    (c) => reply(c, c.req.valid("param").id),
  )
  .post(
    "/notices/:id",
    doc("secretariat", "Write a draft anew; what was published is never changed", noticeSchema),
    staffOnly("notice.manage"),
    valid("param", noticeParam),
    valid("json", writeNoticeRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const written = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const before = await noticeNow(c, id);
      if (!before) return problem(c, "not-found");
      if ((await foreignAudiences(db, regionId, written.audiences)).length > 0)
        return problem(c, "invalid-request", {
          fields: [{ path: "audiences", message: "not of the region" }],
        });
      if (!(await rewriteNotice(db, regionId, id, written))) return problem(c, "notice-state");
      const { title, body, audiences, fromOn, untilOn } = before;
      await log(c, id, {
        action: "notice.write",
        before: { title, body, audiences, fromOn, untilOn },
        after: written,
      });
      return reply(c, id);
    },
  )
  .post(
    "/notices/:id/attachments",
    doc(
      "secretariat",
      "Hang a PDF, PNG or JPEG of at most 10 MiB on a draft; the body is the file",
      noticeSchema,
    ),
    staffOnly("notice.manage"),
    valid("param", noticeParam),
    valid("query", attachmentQuerySchema),
    async (c) => {
      const { id: noticeId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const draft = await noticeNow(c, noticeId);
      if (!draft) return problem(c, "not-found");
      if (draft.stage !== "draft") return problem(c, "notice-state");
      if (draft.attachments.length >= MAX_ATTACHMENTS) return problem(c, "limit-exceeded");
      const sent = await bytesAtMost(c.req.raw.body, MAX_ATTACHMENT_BYTES);
      if (sent === null) return problem(c, "body-too-large");
      const mediaType = mediaTypeOf(sent);
      if (!mediaType) return problem(c, "unsupported-media-type");
      // A photograph says where it was taken: it is handed out as the picture alone (PRG-7).
      const bytes = mediaType === "application/pdf" ? sent : cleanPicture(sent)?.bytes;
      if (!bytes) return problem(c, "picture-unreadable");
      const attachmentId = newId<string>();
      const fileKey = `notices/${regionId}/${noticeId}/${attachmentId}`;
      const name = safeName(c.req.valid("query").name, mediaType);
      const digest = await crypto.subtle.digest("SHA-256", bytes);
      const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
      );
      // The bytes before the row: a row without bytes would be a promise that nobody can keep.
      await c.env.FILES.put(fileKey, bytes, { httpMetadata: { contentType: mediaType } });
      const file = { attachmentId, noticeId, name, mediaType, bytes: bytes.byteLength, fileKey };
      const kept = await attach(db, regionId, { ...file, sha256, createdAtMs: clockOf(c.env).now() });
      if (!kept) {
        await c.env.FILES.delete(fileKey);
        return problem(c, "notice-state");
      }
      await log(c, noticeId, { action: "notice.attach", after: { attachmentId, name, sha256 } });
      return reply(c, noticeId);
    },
  )
  .delete(
    "/notices/:id/attachments/:attachmentId",
    doc("secretariat", "Take a file off a draft", noticeSchema),
    staffOnly("notice.manage"),
    valid("param", attachmentParam),
    async (c) => {
      const { id, attachmentId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      if (!(await attachmentNow(c, id, attachmentId))) return problem(c, "not-found");
      const gone = await detach(databaseOf(c.env, regionId), regionId, id, attachmentId);
      if (!gone) return problem(c, "notice-state");
      await c.env.FILES.delete(gone.fileKey);
      await log(c, id, { action: "notice.detach", before: { attachmentId, name: gone.name } });
      return reply(c, id);
    },
  )
  .get(
    "/notices/:id/attachments/:attachmentId",
    staffOnly("notice.read"),
    valid("param", attachmentParam),
    async (c) => {
      const { id, attachmentId } = c.req.valid("param");
      const file = await attachmentNow(c, id, attachmentId);
      return (file && (await handedOut(c.env, file))) ?? problem(c, "not-found");
    },
  )
  .post(
    "/notices/:id/publish",
    doc(
      "secretariat",
      "Publish a draft: shown from its first date on, and never changed again",
      noticeSchema,
    ),
    staffOnly("notice.manage"),
    valid("param", noticeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const draft = await noticeNow(c, id);
      if (!draft) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const time = shownTime(draft, nowMs);
      if (time.shownUntilMs !== null && time.shownUntilMs <= nowMs)
        return problem(c, "invalid-request", { fields: [{ path: "untilOn", message: "over" }] });
      if (!(await publishNotice(databaseOf(c.env, regionId), regionId, id, time)))
        return problem(c, "notice-state");
      await log(c, id, { action: "notice.publish", after: time });
      // Whoever is to be woken is, at once; one for a later day is found by the sweep (PSH-8).
      if (time.shownFromMs <= nowMs) await startPush(c.env);
      return reply(c, id);
    },
  )
  .get(
    "/notices/:id/broadcast",
    doc("secretariat", "How far the pushing of a notice is", broadcastSchema),
    staffOnly("notice.read"),
    valid("param", noticeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const notice = await noticeNow(c, id);
      if (!notice) return problem(c, "not-found");
      return c.json(await broadcastBody(c, notice));
    },
  )
  .post(
    "/notices/:id/broadcast/stop",
    doc("secretariat", "Wake nobody else for a notice; it stays in the inboxes", broadcastSchema),
    staffOnly("notice.manage"),
    valid("param", noticeParam),
    valid("json", stopBroadcastRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const notice = await noticeNow(c, id);
      if (!notice) return problem(c, "not-found");
      if (notice.stage !== "shown" && notice.stage !== "scheduled") return problem(c, "notice-state");
      // Stopped twice is stopped: the first time is the one that is logged.
      if (await stopBroadcast(c.env.DB, id, clockOf(c.env).now()))
        await log(c, id, { action: "notice.stop-push", reason: c.req.valid("json").reason });
      return c.json(await broadcastBody(c, notice));
    },
  )
  .post(
    "/notices/:id/withdraw",
    doc("secretariat", "Withdraw a notice, or give up a draft", noticeSchema),
    staffOnly("notice.manage"),
    valid("param", noticeParam),
    valid("json", withdrawNoticeRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const before = await noticeNow(c, id);
      if (!before) return problem(c, "not-found");
      const db = databaseOf(c.env, regionId);
      // Withdrawn twice is withdrawn: the first time is the one that is logged.
      if (await withdrawNotice(db, regionId, id, clockOf(c.env).now()))
        await log(c, id, {
          action: "notice.withdraw",
          before: { stage: before.stage },
          reason: c.req.valid("json").reason,
        });
      return reply(c, id);
    },
  );
