import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ResolveReply } from "../../schema/api/operations.ts";
import type { ResolvedOperation } from "../../schema/commands.ts";
import type { OperationId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { ask, balanceActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import type { ApiContext } from "../http/context.ts";
import type { Handle } from "../http/handles.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { type ProblemReply, refused } from "../http/problem.ts";
import { receiptHandle } from "../http/store-payments.ts";
import { overQuota } from "../http/throttled.ts";

/**
 * What became of an operation whose reply was lost (OPR-5). The caller has been let to the handle.
 * @param askerId who asks, for the brake: an unknown id leaves a fence in the journal for ever
 */
export async function resolveBehind(
  c: Context<ApiContext>,
  handle: Handle,
  operationId: OperationId,
  askerId: string,
): Promise<Result<ResolveReply, ProblemReply>> {
  const stopped = await overQuota(c, "resolve:account", askerId);
  if (stopped) return err(stopped);
  const { outcome, entries } = await ask(() => balanceActor(c.env, handle).resolve({ operationId }));
  afterCommand(c, entries);
  return outcome.ok ? ok(await told(c, handle, outcome.value)) : err(refused(c, outcome.error));
}

async function told(
  c: Context<ApiContext>,
  handle: Handle,
  resolved: ResolvedOperation,
): Promise<ResolveReply> {
  const serverNowMs = clockOf(c.env).now();
  if (resolved.outcome === "unknown") return { outcome: "unknown", code: resolved.code, serverNowMs };
  if (resolved.outcome === "not-done")
    return { outcome: "not-done", code: resolved.code, atMs: resolved.atMs, serverNowMs };
  const { outcome, kind, amountYen, atMs, receipt } = resolved;
  if (!receipt) return { outcome, kind, amountYen, atMs, serverNowMs };
  const sealed = receiptHandle(c.env, handle);
  const payment = await paymentFacts(c.env, receipt, handle.programmeId, sealed, serverNowMs);
  return { outcome, kind, amountYen, atMs, payment, serverNowMs };
}
