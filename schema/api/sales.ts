import * as z from "zod";
import { compareDates, daysBetween } from "../calendar.ts";
import type { ProgrammeId, StoreId, TillId } from "../ids.ts";
import { MAX_SALES_DAYS } from "../limits.ts";
import { businessDateSchema, entity, pageOf, pageQuerySchema, signedYenSchema } from "./common.ts";

/** By what sales are added up; `each` tells all of them apart. */
export const SALES_BY = ["day", "month", "store", "till", "programme", "each"] as const;
export type SalesBy = (typeof SALES_BY)[number];

const question = {
  /** Business dates, both inclusive. */
  from: businessDateSchema,
  to: businessDateSchema,
  by: z.enum(SALES_BY).default("day"),
  storeId: entity<StoreId>("store").optional(),
  /** Of the store that is named. */
  tillId: entity<TillId>("till").optional(),
  programmeId: entity<ProgrammeId>("programme").optional(),
};
interface Period {
  readonly from: Parameters<typeof compareDates>[0];
  readonly to: Parameters<typeof compareDates>[0];
}
const isPeriod = ({ from, to }: Period) =>
  compareDates(from, to) <= 0 && daysBetween(from, to) < MAX_SALES_DAYS;
const notAPeriod = { path: ["to"], message: `from and to, in order, within ${MAX_SALES_DAYS} days` };

/** GET /api/sales: what the caller's stores took (SAL-1). */
export const salesQuerySchema = pageQuerySchema.extend(question).refine(isPeriod, notAPeriod);

/** GET /api/sales/file: the same as a file. */
export const salesFileQuerySchema = z
  .object({ ...question, format: z.enum(["csv", "csv-shift-jis"]).default("csv") })
  .refine(isPeriod, notAPeriod);

const taken = {
  paperCount: z.int(),
  paperYen: signedYenSchema,
  appCount: z.int(),
  appYen: signedYenSchema,
  /** Voids and refunds booked in the period, of payments of any day; yen ≥ 0. */
  reversedCount: z.int(),
  reversedYen: signedYenSchema,
  /** Paper and app less what was given back. */
  netYen: signedYenSchema,
};
export const takenSchema = z.object(taken).meta({ id: "Taken" });
export type Taken = z.output<typeof takenSchema>;

/** What stands null doesn't tell the rows apart. */
export const salesRowSchema = z
  .object({
    /** A date, or a month as `2026-11`. */
    when: z.string().nullable(),
    programme: z.object({ programmeId: entity<ProgrammeId>("programme"), payName: z.string() }).nullable(),
    store: z.object({ storeId: entity<StoreId>("store"), name: z.string() }).nullable(),
    /** Its number; 0 where an old entry names no till. */
    till: z.int().nullable(),
    ...taken,
  })
  .meta({ id: "SalesRow" });
export type SalesRow = z.output<typeof salesRowSchema>;

/** A page of rows in the order of their keys, and the sums of the whole period and of the one just before, as long. */
export const salesPageSchema = pageOf(salesRowSchema).extend({
  total: takenSchema,
  before: z.object({ from: businessDateSchema, to: businessDateSchema, total: takenSchema }),
});
export type SalesPage = z.output<typeof salesPageSchema>;
