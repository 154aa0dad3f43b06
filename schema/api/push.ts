import * as z from "zod";
import { LANGUAGES } from "../languages.ts";
import { MAX_PUSH_ENDPOINT } from "../limits.ts";
import { NEWS_KINDS } from "../news.ts";

export const newsKindSchema = z.enum(NEWS_KINDS);

/** Which kinds wake a resident's devices, and whether a push says more than that there is news (PSH-2). */
export const newsChoicesSchema = z
  .object({
    kinds: z.record(newsKindSchema, z.boolean()),
    hidesDetails: z.boolean(),
  })
  .meta({ id: "NewsChoices" });
export type NewsChoices = z.output<typeof newsChoicesSchema>;

/** GET /api/residents/push, and what changing anything of it answers. */
export const pushStateSchema = z
  .object({
    /** What a browser subscribes with (`applicationServerKey`), base64url; null where this deployment pushes nothing. */
    publicKey: z.string().nullable(),
    /** Whether the device that asks is subscribed. */
    subscribed: z.boolean(),
    choices: newsChoicesSchema,
  })
  .meta({ id: "PushState" });
export type PushState = z.output<typeof pushStateSchema>;

const base64url = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`))
    .meta({ description: `${bytes} bytes in base64url` });

/** PUT /api/residents/push/subscription: what the browser's `PushSubscription` says, and the language of its words. */
export const subscribeRequestSchema = z.object({
  endpoint: z.url().max(MAX_PUSH_ENDPOINT),
  keys: z.object({ p256dh: base64url(65), auth: base64url(16) }),
  /** A service worker that is given another address knows none: then the device's stays. */
  locale: z.enum(LANGUAGES).optional(),
});
export type SubscribeRequest = z.input<typeof subscribeRequestSchema>;

/** What one push carries, and all of it (PSH-2): the words are in the service worker, in the language of the device. */
export const pushPayloadSchema = z.object({
  v: z.literal(1),
  kind: newsKindSchema,
  locale: z.enum(LANGUAGES),
  /** The same for each try: a later one takes the place of the earlier. */
  tag: z.string(),
  atMs: z.int(),
  /** Where tapping it leads. */
  path: z.string().startsWith("/wallet/"),
  /** Null where the resident hides the details. */
  details: z
    .object({
      /** The Pay it is about; of a notice or a letter the region. */
      from: z.string(),
      yen: z.int().nullable(),
      /** The programme's unit word. */
      unit: z.string(),
      store: z.string().nullable(),
      /** The last day that what expires is good. */
      expiresOn: z.string().nullable(),
      title: z.string().nullable(),
    })
    .nullable(),
});
export type PushPayload = z.output<typeof pushPayloadSchema>;
