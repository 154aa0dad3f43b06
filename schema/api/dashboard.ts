import * as z from "zod";
import { daysBetween } from "../calendar.ts";
import type { OrganisationId, ProgrammeId } from "../ids.ts";
import { MAX_DASHBOARD_DAYS } from "../limits.ts";
import { businessDateSchema, entity, msSchema, signedYenSchema } from "./common.ts";
import { municipalityCodeSchema } from "./stores.ts";

/** GET /api/programmes/:id/dashboard: which days; without them from the first on which anything happened until today. */
export const dashboardQuerySchema = z
  .object({ from: businessDateSchema.optional(), to: businessDateSchema.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["to"],
    message: "not before the first day",
  })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || daysBetween(from, to) < MAX_DASHBOARD_DAYS,
    { path: ["from"], message: `at most ${MAX_DASHBOARD_DAYS} days` },
  );

/** What was paid at some stores: payments, and their yen less what was taken back. */
const takenSchema = z.object({
  stores: z.int(),
  payments: z.int(),
  netYen: signedYenSchema,
});

const timeTotal = {
  issuedYen: signedYenSchema,
  cancelledYen: signedYenSchema,
  grantedYen: signedYenSchema,
  payments: z.int(),
  paidYen: signedYenSchema,
  reversedYen: signedYenSchema,
};
export const hourTotalSchema = z.object({
  date: businessDateSchema,
  /** 0 to 23 in Asia/Tokyo; −1 for what booked later than its own day (ASOF-1). */
  hour: z.int().min(-1).max(23),
  ...timeTotal,
});
export type HourTotalBody = z.output<typeof hourTotalSchema>;

/** One of the last payments or reversals: never whose (DSH-3). */
export const latestPaymentSchema = z.object({
  atMs: msSchema,
  kind: z.enum(["payment", "reversal"]),
  storeId: z.string(),
  storeName: z.string(),
  amountYen: signedYenSchema,
  way: z.enum(["paper", "app"]),
});
export type LatestPaymentBody = z.output<typeof latestPaymentSchema>;

/** What a list leaves unnamed: how many more, and how much. */
const othersSchema = z.object({ count: z.int(), netYen: signedYenSchema });

/** A period of a programme by day, place, industry, issuer and store (S18): each adds up to `total` (DSH-1). */
export const dashboardSchema = z
  .object({
    programmeId: entity<ProgrammeId>("programme"),
    from: businessDateSchema,
    to: businessDateSchema,
    total: z.object({
      ...timeTotal,
      paperNetYen: signedYenSchema,
      appNetYen: signedYenSchema,
      netYen: signedYenSchema,
    }),
    /** Days on which anything happened, the oldest first. */
    days: z.array(z.object({ date: businessDateSchema, ...timeTotal })),
    /** Every municipality of the region, most first. */
    towns: z.array(takenSchema.extend({ code: municipalityCodeSchema, name: z.string() })),
    /** Divisions of the Japanese industry classification, most first. */
    industries: z.array(takenSchema.extend({ division: z.string().regex(/^[A-T]$/) })),
    /** The issuers that took most out of their allotments, less what came back (FND-9). */
    issuers: z.array(
      z.object({
        issuerId: entity<OrganisationId>("organisation"),
        name: z.string(),
        netYen: signedYenSchema,
      }),
    ),
    otherIssuers: othersSchema,
    /** The stores that took most. */
    stores: z.array(
      z.object({
        storeId: z.string(),
        name: z.string(),
        town: z.string(),
        payments: z.int(),
        netYen: signedYenSchema,
      }),
    ),
    otherStores: othersSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "Dashboard" });
export type Dashboard = z.output<typeof dashboardSchema>;
