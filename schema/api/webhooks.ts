import * as z from "zod";
import type { OrganisationId, StoreId, WebhookId } from "../ids.ts";
import { KEY_OVERLAP_HOURS, MAX_WEBHOOK_URL } from "../limits.ts";
import { entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** What an address may hear of (POS-5). */
export const WEBHOOK_EVENTS = ["payment.made", "payment.voided", "payment.refunded"] as const;
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.output<typeof webhookEventSchema>;
/** Every kind of message: `test` is sent when somebody asks for it. */
export const webhookMessageKindSchema = z.enum([...WEBHOOK_EVENTS, "test"]);
export type WebhookMessageKind = z.output<typeof webhookMessageKindSchema>;

/** An address as its office sees it. */
export const webhookSchema = z
  .object({
    webhookId: entity<WebhookId>("webhook"),
    organisationId: entity<OrganisationId>("organisation"),
    organisationName: z.string(),
    /** Null: all stores of the organisation and its branches. */
    storeId: entity<StoreId>("store").nullable(),
    storeName: z.string().nullable(),
    url: z.string(),
    events: z.array(webhookEventSchema),
    /** Whom to tell when it is switched off. */
    mail: z.string().nullable(),
    /** `off`: it took nothing for days (POS-8). */
    state: z.enum(["active", "off", "ended"]),
    version: z.int(),
    /** Until when the secret before is used too; null: there is one only. */
    formerUntilMs: msSchema.nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
    /** Since when nothing was taken. */
    failingSinceMs: msSchema.nullable(),
    stoppedAtMs: msSchema.nullable(),
  })
  .meta({ id: "Webhook" });
export type Webhook = z.output<typeof webhookSchema>;

/** GET /api/webhooks: of the organisations that the caller manages, the newest first. */
export const webhooksQuerySchema = pageQuerySchema.extend({ state: webhookSchema.shape.state.optional() });
export const webhooksPageSchema = pageOf(webhookSchema);

/** POST /api/webhooks. */
export const createWebhookRequestSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  storeId: entity<StoreId>("store").nullable(),
  url: z.string().trim().min(1).max(MAX_WEBHOOK_URL),
  events: z
    .array(webhookEventSchema)
    .min(1)
    .max(WEBHOOK_EVENTS.length)
    .refine((all) => new Set(all).size === all.length, { message: "the same twice" }),
  mail: z.email().max(254).nullable(),
});
export type CreateWebhookRequest = z.input<typeof createWebhookRequestSchema>;

/** The reply to making one and to another secret: the only time that the secret is told. */
export const madeWebhookSchema = z.object({ webhook: webhookSchema, secret: z.string() });
export type MadeWebhook = z.output<typeof madeWebhookSchema>;

export const webhookParamSchema = z.object({ id: entity<WebhookId>("webhook") });

/** POST /api/webhooks/:id/secret: another secret; messages are signed with both for so many hours. */
export const replaceSecretRequestSchema = z.object({
  version: z.int().min(1),
  overlapHours: z.int().min(KEY_OVERLAP_HOURS.least).max(KEY_OVERLAP_HOURS.most),
});
export type ReplaceSecretRequest = z.input<typeof replaceSecretRequestSchema>;

/** POST /api/webhooks/:id/end; asked again it stays so. */
export const endWebhookRequestSchema = z.object({ reason: reasonSchema });

/** One event towards one address. */
export const webhookDeliverySchema = z
  .object({
    eventId: z.uuid(),
    kind: webhookMessageKindSchema,
    state: z.enum(["waiting", "taken", "dead"]),
    tries: z.int(),
    /** What the last try came to: a status, or a word for why there was none. */
    lastAnswer: z.string().nullable(),
    lastTryAtMs: msSchema.nullable(),
    /** Of a waiting one. */
    nextTryAtMs: msSchema.nullable(),
    createdAtMs: msSchema,
    body: z.string(),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.output<typeof webhookDeliverySchema>;

/** GET /api/webhooks/:id/deliveries: the newest first. */
export const webhookDeliveriesQuerySchema = pageQuerySchema.extend({
  state: webhookDeliverySchema.shape.state.optional(),
});
export const webhookDeliveriesPageSchema = pageOf(webhookDeliverySchema);
/** POST /api/webhooks/:id/deliveries/:eventId/resend. */
export const deliveryParamSchema = webhookParamSchema.extend({ eventId: z.uuid() });

/**
 * What an address is sent (version 1 only adds). Ids and amounts, nothing of whoever paid; `id` is the same whenever it comes
 * again.
 */
export interface WebhookBody {
  readonly version: 1;
  readonly id: string;
  readonly type: WebhookMessageKind;
  readonly atMs: number;
  /** Null of a test. */
  readonly data: {
    readonly operationId: string;
    readonly storeId: string;
    readonly tillId: string | null;
    readonly programmeId: string;
    readonly amountYen: number;
    /** `app`: the payer's phone, or its code; `paper`: a coupon. */
    readonly via: "app" | "paper";
    /** Of a payment: what payer and shop read. */
    readonly receiptNumber: string | null;
    /** Of a void and a refund: the payment's operation. */
    readonly payment: string | null;
  } | null;
}
