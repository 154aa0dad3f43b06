import { env } from "cloudflare:workers";
import { addDays, type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import type { CouponTerms } from "../../schema/coupon-terms.ts";
import {
  type ActorName,
  type IdTail,
  operationId,
  type ProgrammeId,
  type ResidentId,
  type StoreId,
  type TillId,
  walletName,
} from "../../schema/ids.ts";
import { type Yen, yen } from "../../schema/money.ts";
import { idTail } from "./hash.ts";
import { couponMac } from "./keys.ts";
import { couponStub, fundStub, type MoneyEnv, walletStub } from "./money-actor.ts";

/** Rows and commands for tests that run the real actors in workerd against the real D1. */
export const money = env as unknown as MoneyEnv;
export const PROGRAMME = "pr0gramme000" as ProgrammeId;
export const REGION = "region000000";
export const STORE = "st0re0000000" as StoreId;
export const TILL = "t1ll00000000" as TillId;
export const RULES = [
  { version: 1, effectiveFromMs: 0, unitYen: yen(1), payLimitYen: yen(100_000), personCapYen: null },
];

export const today = () => businessDate(Date.now());
export const newId = (tail: IdTail) =>
  operationId(Date.now(), crypto.getRandomValues(new Uint8Array(6)), tail);
export const tailOfActor = (actor: ActorName) => idTail(actor);

/** A name nobody else in this file uses. */
export const freshName = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, "0")).join(
    "",
  ) as ActorName;
const freshId = () =>
  freshName()
    .replace(/[^0-9a-hjkmnp-tv-z]/g, "0")
    .slice(0, 12);

/** The programme's row, which its fund opens from. */
export async function programmeRow(id: ProgrammeId = PROGRAMME): Promise<ActorName> {
  await money.DB.prepare("insert or ignore into programme values (?1, ?2, 'open', 0)").bind(id, REGION).run();
  return id as string as ActorName;
}

/** A coupon's row and its issue's, signed as the issue job signs them. */
export async function couponRow(
  more: {
    issueState?: string;
    faceYen?: number;
    expiresOn?: BusinessDate;
    mac?: string;
    actor?: ActorName;
  } = {},
): Promise<ActorName> {
  const actor = more.actor ?? freshName();
  const terms: CouponTerms = {
    programmeId: PROGRAMME,
    serial: Number.parseInt(actor.slice(0, 8), 16),
    regionId: REGION,
    issueId: freshId(),
    actor,
    pepperGeneration: 1,
    keyId: "1",
    salt: 0,
    faceYen: more.faceYen ?? 6_000,
    issuerId: "1ssuer000000",
    branchId: "branch000000",
    notBeforeOn: null,
    expiresOn: more.expiresOn ?? addDays(today(), 2),
  };
  await money.DB.batch([
    money.DB.prepare(
      `insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count,
         sum_yen, written, expires_on, key_id, pepper_generation, faces, created_at_ms)
       values (?1, ?2, ?3, ?4, ?5, ?1, ?6, 1, 1, 1, ?7, 1, ?8, '1', 1, '[]', 0)`,
    ).bind(
      terms.issueId,
      REGION,
      PROGRAMME,
      terms.issuerId,
      terms.branchId,
      more.issueState ?? "active",
      terms.faceYen,
      terms.expiresOn,
    ),
    money.DB.prepare(
      `insert into coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt, face_yen,
         issuer_id, branch_id, not_before_on, expires_on, mac)
       values (?1, ?2, ?3, ?4, ?5, 1, '1', 0, ?6, ?7, ?8, null, ?9, ?10)`,
    ).bind(
      PROGRAMME,
      terms.serial,
      REGION,
      terms.issueId,
      actor,
      terms.faceYen,
      terms.issuerId,
      terms.branchId,
      terms.expiresOn,
      more.mac ?? couponMac(terms, money),
    ),
  ]);
  return actor;
}

/** A resident's link to the programme, and the name of the wallet it opens. */
export async function walletLink(resident = freshId() as ResidentId): Promise<ActorName> {
  const actor = walletName(resident, PROGRAMME);
  await money.DB.prepare(
    "insert into wallet_link (resident_id, programme_id, region_id, actor, created_at_ms) values (?1, ?2, ?3, ?4, 0)",
  )
    .bind(resident, PROGRAMME, REGION, actor)
    .run();
  return actor;
}

export const coupon = (actor: ActorName) => couponStub(money, actor);
export const wallet = (actor: ActorName) => walletStub(money, actor);
export const fund = () => fundStub(money, PROGRAMME as string as ActorName);

export const payCommand = (actor: ActorName, amountYen: number) => ({
  operationId: newId(idTail(actor)),
  amountYen: amountYen as Yen,
  storeId: STORE,
  tillId: TILL,
  verdict: ACCEPTED,
  rules: RULES,
});

export const chargeCommand = (actor: ActorName, into: ActorName) => ({
  operationId: newId(idTail(actor)),
  wallet: into,
  verdict: ACCEPTED,
  rules: RULES,
});
