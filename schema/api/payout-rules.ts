import * as z from "zod";
import { MAX_FEE_EXCEPTIONS } from "../limits.ts";
import { accountKindSchema, accountNumberSchema, bankCodeSchema, branchCodeSchema } from "./bank-accounts.ts";
import { businessDateSchema, msSchema, yenSchema } from "./common.ts";

/** Hundredths of a per cent of what a store took, and so much per closing in which it took anything (STL-5). */
export const feeRateSchema = z.object({ basisPoints: z.int().min(0).max(10_000), fixedYen: yenSchema });
export const feeTableSchema = z.object({
  standard: feeRateSchema,
  /** By organisation id; a head office's rate holds for its branches. */
  byOrganisation: z
    .record(z.string().max(40), feeRateSchema)
    .refine((table) => Object.keys(table).length <= MAX_FEE_EXCEPTIONS),
});

/** What differs from bank to bank (STL-4). */
export const fileOptionsSchema = z.object({
  lineEnd: z.enum(["none", "crlf", "cr", "lf"]),
  endMark: z.boolean(),
  transferKind: z.enum(["7", "8", "0"]),
  /** The payout's number as EDI information instead of customer codes. */
  edi: z.boolean(),
});
export type FileOptionsBody = z.output<typeof fileOptionsSchema>;

const ruleFacts = {
  rhythm: z.enum(["twice-monthly", "monthly"]),
  payAfterBankDays: z.int().min(1).max(40),
  fees: feeTableSchema,
  minimumYen: yenSchema,
  registrationNumber: z
    .string()
    .regex(/^T[0-9]{13}$/)
    .nullable(),
  fileOptions: fileOptionsSchema,
};
const payer = {
  /** 委託者コード, from the bank. */
  consignorCode: z.string().regex(/^[0-9]{10}$/),
  name: z.string().trim().min(1).max(100),
  bankCode: bankCodeSchema,
  branchCode: branchCodeSchema,
  kind: accountKindSchema.exclude(["savings"]),
};

/** POST /api/programmes/:id/payout-rule: a new version, followed by closings that begin on `effectiveFrom` or later. */
export const payoutRuleRequestSchema = z.object({
  ...ruleFacts,
  effectiveFrom: businessDateSchema,
  payer: z.object({ ...payer, number: accountNumberSchema }),
});
export type PayoutRuleRequest = z.input<typeof payoutRuleRequestSchema>;

export const payoutRuleSchema = z
  .object({
    ...ruleFacts,
    version: z.int(),
    effectiveFrom: businessDateSchema,
    payer: z.object({ ...payer, bankName: z.string(), branchName: z.string(), numberEnd: z.string() }),
    createdAtMs: msSchema,
  })
  .meta({ id: "PayoutRule" });
export type PayoutRuleBody = z.output<typeof payoutRuleSchema>;
/** GET /api/programmes/:id/payout-rule: the last version; null where there is none yet. */
export const payoutRuleReplySchema = z.object({ rule: payoutRuleSchema.nullable() });
