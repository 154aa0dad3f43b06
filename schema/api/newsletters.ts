import * as z from "zod";
import type { MailAddressId, NewsletterId, OrganisationId } from "../ids.ts";
import { MAX_NOTICE_AUDIENCES, MAX_NOTICE_BODY, MAX_NOTICE_TITLE } from "../limits.ts";
import { entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";
import { municipalityCodeSchema } from "./stores.ts";

/** Newsletters by mail (S16): which addresses an office has them sent to, and what the secretariat writes. */

/** `waiting` until the link in its first mail was pressed; then `confirmed`, until it is left, comes back or is taken off. */
export const MAIL_ADDRESS_STATES = ["waiting", "confirmed", "left", "bounced"] as const;
export const mailAddressSchema = z
  .object({
    addressId: entity<MailAddressId>("mail address"),
    organisationId: entity<OrganisationId>("organisation"),
    organisationName: z.string(),
    address: z.string(),
    state: z.enum(MAIL_ADDRESS_STATES),
    changedAtMs: msSchema,
  })
  .meta({ id: "MailAddress" });
export type MailAddressBody = z.output<typeof mailAddressSchema>;

/** GET /api/mail-addresses: of the offices the caller answers for. */
export const mailAddressesSchema = z.object({
  rows: z.array(mailAddressSchema),
  /** Offices that may have addresses, for the choice. */
  organisations: z.array(
    z.object({ organisationId: entity<OrganisationId>("organisation"), name: z.string() }),
  ),
});
export type MailAddresses = z.output<typeof mailAddressesSchema>;
/** POST /api/mail-addresses: an address gets a link first; until it is pressed nothing else is sent there. */
export const addMailAddressRequestSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  address: z.email().max(254),
});
export type AddMailAddressRequest = z.input<typeof addMailAddressRequestSchema>;
export const mailAddressParamSchema = z.object({ id: entity<MailAddressId>("mail address") });

/** POST /api/mail/confirm, with the key of the link. */
export const confirmMailRequestSchema = z.object({ key: z.string().regex(/^[0-9a-f]{32}$/) });
/** POST /api/mail/leave, with what the link at the end of each newsletter says. */
export const leaveTokenSchema = z.string().regex(/^\w{12}\.[0-9a-f]{32}$/);
export const leaveMailRequestSchema = z.object({ token: leaveTokenSchema });
export const mailDoneSchema = z.object({ organisationName: z.string(), regionName: z.string() });
export type MailDone = z.output<typeof mailDoneSchema>;

/** Who is written to. */
export const NEWSLETTER_AUDIENCES = ["merchants", "issuers"] as const;
export const NEWSLETTER_STATES = ["draft", "scheduled", "sending", "done", "stopped"] as const;
export type NewsletterState = (typeof NEWSLETTER_STATES)[number];

/** POST /api/newsletters writes a draft, POST /api/newsletters/:id replaces it. */
export const writeNewsletterRequestSchema = z
  .object({
    title: z.string().trim().min(1).max(MAX_NOTICE_TITLE),
    body: z.string().trim().min(1).max(MAX_NOTICE_BODY),
    audiences: z.array(z.enum(NEWSLETTER_AUDIENCES)).min(1).max(NEWSLETTER_AUDIENCES.length),
    /** Of the merchants those with a store in one of these municipalities; none: all of them. */
    towns: z.array(municipalityCodeSchema).max(MAX_NOTICE_AUDIENCES).default([]),
  })
  .refine((one) => one.towns.length === 0 || one.audiences.includes("merchants"), {
    path: ["towns"],
    message: "municipalities are of merchants",
  });
export type WriteNewsletterRequest = z.input<typeof writeNewsletterRequestSchema>;

export const newsletterSchema = z
  .object({
    newsletterId: entity<NewsletterId>("newsletter"),
    title: z.string(),
    body: z.string(),
    audiences: z.array(z.enum(NEWSLETTER_AUDIENCES)),
    towns: z.array(municipalityCodeSchema),
    state: z.enum(NEWSLETTER_STATES),
    sendAtMs: msSchema.nullable(),
    /** Confirmed addresses that it goes to, as it would be sent now; once it is sent, those it went to. */
    addresses: z.int(),
    sent: z.int(),
    failed: z.int(),
    bounced: z.int(),
    left: z.int(),
    createdAtMs: msSchema,
    createdByName: z.string(),
    endedAtMs: msSchema.nullable(),
  })
  .meta({ id: "Newsletter" });
export type NewsletterBody = z.output<typeof newsletterSchema>;
export const newslettersPageSchema = pageOf(newsletterSchema);
export type NewslettersPage = z.output<typeof newslettersPageSchema>;
export const newslettersQuerySchema = pageQuerySchema;
export const newsletterParamSchema = z.object({ id: entity<NewsletterId>("newsletter") });

/** POST /api/newsletters/:id/send: at once, or at a time within the next 90 days. */
export const sendNewsletterRequestSchema = z.object({ sendAtMs: msSchema.nullable() });
export type SendNewsletterRequest = z.input<typeof sendNewsletterRequestSchema>;
/** POST /api/newsletters/:id/stop: what hasn't left isn't sent. */
export const stopNewsletterRequestSchema = z.object({ reason: reasonSchema });

/** POST /api/mail/reports/relay: what became of a mail, signed by the relay. */
export const mailReportSchema = z.object({
  kind: z.enum(["bounce", "complaint"]),
  /** Of a bounce: nothing will ever reach this address. */
  permanent: z.boolean(),
  address: z.email().max(254),
});
