import * as z from "zod";
import type { ProgrammeId, RegionId } from "../ids.ts";
import { MAX_PAY_SEARCH } from "../limits.ts";
import {
  businessDateSchema,
  entity,
  handleSchema,
  idTailSchema,
  lotSchema,
  msSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  yenSchema,
} from "./common.ts";

/** GET /api/programmes/open: open Pays of all regions, to choose from (S11, S23), or those that are looked for (ADD-1). */
export const openPaysQuerySchema = pageQuerySchema.extend({
  /** Words of name, region or municipality, as written or as read. */
  text: z.string().trim().max(MAX_PAY_SEARCH).default(""),
  regionId: entity<RegionId>("region").optional(),
});
export const openPaySchema = payFaceSchema
  .extend({
    /** The secretariat that runs the programme. */
    runBy: z.string(),
    /** Where it may be used: some of the municipalities by name, and how many more there are; null for the whole region. */
    towns: z.object({ named: z.array(z.string()), more: z.int().min(0) }).nullable(),
    endsOn: businessDateSchema,
  })
  .meta({ id: "OpenPay" });
export type OpenPay = z.output<typeof openPaySchema>;
export const openPaysPageSchema = pageOf(openPaySchema);

/** GET /api/wallets: one row per Pay the resident holds or has chosen. */
export const walletSchema = z
  .object({
    pay: payFaceSchema,
    /** Live less expired and held: what can be spent now. */
    spendableYen: yenSchema,
    /** The earliest date something runs out, and how much on it; null where nothing is live. */
    earliest: z.object({ expiresOn: businessDateSchema, amountYen: yenSchema }).nullable(),
    lots: z.array(lotSchema),
    frozen: z.boolean(),
    idTail: idTailSchema,
    /** For `operations/resolve` (OPR-7). */
    handle: handleSchema,
    payLimitYen: yenSchema,
    /** The programme asks people about themselves; what they told can be changed (RES-6). */
    asks: z.boolean(),
  })
  .meta({ id: "Wallet" });
export type WalletBody = z.output<typeof walletSchema>;
export const walletsSchema = z.object({ wallets: z.array(walletSchema), serverNowMs: msSchema });
export type Wallets = z.output<typeof walletsSchema>;

export const walletParamSchema = z.object({ programmeId: entity<ProgrammeId>("programme") });
