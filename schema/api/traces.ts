import * as z from "zod";
import type { TraceId } from "../ids.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  storeNameSchema,
} from "./common.ts";

/** Where a story can begin (S22). */
export const TRACE_STARTS = ["resident", "staff", "coupon", "store", "network"] as const;
export const traceStartSchema = z.enum(TRACE_STARTS);
export type TraceStart = z.output<typeof traceStartSchema>;

/** Where the lines of a story come from. */
export const TRACE_SOURCES = ["journal", "sign-in", "staff", "guess"] as const;
export const traceSourceSchema = z.enum(TRACE_SOURCES);
export type TraceSource = z.output<typeof traceSourceSchema>;

/**
 * POST /api/traces: opens a story, with the reason, which is logged before anything is shown (AUD-4). `value` is an id; or for
 * a resident a telephone number, for staff a sign-in ID, for a coupon its 20 digits, for a store its name, for a network an
 * address.
 */
export const openTraceRequestSchema = z.object({
  kind: traceStartSchema,
  value: z.string().trim().min(1).max(200),
  reason: reasonSchema,
});
export type OpenTraceRequest = z.input<typeof openTraceRequestSchema>;

export const traceSchema = z
  .object({
    traceId: entity<TraceId>("trace"),
    kind: traceStartSchema,
    subjectId: z.string(),
    /** Name of a store or of staff, end of a telephone number, first digits of a network, id of a coupon. */
    subjectName: z.string(),
    openedAtMs: msSchema,
    /** Its pages can be read until then; after that the reason is asked for again. */
    untilMs: msSchema,
  })
  .meta({ id: "Trace" });
export type Trace = z.output<typeof traceSchema>;
export const traceIdParamSchema = z.object({ id: entity<TraceId>("trace") });

const traceFilterSchema = z.object({
  source: traceSourceSchema.optional(),
  /** Business dates, both inclusive. */
  from: businessDateSchema.optional(),
  to: businessDateSchema.optional(),
});
/** GET /api/traces/:id/lines, newest first. */
export const traceLinesQuerySchema = pageQuerySchema.extend(traceFilterSchema.shape);
export type TraceLinesQuery = z.input<typeof traceLinesQuerySchema>;
/** GET /api/traces/:id/file: the same as CSV, at most 20,000 lines. */
export const traceFileQuerySchema = traceFilterSchema;

/** Somebody or something that a line names, from which the walk can go on. */
export const tracePointSchema = z.object({
  kind: traceStartSchema,
  id: z.string(),
  name: z.string().nullable(),
});
export type TracePoint = z.output<typeof tracePointSchema>;

/** One thing that happened. */
export const traceLineSchema = z.object({
  key: z.string(),
  atMs: msSchema,
  source: traceSourceSchema,
  /** Kind of a journal entry, outcome of a sign-in, action of staff. */
  what: z.string(),
  /** Who did it, as far as that is known. */
  by: tracePointSchema.nullable(),
  /** Whose balance, or what the action was about. */
  about: tracePointSchema.nullable(),
  /** What an action was about that no story begins with, as `organisation 7k3m…`. */
  subject: z.string().nullable(),
  store: storeNameSchema.nullable(),
  amountYen: z.int().nullable(),
  operationId: z.string().nullable(),
  reason: z.string().nullable(),
  device: z.string().nullable(),
  factor: z.string().nullable(),
  network: tracePointSchema.nullable(),
  /** Guesses in the hour. */
  count: z.int().nullable(),
});
export type TraceLine = z.output<typeof traceLineSchema>;
export const traceLinesPageSchema = pageOf(traceLineSchema);
