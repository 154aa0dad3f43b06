import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { IssueState, Refused } from "../../schema/commands.ts";
import type { CouponTerms } from "../../schema/coupon-terms.ts";
import {
  type ActorName,
  fundName,
  type IssueId,
  type OrganisationId,
  type ProgrammeId,
  type RegionId,
} from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Birth } from "../balance/balance-ledger.ts";
import type { CouponFacts } from "../balance/state.ts";
import { couponIssueState } from "../lib/handed-over.ts";
import { type KeyEnv, verifyCouponMac } from "../lib/keys.ts";
import { fundStub, type MoneyEnv } from "../lib/money-actor.ts";
import { HAS_ENTRIES } from "../lib/projected-head.ts";
import { openCoupon } from "./decide.ts";

/** What a coupon opens from. */
export interface CouponBirth extends Birth {
  readonly facts: CouponFacts;
}

interface CouponRow {
  programme_id: string;
  serial: number;
  region_id: string;
  issue_id: string;
  actor: string;
  pepper_generation: number;
  key_id: string;
  salt: number;
  face_yen: number;
  issuer_id: string;
  branch_id: string;
  not_before_on: string | null;
  expires_on: string;
  mac: string;
  issue_state: string;
}

interface Flag {
  readonly rebuilding: string | null;
  readonly has_entries: number;
}

/** One row in any case: while D1 is being made again, a coupon without a row is not an unknown one. */
const READ = `
  select coupon.*, ${couponIssueState("coupon", "issue")} as issue_state,
         (select value from system_flag where name = 'rebuild') as rebuilding,
         ${HAS_ENTRIES} as has_entries
    from (select 1)
    left join coupon on coupon.actor = ?1
    left join issue on issue.id = coupon.issue_id`;

/** A refusal that needs no fence, because this coupon will never open any more (EXP-2). */
const NEVER = (code: "expired" | "cancelled"): Refused => ({ code, outcome: "not-done" });
/** A refusal that may turn: nothing was decided, and nothing was written. */
const NOT_NOW = (code: Refused["code"]): Refused => ({ code, outcome: "unknown" });

/** Why a coupon of an issue in this state does not open yet: not written, not handed over, or stopped (CPN-7). */
const CLOSED_BECAUSE: { readonly [state in Exclude<IssueState, "active" | "withdrawn">]: Refused["code"] } = {
  writing: "coupon-unknown",
  failed: "coupon-unknown",
  ready: "not-handed-over",
  stopped: "frozen",
};

/**
 * CPN-5: a coupon opens only from a row whose MAC over its terms verifies, handed over with its issue or by itself, not stopped,
 * before expiry, with no entry of its actor in D1, and no rebuild running. Otherwise it stays closed.
 */
export async function readCouponBirth(
  env: KeyEnv & Pick<MoneyEnv, "DB" | "FUND">,
  actor: ActorName,
  nowMs: number,
): Promise<Result<CouponBirth, Refused>> {
  const described = await describeCoupon(env, actor);
  if (!described.ok) return described;
  const { birth, issueState, rebuilding, hasEntries } = described.value;
  if (rebuilding) return err(NOT_NOW("try-again"));
  // First of all: one that lost its state may have paid, and must never say "not done" for it (OPR-5).
  if (hasEntries) return err(NOT_NOW("coupon-state-lost"));
  if (issueState === "withdrawn") return err(await withdrawn(env, birth));
  if (nowMs >= endExclusiveMs(birth.facts.expiresOn)) return err(NEVER("expired"));
  if (issueState !== "active") return err(NOT_NOW(CLOSED_BECAUSE[issueState]));
  return ok(birth);
}

/**
 * What a sheet of a withdrawn issue is told. D1 may have heard of the withdrawal before the sheet's own hand-over, and "not
 * done" holds for good (OPR-4): only the fund, which put both in order (FND-14), can say it.
 */
async function withdrawn(
  env: Pick<MoneyEnv, "FUND">,
  { holder, facts: { issueId, serial } }: CouponBirth,
): Promise<Refused> {
  try {
    const isHandedOver = await fundStub(env, fundName(holder.programmeId)).hasHandedOver({ issueId, serial });
    return isHandedOver ? NOT_NOW("try-again") : NEVER("cancelled");
  } catch {
    return NOT_NOW("try-again");
  }
}

/** Reads a coupon's row (primary) and checks its MAC, without asking whether it may open. For `inspect` (CPN-2). */
export async function describeCoupon(
  env: KeyEnv & { readonly DB: D1Database },
  actor: ActorName,
): Promise<
  Result<
    {
      readonly birth: CouponBirth;
      readonly issueState: IssueState;
      readonly rebuilding: boolean;
      /** Whether D1 knows entries of this actor. */
      readonly hasEntries: boolean;
    },
    Refused
  >
> {
  let row: (CouponRow & Flag) | ({ readonly issue_state: null } & Flag) | null;
  try {
    row = await env.DB.withSession("first-primary").prepare(READ).bind(actor).first();
  } catch {
    return err(NOT_NOW("try-again"));
  }
  if (!row || row.issue_state === null)
    return err(NOT_NOW(row?.rebuilding === "1" ? "try-again" : "coupon-unknown"));
  if (!verifyCouponMac(termsOf(row), row.mac, env)) return err(NOT_NOW("coupon-state-lost"));
  return ok({
    birth: couponBirth(actor, termsOf(row)),
    issueState: row.issue_state as IssueState,
    rebuilding: row.rebuilding === "1",
    hasEntries: row.has_entries === 1,
  });
}

/** How a coupon with these terms opens. Pure, for tests as for the actor. */
export function couponBirth(actor: ActorName, terms: CouponTerms): CouponBirth {
  const facts: CouponFacts = {
    serial: terms.serial,
    issueId: terms.issueId as IssueId,
    issuerId: terms.issuerId as OrganisationId,
    branchId: terms.branchId as OrganisationId,
    faceYen: terms.faceYen as Yen,
    notBeforeOn: terms.notBeforeOn as BusinessDate | null,
    expiresOn: terms.expiresOn as BusinessDate,
  };
  return {
    holder: {
      actorClass: "coupon",
      actor,
      regionId: terms.regionId as RegionId,
      programmeId: terms.programmeId as ProgrammeId,
    },
    facts,
    open: (base) => {
      const { state, draft } = openCoupon(base, facts);
      return { state, drafts: [draft] };
    },
  };
}

function termsOf(row: CouponRow): CouponTerms {
  return {
    programmeId: row.programme_id,
    serial: row.serial,
    regionId: row.region_id,
    issueId: row.issue_id,
    actor: row.actor,
    pepperGeneration: row.pepper_generation,
    keyId: row.key_id,
    salt: row.salt,
    faceYen: row.face_yen,
    issuerId: row.issuer_id,
    branchId: row.branch_id,
    notBeforeOn: row.not_before_on,
    expiresOn: row.expires_on,
  };
}
