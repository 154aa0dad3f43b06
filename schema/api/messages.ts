import * as z from "zod";
import { businessDateSchema, msSchema } from "./common.ts";

/** What goes out to telephones, as whoever runs Tegata sees it (RES-7 to RES-9). */

const prefixSchema = z
  .string()
  .regex(/^0[6-9]0\d{3}$/)
  .meta({
    description: "A block of numbers as carriers are given them: 090123",
  });
export const prefixParamSchema = z.object({ prefix: prefixSchema });

const countsSchema = z.object({
  sent: z.int(),
  delivered: z.int(),
  failed: z.int(),
  /** Different numbers that were sent a code, and those that entered one. */
  asked: z.int(),
  verified: z.int(),
});

/** GET /api/operator/messages. */
export const messagesStandingSchema = z.object({
  day: businessDateSchema,
  spentYen: z.int(),
  dailyLimitYen: z.int(),
  /** How many people are told; their addresses are never shown again. */
  recipients: z.int(),
  providers: z.array(z.object({ name: z.string(), voice: z.boolean(), reports: z.boolean() })),
  lastHour: countsSchema,
  stops: z.array(
    z.object({
      prefix: prefixSchema,
      sinceMs: msSchema,
      untilMs: msSchema,
      asked: z.int(),
      verified: z.int(),
    }),
  ),
});
export type MessagesStanding = z.output<typeof messagesStandingSchema>;

/** POST /api/operator/messages/setting: what is left out stays as it is. */
export const messagesSettingRequestSchema = z.object({
  dailyLimitYen: z.int().min(0).max(100_000_000).optional(),
  recipients: z.array(z.email().max(254)).max(10).optional(),
});
export type MessagesSettingRequest = z.input<typeof messagesSettingRequestSchema>;
