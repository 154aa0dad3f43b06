import * as z from "zod";
import type { ProgrammeId, StoreId } from "../ids.ts";
import { MAX_NOTICE_AUDIENCES, MAX_NOTICE_BODY, MAX_NOTICE_TITLE } from "../limits.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  reasonSchema,
  yenSchema,
} from "./common.ts";
import { letterItemSchema } from "./letters.ts";
import { newsKindSchema } from "./push.ts";
import { municipalityCodeSchema } from "./stores.ts";

export const NOTICE_KINDS = ["notice", "document"] as const;
export const noticeKindSchema = z.enum(NOTICE_KINDS);
/** The shelves of the library. */
export const DOCUMENT_CATEGORIES = ["manual", "form", "terms", "poster", "other"] as const;
export const documentCategorySchema = z.enum(DOCUMENT_CATEGORIES);
export type DocumentCategory = z.output<typeof documentCategorySchema>;

/** Who is told (NOT-1). */
export const audienceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("merchants") }),
  z.object({ kind: z.literal("issuers") }),
  /** Everybody who has a wallet in the programme. */
  z.object({ kind: z.literal("residents"), programmeId: entity<ProgrammeId>("programme") }),
  /** Those of them who told the Pay that they live there (RES-6). */
  z.object({
    kind: z.literal("residents-in"),
    programmeId: entity<ProgrammeId>("programme"),
    code: municipalityCodeSchema,
  }),
  /** Residents who follow a store (FOL-1). */
  z.object({
    kind: z.literal("followers"),
    storeId: entity<StoreId>("store"),
    storeName: z.string().optional(),
  }),
  /** Merchants with a store there. */
  z.object({ kind: z.literal("municipality"), code: municipalityCodeSchema }),
]);
export type Audience = z.output<typeof audienceSchema>;

/** POST /api/notices writes a draft; POST /api/notices/:id replaces one, until it is published (NOT-4). */
export const writeNoticeRequestSchema = z
  .object({
    kind: noticeKindSchema,
    /** Documents only. */
    category: documentCategorySchema.nullable(),
    title: z.string().trim().min(1).max(MAX_NOTICE_TITLE),
    body: z.string().trim().min(1).max(MAX_NOTICE_BODY),
    audiences: z.array(audienceSchema).min(1).max(MAX_NOTICE_AUDIENCES),
    /** The first date; null: from the moment it is published. */
    fromOn: businessDateSchema.nullable(),
    /** The last date; null: until it is withdrawn. */
    untilOn: businessDateSchema.nullable(),
  })
  .refine((one) => one.fromOn === null || one.untilOn === null || one.fromOn <= one.untilOn, {
    path: ["untilOn"],
    message: "before fromOn",
  })
  .refine((one) => (one.kind === "document") === (one.category !== null), {
    path: ["category"],
    message: "documents have one, notices have none",
  })
  .refine((one) => one.kind === "notice" || (one.fromOn === null && one.untilOn === null), {
    path: ["fromOn"],
    message: "documents have no dates",
  });
export type WriteNoticeRequest = z.input<typeof writeNoticeRequestSchema>;

export const attachmentSchema = z.object({
  attachmentId: entity("attachment"),
  name: z.string(),
  mediaType: z.enum(["application/pdf", "image/png", "image/jpeg"]),
  bytes: z.int(),
});
export type AttachmentBody = z.output<typeof attachmentSchema>;

/** How a notice stands now (NOT-1). */
export const NOTICE_STAGES = ["draft", "scheduled", "shown", "over", "withdrawn"] as const;

/** A notice as its secretariat sees it. */
export const noticeSchema = z
  .object({
    noticeId: entity("notice"),
    kind: noticeKindSchema,
    category: documentCategorySchema.nullable(),
    title: z.string(),
    body: z.string(),
    audiences: z.array(audienceSchema),
    fromOn: businessDateSchema.nullable(),
    untilOn: businessDateSchema.nullable(),
    stage: z.enum(NOTICE_STAGES),
    attachments: z.array(attachmentSchema),
    /** Readers so far, by kind (NOT-2). */
    readings: z.object({ merchant: z.int(), issuer: z.int(), resident: z.int() }),
    createdAtMs: msSchema,
    createdByName: z.string(),
  })
  .meta({ id: "Notice" });
