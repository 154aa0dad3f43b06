import * as z from "zod";
import { AWAY_DAYS } from "../limits.ts";
import { amountSchema, businessDateSchema, yenSchema } from "./common.ts";
import { faceSchema } from "./faces.ts";
import { SIGNAL_DEFAULTS, signalsOf, signalsSchema } from "./signals.ts";
import { industryPrefixSchema, municipalityCodeSchema } from "./stores.ts";

/** The design of a programme: everything of it that is versioned (PRG-1). One schema for the wire and for D1. */

/** Where a programme may be used (S1); read by `storeInScope` in schema/scope.ts. */
export const scopeSchema = z.object({
  /** Null: the whole region. */
  municipalities: z.array(municipalityCodeSchema).max(2_000).nullable(),
  /** JSIC prefixes that are in; null: every industry. */
  industries: z.array(industryPrefixSchema).max(200).nullable(),
  industriesOut: z.array(industryPrefixSchema).max(200),
  /** Single stores; `storesOut` wins over everything, `storesIn` over the rest. */
  storesIn: z.array(z.string()).max(1_000),
  storesOut: z.array(z.string()).max(1_000),
});
export type ScopeBody = z.output<typeof scopeSchema>;

/** How long a coupon is good; never beyond the programme's `endsOn`. */
export const validitySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("days"), days: z.int().min(0).max(400) }),
  /** The check-out date and so many days after it. Without a stay: from the day of issue. */
  z.object({ kind: z.literal("check-out"), daysAfter: z.int().min(0).max(60) }),
  z.object({ kind: z.literal("fixed"), expiresOn: businessDateSchema }),
]);
export type Validity = z.output<typeof validitySchema>;

/** From when a coupon is good (PRG-4). */
export const notBeforeSchema = z.discriminatedUnion("kind", [
  /** From its hand-over. */
  z.object({ kind: z.literal("issue") }),
  /** From the day of check-in. Without a stay: from its hand-over. */
  z.object({ kind: z.literal("check-in") }),
  z.object({ kind: z.literal("fixed"), date: businessDateSchema }),
]);
export type NotBefore = z.output<typeof notBeforeSchema>;

/** Caps; null where the programme sets none (S3, PAY-6). The cap of one wallet is part of the money rules. */
export const capsSchema = z.object({
  perIssuerDayYen: yenSchema.nullable(),
  perBranchDayYen: yenSchema.nullable(),
  perStayYen: yenSchema.nullable(),
  /** What one branch may issue over the programme's life. */
  perBranchYen: yenSchema.nullable().default(null),
  /** What may be issued over the programme's life, whatever the fund holds. */
  totalYen: yenSchema.nullable().default(null),
});

/** What the issuing desk asks for (S10). */
export const ASKS = ["required", "optional", "no"] as const;
const askSchema = z.enum(ASKS);
export const asksSchema = z.object({
  stayReference: askSchema.default("optional"),
  guestName: askSchema.default("optional"),
  checkIn: askSchema.default("optional"),
  /** A file that proves the stay, kept with the issue; required: none is handed over without one (ISS-9). */
  evidence: askSchema.default("no"),
  /** A receipt that the guest signs, printed with the sheets (ISS-10). */
  receipt: askSchema.default("optional"),
});
export type Asks = z.output<typeof asksSchema>;

/** What a programme may ask of residents who add its Pay (RES-6). Nobody has to answer. */
export const ATTRIBUTES = ["municipality", "birthYear", "sex"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];
export const residentAsksSchema = z.object({
  attributes: z.array(z.enum(ATTRIBUTES)).max(ATTRIBUTES.length).default([]),
  /** Why it asks, as residents read it. */
  why: z.string().trim().max(200).default(""),
});

/**
 * Whether coupons are given or sold (資金決済法). Sold ones are a 前払式支払手段 of the third-party kind unless they end
 * within six months or a local government issues them; then they need a registration.
 */
export const considerationSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("free") }),
  z.object({
    kind: z.literal("paid"),
    issuedBy: z.enum(["local-government", "other"]),
    /** 登録番号 of the issuer, where it has one. */
    registration: z.string().trim().min(1).max(60).nullable(),
  }),
]);
export type Consideration = z.output<typeof considerationSchema>;

/** The part of a design that travels to the actors (schema/commands.ts, RuleVersion). */
export const ruleSchema = z.object({
  unitYen: amountSchema,
  payLimitYen: amountSchema,
  personCapYen: amountSchema.nullable(),
});

export const designSchema = z.object({
  name: z.string().trim().min(1).max(60),
  payName: z.string().trim().min(1).max(24),
  face: faceSchema,
  unitWord: z.string().trim().min(1).max(8),
  facesYen: z.array(amountSchema).min(1).max(12),
  facePer: z.enum(["coupon", "night"]),
  asks: asksSchema.prefault({}),
  validity: validitySchema,
  notBefore: notBeforeSchema.default({ kind: "issue" }),
  startsOn: businessDateSchema,
  endsOn: businessDateSchema,
  scope: scopeSchema,
  caps: capsSchema,
  rule: ruleSchema,
  /** Hours after the issue in which a sheet can be printed again. */
  reprintHours: z.int().min(0).max(720),
  consideration: considerationSchema.default({ kind: "free" }),
  residentAsks: residentAsksSchema.prefault({}),
  /** A device that its resident didn't use for longer than so many days pays and charges only after a code (RES-11). */
  codeAfterDays: z.int().min(AWAY_DAYS.least).max(AWAY_DAYS.most).nullable().default(null),
  /** From what on something looks like fraud (FRD). */
  signals: signalsSchema.prefault(SIGNAL_DEFAULTS),
});
export type Design = z.output<typeof designSchema>;

/** A design as it was stored: what was added to designs later has its default in older ones, which never change (PRG-1). */
export function storedDesign(text: string): Design {
  const stored = JSON.parse(text) as Partial<Design>;
  return {
    residentAsks: { attributes: [], why: "" },
    codeAfterDays: null,
    ...stored,
    // What newer designs ask for is not asked for in older ones, and a receipt is whoever's choice (ISS-9, ISS-10).
    asks: { evidence: "no", receipt: "optional", ...stored.asks },
    caps: { perBranchYen: null, totalYen: null, ...stored.caps },
    signals: signalsOf(stored.signals),
  } as Design;
}
