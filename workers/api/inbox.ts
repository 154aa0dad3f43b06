import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  inboxPageSchema,
  inboxQuerySchema,
  inboxReaderSchema,
  lookedRequestSchema,
  type ReaderSide,
  readReplySchema,
  residentInboxPageSchema,
  residentInboxQuerySchema,
} from "../../schema/api/notices.ts";
import { databaseOf } from "../data/database.ts";
import { inboxPage, noteReading, type Reader, readableAttachment, unreadOf } from "../data/inbox.ts";
import { readNumberKey } from "../data/keyset.ts";
import { lookedAtNews } from "../data/push.ts";
import { valid } from "../http/body.ts";
import { reachWith, residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { sideOf } from "../http/roles.ts";
import { handedOut } from "../notices/handed-out.ts";
import { residentInbox, residentReader, unreadOfResident } from "../notices/resident-inbox.ts";
import { doc } from "./doc.ts";

const noticeParam = z.object({ id: entity("notice") });
const attachmentParam = noticeParam.extend({ attachmentId: entity("attachment") });

/** The caller as a reader on one side of the house; null for who has no membership there. */
function staffReader(c: Context<ApiContext>, as: ReaderSide): Reader | null {
  const caller = c.get("staff");
  const memberships = caller.memberships.filter(
    (one) => (sideOf(one.role) === "issuer") === (as === "issuer") && sideOf(one.role) !== "secretariat",
  );
  if (memberships.length === 0) return null;
  const reach = reachWith({ ...caller, memberships }, "inbox.read");
  return {
    kind: as,
    readerId: caller.staffId,
    regionId: caller.regionId,
    organisationIds: reach.kind === "organisations" ? reach.ids : [],
  };
}

/** Notes the reading and says what is left to read. */
async function read(c: Context<ApiContext>, reader: Reader, noticeId: string) {
  const db = databaseOf(c.env, null);
  const nowMs = clockOf(c.env).now();
  if (!(await noteReading(db, reader, noticeId, nowMs))) return problem(c, "not-found");
  if (reader.kind === "resident") return c.json({ unread: await unreadOfResident(c.env, reader.readerId) });
  return c.json({ unread: await unreadOf(db, reader, nowMs) });
}

async function download(c: Context<ApiContext>, reader: Reader, noticeId: string, attachmentId: string) {
  const db = databaseOf(c.env, null);
  const file = await readableAttachment(db, reader, noticeId, attachmentId, clockOf(c.env).now());
  return (file && (await handedOut(c.env, file))) ?? problem(c, "not-found");
}

/** What issuers, merchants and residents are told (NOT-1): each reads only what is meant for them. */
export const inbox = new Hono<ApiContext>()
  .get(
    "/inbox",
    doc("staff", "Notices or documents for the caller's side, newest first", inboxPageSchema),
    staffOnly("inbox.read"),
    valid("query", inboxQuerySchema),
    async (c) => {
      const { as, kind, after, limit } = c.req.valid("query");
      const reader = staffReader(c, as);
      if (!reader) return problem(c, "forbidden");
      const page = { after: readNumberKey(after), limit };
      return c.json(await inboxPage(databaseOf(c.env, null), reader, kind, page, clockOf(c.env).now()));
    },
  )
  .post(
    "/inbox/:id/read",
    doc("staff", "Note that the caller has read a notice", readReplySchema),
    staffOnly("inbox.read"),
    valid("param", noticeParam),
    valid("json", inboxReaderSchema),
    async (c) => {
      const reader = staffReader(c, c.req.valid("json").as);
      return reader ? read(c, reader, c.req.valid("param").id) : problem(c, "forbidden");
    },
  )
  .get(
    "/inbox/:id/attachments/:attachmentId",
    staffOnly("inbox.read"),
    valid("param", attachmentParam),
    valid("query", inboxReaderSchema),
    async (c) => {
      const { id, attachmentId } = c.req.valid("param");
      const reader = staffReader(c, c.req.valid("query").as);
      return reader ? download(c, reader, id, attachmentId) : problem(c, "forbidden");
    },
  )
  .get(
    "/residents/inbox",
    doc(
      "resident",
      "What happened to one's Pays, and notices of their secretariats, newest first",
      residentInboxPageSchema,
    ),
    residentOnly,
    valid("query", residentInboxQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const { residentId } = c.get("resident");
      return c.json(await residentInbox(c.env, residentId, { after: readNumberKey(after), limit }));
    },
  )
  .post(
    "/residents/inbox/looked",
    doc("resident", "Note up to when one has seen one's news", readReplySchema),
    residentOnly,
    valid("json", lookedRequestSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const upToMs = Math.min(c.req.valid("json").upToMs, clockOf(c.env).now());
      await lookedAtNews(databaseOf(c.env, null), residentId, upToMs);
      return c.json({ unread: await unreadOfResident(c.env, residentId) });
    },
  )
  .post(
    "/residents/inbox/:id/read",
    doc("resident", "Note that the resident has read a notice", readReplySchema),
    residentOnly,
    valid("param", noticeParam),
    async (c) => read(c, await residentReader(c.env, c.get("resident").residentId), c.req.valid("param").id),
  )
  .get(
    "/residents/inbox/:id/attachments/:attachmentId",
    residentOnly,
    valid("param", attachmentParam),
    async (c) => {
      const { id, attachmentId } = c.req.valid("param");
      return download(c, await residentReader(c.env, c.get("resident").residentId), id, attachmentId);
    },
  );
