import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import type { OperationId, TillId } from "../../schema/ids.ts";
import { type Yen, ZERO_YEN } from "../../schema/money.ts";
import { err, ok } from "../../schema/result.ts";
import { databaseOf } from "../data/database.ts";
import { endCode } from "../data/payment-codes.ts";
import { ask, balanceActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { handleVerdict, openHandle } from "../http/handles.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { problem, refused } from "../http/problem.ts";
import { receiptHandle } from "../http/store-payments.ts";
import { overQuota } from "../http/throttled.ts";
import { firstRefusal, judgePayment } from "../http/verdict.ts";
import { type AtTill, logAtTill } from "./at-till.ts";

/** A payment of what was scanned. */
interface Taking {
  readonly operationId: OperationId;
  /** The handle of `inspect`. */
  readonly handle: string;
  readonly tillId: TillId;
  readonly amountYen: Yen;
}

/** Takes a payment at a till, whoever stands there; the reply, or the refusal to give. */
export async function takePayment(c: Context<ApiContext>, by: AtTill, taking: Taking) {
  const { operationId, tillId, amountYen } = taking;
  const { store } = by;
  const handle = await openHandle(c.env, taking.handle);
  // A wallet's handle pays by its code's own operation alone: the code is good for one payment (COD-3).
  if (!handle || (handle.actorClass === "wallet" && handle.operationId !== operationId))
    return err(problem(c, "invalid-request", { fields: [{ path: "handle", message: "not for this" }] }));
  if (handle.regionId !== by.regionId) return err(problem(c, "coupon-not-found"));
  // Counted only now: nobody else may use up a store's share.
  const stopped = await overQuota(c, "payment:store", store.id);
  if (stopped) return err(stopped);
  const programme = await programmeFacts(c.env, handle.programmeId);
  if (!programme) return err(problem(c, "try-again"));
  const nowMs = clockOf(c.env).now();
  const { outcome, entries } = await ask(() =>
    balanceActor(c.env, handle).pay({
      operationId,
      amountYen,
      storeId: store.id,
      tillId,
      verdict: firstRefusal(
        handleVerdict(handle, by.sessionId, nowMs),
        amountYen > (handle.mostYen ?? amountYen) ? { ok: false, code: "over-limit" } : ACCEPTED,
        judgePayment(store, programme, "cpm", nowMs),
      ),
      rules: programme.rules,
    }),
  );
  // Decided either way: nobody need scan it again to hear that it is over.
  if (handle.actorClass === "wallet" && (outcome.ok || outcome.error.outcome === "not-done"))
    c.executionCtx.waitUntil(endCode(databaseOf(c.env, handle.regionId), handle.actor, operationId));
  const receipt = receiptHandle(c.env, handle);
  afterCommand(c, entries, receipt);
  if (!outcome.ok) return err(refused(c, outcome.error));
  if (!outcome.value.replayed)
    logAtTill(c, by, {
      action: "payment.take",
      subjectKind: "payment",
      subjectId: operationId,
      after: { storeId: store.id, tillId, amountYen },
    });
  const facts = await paymentFacts(c.env, outcome.value, handle.programmeId, receipt, nowMs);
  return ok({ outcome: "done" as const, ...facts, serverNowMs: clockOf(c.env).now() });
}

/** Voids a whole payment of the store (REV-1, REV-6); the reply, or the refusal to give. */
export async function voidPayment(
  c: Context<ApiContext>,
  by: AtTill,
  voiding: {
    readonly operationId: OperationId;
    readonly payment: OperationId;
    /** The receipt's handle. */
    readonly handle: string;
    readonly reason?: string;
  },
) {
  const { operationId, payment, reason } = voiding;
  const { store } = by;
  const handle = await openHandle(c.env, voiding.handle);
  if (!handle)
    return err(problem(c, "invalid-request", { fields: [{ path: "handle", message: "not ours" }] }));
  if (handle.regionId !== by.regionId) return err(problem(c, "payment-not-found"));
  const stopped = await overQuota(c, "payment:store", store.id);
  if (stopped) return err(stopped);
  const { outcome, entries } = await ask(() =>
    balanceActor(c.env, handle).reverse({
      operationId,
      payment,
      mode: "void",
      amountYen: ZERO_YEN,
      storeId: store.id,
      verdict: ACCEPTED,
    }),
  );
  afterCommand(c, entries);
  if (!outcome.ok) return err(refused(c, outcome.error));
  if (!outcome.value.replayed)
    logAtTill(c, by, {
      action: "payment.void",
      subjectKind: "payment",
      subjectId: payment,
      after: { operationId, storeId: store.id, amountYen: outcome.value.amountYen },
      ...(reason === undefined ? {} : { reason }),
    });
  return ok({ outcome: "done" as const, ...outcome.value, serverNowMs: clockOf(c.env).now() });
}
