import type { Context } from "hono";
import { base64url } from "jose";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Yen } from "../../schema/money.ts";
import { isPaymentCode } from "../../schema/payment-code.ts";
import { err, ok } from "../../schema/result.ts";
import { viewWallet } from "../api/wallets.ts";
import { databaseOf } from "../data/database.ts";
import { findCode } from "../data/payment-codes.ts";
import { payFaceOf, ruleNow } from "../data/programmes.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon, stateVerdict } from "../http/coupon-code.ts";
import { heldCouponView } from "../http/coupon-view.ts";
import { programmeFacts } from "../http/facts.ts";
import { sealHandle } from "../http/handles.ts";
import { problem } from "../http/problem.ts";
import { keyedHash } from "../http/secrets.ts";
import { countMiss, evenOut, isBlocked, overQuota } from "../http/throttled.ts";
import { firstRefusal, judgePayment } from "../http/verdict.ts";
import type { AtTill } from "./at-till.ts";

/** A scanned coupon, and whether the store may take it, before a price is typed; or the reply to give. */
export async function inspectPaper(c: Context<ApiContext>, by: AtTill, code: string) {
  const { store, regionId, staffId, sessionId } = by;
  const scanned = await scanCoupon(c, code, {
    id: store.id,
    misses: "guess:store",
    staffOf: regionId,
    guesser: { storeId: store.id, ...(staffId === null ? {} : { staffId }) },
  });
  if (!scanned.ok) return scanned;
  const { view, codeEnd } = scanned.value;
  const programme = await programmeFacts(c.env, view.programmeId);
  if (!programme) return err(problem(c, "try-again"));
  const nowMs = clockOf(c.env).now();
  return ok({
    coupon: await heldCouponView(c.env, view, programme, codeEnd, sessionId, nowMs),
    verdict: firstRefusal(judgePayment(store, programme, "cpm", nowMs), stateVerdict(view)),
    payLimitYen: ruleNow(programme, nowMs).payLimitYen,
    serverNowMs: nowMs,
  });
}

/** What D1 knows a wallet's shown code by. */
export function shownCodeHash(env: { readonly SESSION_KEY: string }, code: string): string {
  return base64url.encode(keyedHash(env.SESSION_KEY, "payment-code", code));
}

/** A code that a phone shows, and whether the store may take it (COD-4); or the reply to give. */
export async function inspectShownCode(c: Context<ApiContext>, by: AtTill, code: string) {
  const startedAtMs = Date.now();
  const { store, regionId, sessionId } = by;
  const stopped =
    (await overQuota(c, "inspect:account", store.id)) ?? (await isBlocked(c, "guess:store", store.id));
  if (stopped) return err(stopped);
  if (!isPaymentCode(code)) return err(problem(c, "code-check-digit"));
  const shown = await findCode(databaseOf(c.env, regionId), shownCodeHash(c.env, code));
  // One of another region was not guessed, and is nobody's business here (WHO-1).
  if (shown?.regionId !== regionId) {
    await countMiss(c, "guess:store", store.id);
    await evenOut(startedAtMs);
    return err(problem(c, "payment-code-unknown"));
  }
  const nowMs = clockOf(c.env).now();
  if (nowMs >= shown.expiresAtMs) return err(problem(c, "payment-code-over"));
  const [view, programme] = await Promise.all([
    viewWallet(c.env, shown.actor),
    programmeFacts(c.env, shown.programmeId),
  ]);
  if (!view || !programme) return err(problem(c, "try-again"));
  const handle = await sealHandle(c.env, {
    actorClass: "wallet",
    actor: shown.actor,
    programmeId: shown.programmeId,
    regionId: shown.regionId,
    purpose: "inspect",
    sessionId,
    expiresAtMs: shown.expiresAtMs,
    operationId: shown.operationId,
    ...(shown.mostYen === null ? {} : { mostYen: shown.mostYen }),
  });
  return ok({
    wallet: {
      pay: payFaceOf(programme, nowMs),
      state: view.state,
      frozen: view.frozen,
      spendableYen: view.spendableYen,
      idTail: view.idTail,
      operationId: shown.operationId,
      handle,
      handleExpiresAtMs: shown.expiresAtMs,
    },
    verdict: firstRefusal(judgePayment(store, programme, "cpm", nowMs), stateVerdict(view)),
    payLimitYen: mostOf(ruleNow(programme, nowMs).payLimitYen, shown.mostYen),
    serverNowMs: nowMs,
  });
}

const mostOf = (limit: Yen, mostYen: number | null): Yen => Math.min(limit, mostYen ?? limit) as Yen;
