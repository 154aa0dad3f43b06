import "./no-eval.ts";
import * as z from "zod";
import type { BusinessDate } from "../calendar.ts";
import { PROBLEMS, type ProblemCode } from "../errors.ts";
import {
  ENTITY_ID,
  type IdTail,
  isClientOperationId,
  type OperationId,
  type ProgrammeId,
  type RegionId,
  type StoreId,
} from "../ids.ts";
import { DEFAULT_PAGE_ROWS, MAX_PAGE_ROWS, MAX_REASON } from "../limits.ts";
import { MAX_AMOUNT_YEN, type Yen } from "../money.ts";
import { faceSchema } from "./faces.ts";

/**
 * The pieces every request and response is made of. Each schema says on the wire what its branded type says in code:
 * parsing is the only way a text from outside becomes an id (STYLE 9).
 */

/** An entity id: 12 characters of Crockford's base32. */
export function entity<T extends string>(what: string): z.ZodType<T, string> {
  return z
    .string()
    .regex(ENTITY_ID)
    .meta({ description: `Id of a ${what}`, examples: ["7k3m9qxw2p4d"] }) as unknown as z.ZodType<T, string>;
}

/** A UUIDv7 whose last 8 hex digits are the holder's `idTail` (OPR-1, OPR-7). */
export const operationIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .refine(isClientOperationId)
  .meta({
    description:
      "Lower-case UUIDv7 made and stored by the client before sending; its last 8 hex digits are the holder's idTail",
  }) as unknown as z.ZodType<OperationId, string>;

/** Any operation id a reply may carry: a client's (version 7) or a step's (version 8). */
export const anyOperationIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as unknown as z.ZodType<
  OperationId,
  string
>;

export const idTailSchema = z
  .string()
  .regex(/^[0-9a-f]{8}$/)
  .meta({
    description: "What every operation id of this holder ends in (OPR-7)",
  }) as unknown as z.ZodType<IdTail, string>;

/** A sealed name of a holder. Opaque; keep it instead of a code (OPR-7). */
export const handleSchema = z
  .string()
  .min(1)
  .max(1_000)
  .meta({ description: "Sealed holder handle, opaque" });

/** Yen on the wire: a whole number, zero or more. */
export const yenSchema = z.int().min(0).max(MAX_AMOUNT_YEN) as unknown as z.ZodType<Yen, number>;
/** An amount that moves: at least one yen. */
export const amountSchema = z.int().min(1).max(MAX_AMOUNT_YEN) as unknown as z.ZodType<Yen, number>;
/** A figure that may be negative: a contra account or a difference. */
export const signedYenSchema = z.int();

/** A moment: milliseconds since 1970 UTC. */
export const msSchema = z.int().min(0);
export const businessDateSchema = z.iso.date().meta({
  description: "Business date in Asia/Tokyo; something good until a date is good until its 23:59",
}) as unknown as z.ZodType<BusinessDate, string>;

/** What a scanner or a person delivered; the server finds the 20 digits in it as the screens do. */
export const scannedCodeSchema = z.string().min(1).max(2_048).meta({
  description: "The 20 digits, in whatever form a camera, a reader or a person delivers them",
});

/** How to ask for a page: `after` is the `next` of the page before. */
export const pageQuerySchema = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ROWS).default(DEFAULT_PAGE_ROWS),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

/** A page of rows; `next` is null on the last one. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

export const OUTCOMES = ["done", "not-done", "pending", "unknown"] as const;
export const outcomeSchema = z.enum(OUTCOMES);

const problemCodes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];
/** Every error reply: RFC 9457 with a stable `code` (`application/problem+json`). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string().optional(),
    outcome: outcomeSchema
      .optional()
      .meta({ description: "On money routes: what is known of the operation (OPR-5, OPR-6)" }),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    retryAfterMs: z.int().optional(),
    requestId: z.string().optional().meta({ description: "What to name when asking for help" }),
  })
  .meta({ id: "Problem" });
export type ProblemBody = z.output<typeof problemSchema>;

/** A Pay as any screen shows it: name, face and unit word travel together (S4). */
export const payFaceSchema = z
  .object({
    programmeId: entity<ProgrammeId>("programme"),
    /** Name of the currency in the wallet, e.g. しおさいPay. */
    payName: z.string(),
    /** Name of the programme, e.g. 潮見県 旅クーポン. */
    programmeName: z.string(),
    regionId: entity<RegionId>("region"),
    regionName: z.string(),
    /** One of the built-in faces by name, or the secretariat's own. */
    face: faceSchema,
    /** 円, ポイント or the programme's own word; one unit is always one yen. */
    unitWord: z.string(),
    /** Every payment is a multiple of it (MON-2). */
    unitYen: yenSchema,
  })
  .meta({ id: "PayFace" });
export type PayFace = z.output<typeof payFaceSchema>;

/** A store as a payer needs to see it before paying. */
export const storeNameSchema = z
  .object({
    storeId: entity<StoreId>("store"),
    name: z.string(),
    /** Municipality by name: what a payer compares with where they stand. */
    town: z.string(),
  })
  .meta({ id: "StoreName" });
export type StoreNameView = z.output<typeof storeNameSchema>;

/** Whether something would be accepted, and if not, the code of the refusal. */
export const verdictSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.enum(problemCodes) }),
]);

/** Part of a balance with one expiry. */
export const lotSchema = z.object({
  remainingYen: yenSchema,
  expiresOn: businessDateSchema,
  expired: z.boolean(),
});
export type LotBody = z.output<typeof lotSchema>;

/** States of a balance (schema/commands.ts, BalanceView). */
export const balanceStateSchema = z.enum([
  "unopened",
  "live",
  "charge-in-progress",
  "charged",
  "cancelled",
  "expired",
  "used",
  "not-handed-over",
  "not-yet-valid",
]);

/** Word and colour of the day of one store: payer and shop must see the same (S14). */
export const dayProofSchema = z
  .object({ word: z.string(), colour: z.string(), businessDate: businessDateSchema })
  .meta({ id: "DayProof" });
export type DayProof = z.output<typeof dayProofSchema>;

/** Why somebody did what is logged (AUD-4). */
export const reasonSchema = z.string().trim().min(1).max(MAX_REASON);