export type NoticeBody = z.output<typeof noticeSchema>;
export const noticesPageSchema = pageOf(noticeSchema);
export const noticesQuerySchema = pageQuerySchema.extend({ kind: noticeKindSchema.default("notice") });

/** POST /api/notices/:id/attachments?name=: the file itself as the body (NOT-3). */
export const attachmentQuerySchema = z.object({ name: z.string().trim().min(1).max(120) });

/** GET /api/notices/:id/broadcast: how far the pushing of a notice is; null where it has not begun (PSH-8). */
export const broadcastSchema = z.object({
  broadcast: z
    .object({
      state: z.enum(["running", "done", "stopped"]),
      /** Devices it goes to, as far as they are known by now, and those that have it or wait for their wave. */
      devices: z.int(),
      sent: z.int(),
      waiting: z.int(),
      begunAtMs: msSchema,
      /** When the last wave that is known goes out. */
      lastAtMs: msSchema.nullable(),
    })
    .nullable(),
});
export type Broadcast = z.output<typeof broadcastSchema>;

/** POST /api/notices/:id/broadcast/stop: nobody else is woken; the notice stays in the inboxes. */
export const stopBroadcastRequestSchema = z.object({ reason: reasonSchema });

/** POST /api/notices/:id/withdraw. */
export const withdrawNoticeRequestSchema = z.object({ reason: reasonSchema });

/** As what staff reads: a person who is both has two inboxes (S17). */
export const readerSideSchema = z.enum(["issuer", "merchant"]);
export type ReaderSide = z.output<typeof readerSideSchema>;

/** A notice as its reader sees it. */
export const inboxItemSchema = z.object({
  noticeId: entity("notice"),
  kind: noticeKindSchema,
  category: documentCategorySchema.nullable(),
  title: z.string(),
  body: z.string(),
  /** Whose secretariat says it: a wallet holds Pays of many regions (S23). */
  regionName: z.string(),
  shownFromMs: msSchema,
  attachments: z.array(attachmentSchema),
  read: z.boolean(),
});
export type InboxItem = z.output<typeof inboxItemSchema>;

/** GET /api/inbox (staff): newest first. */
export const inboxPageSchema = pageOf(inboxItemSchema).extend({
  /** Notices (not documents) that this reader has not read. */
  unread: z.int(),
});
export type InboxPage = z.output<typeof inboxPageSchema>;

/** Something that happened to one of a resident's Pays (PSH-1). */
export const newsItemSchema = z
  .object({
    newsId: z.string(),
    kind: newsKindSchema.exclude(["notice", "letter"]),
    pay: payFaceSchema,
    amountYen: yenSchema,
    /** Of payments and reversals. */
    storeName: z.string().nullable(),
    /** Of expiries: the last day. */
    expiresOn: businessDateSchema.nullable(),
    atMs: msSchema,
    /** Whether its reader, who didn't do it, has not looked since. */
    isNew: z.boolean(),
  })
  .meta({ id: "NewsItem" });
export type NewsItem = z.output<typeof newsItemSchema>;

/** GET /api/residents/inbox: notices, letters and news in one list, newest first. */
export const residentInboxQuerySchema = pageQuerySchema;
export const residentInboxPageSchema = pageOf(
  z.discriminatedUnion("kind", [
    inboxItemSchema.extend({ kind: z.literal("notice") }),
    letterItemSchema.extend({ kind: z.literal("letter") }),
    newsItemSchema,
  ]),
).extend({
  /** Notices and letters not read, and news by others since their owner last looked. */
  unread: z.int(),
});
export type ResidentInboxPage = z.output<typeof residentInboxPageSchema>;

/** POST /api/residents/inbox/looked: up to when a resident has seen their news; answers what is left. */
export const lookedRequestSchema = z.object({ upToMs: msSchema });
export const inboxQuerySchema = noticesQuerySchema.extend({ as: readerSideSchema });

/** POST /api/inbox/:id/read, POST /api/residents/inbox/:id/read. */
export const inboxReaderSchema = z.object({ as: readerSideSchema });
export const readReplySchema = z.object({ unread: z.int() });
export type ReadReply = z.output<typeof readReplySchema>;
