import * as z from "zod";
import { msSchema } from "./common.ts";

/** Four digits of a bank, three of a branch, as 全銀協 gives them. */
export const bankCodeSchema = z.string().regex(/^[0-9]{4}$/);
export const branchCodeSchema = z.string().regex(/^[0-9]{3}$/);
/** One to seven digits, in any width; kept as seven. */
export const accountNumberSchema = z
  .string()
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^[0-9]{1,7}$/))
  .transform((digits) => digits.padStart(7, "0"));
/** 普通, 当座, 貯蓄, and what banks call その他. */
export const accountKindSchema = z.enum(["ordinary", "current", "savings", "other"]);
export type AccountKind = z.output<typeof accountKindSchema>;

/** POST /api/organisations/:id/bank-account, /api/stores/:id/bank-account. */
export const bankAccountRequestSchema = z.object({
  bankCode: bankCodeSchema,
  branchCode: branchCodeSchema,
  kind: accountKindSchema,
  number: accountNumberSchema,
  /** 口座名義 as on the passbook, in any kana; what the bank can't hold is refused by its character (STL-1). */
  holderKana: z.string().trim().min(1).max(100),
});
export type BankAccountRequest = z.input<typeof bankAccountRequestSchema>;

/** GET and the reply to POST: never the whole number. */
export const bankAccountSchema = z
  .object({
    ownerKind: z.enum(["store", "organisation"]),
    ownerId: z.string(),
    ownerName: z.string(),
    account: z
      .object({
        version: z.int(),
        bankCode: bankCodeSchema,
        bankName: z.string(),
        branchCode: branchCodeSchema,
        branchName: z.string(),
        kind: accountKindSchema,
        /** The last three digits. */
        numberEnd: z.string(),
        /** As it stands in the bank's file. */
        holderKana: z.string(),
        createdAtMs: msSchema,
      })
      .nullable(),
    /** Others of the region who are paid into the same account: a mistake, or a fraud. */
    sharedWith: z.int(),
  })
  .meta({ id: "BankAccount" });
export type BankAccountBody = z.output<typeof bankAccountSchema>;

/** GET /api/banks?text= and /api/banks/:code/branches?text=: by the start of a name, of its kana, or of a code. */
export const banksQuerySchema = z.object({ text: z.string().trim().max(40).default("") });
export const bankParamSchema = z.object({ code: bankCodeSchema });
const bankNameSchema = z.object({ code: z.string(), name: z.string(), kana: z.string() });
export const banksSchema = z
  .object({
    banks: z.array(bankNameSchema),
    /** There are more than are given. */
    more: z.boolean(),
  })
  .meta({ id: "Banks" });
export type Banks = z.output<typeof banksSchema>;

/** Rows of one POST /api/operator/banks. */
export const MAX_BANK_ROWS = 1_000;
/** POST /api/operator/banks: writes banks and branches of the directory, over what stands under the same codes. */
export const loadBanksRequestSchema = z.object({
  banks: z.array(bankNameSchema.extend({ code: bankCodeSchema })).max(MAX_BANK_ROWS),
  branches: z
    .array(bankNameSchema.extend({ bankCode: bankCodeSchema, code: branchCodeSchema }))
    .max(MAX_BANK_ROWS),
});
export type LoadBanksRequest = z.input<typeof loadBanksRequestSchema>;
export const loadedBanksSchema = z
  .object({ banks: z.int(), branches: z.int(), refused: z.array(z.string()) })
  .meta({ id: "LoadedBanks" });
