import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type ResolveReply, resolveReplySchema, resolveRequestSchema } from "../../schema/api/operations.ts";
import { parseWalletName } from "../../schema/ids.ts";
import { ask, balanceActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { residentCaller, staffCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { type Handle, openHandle } from "../http/handles.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { problem, refused } from "../http/problem.ts";
import { receiptHandle } from "../http/store-payments.ts";
import { overQuota } from "../http/throttled.ts";
import { doc } from "./doc.ts";

/** Who of those signed in may look behind a handle: staff in their region, a resident at own wallets and coupons. */
async function whoMaySee(
  c: Context<ApiContext>,
  handle: Handle,
): Promise<{ readonly id: string } | "nobody" | "signed-out" | "first-password"> {
  const staff = await staffCaller(c);
  if (typeof staff !== "string" && staff.mustChangePassword) return "first-password";
  if (typeof staff !== "string" && staff.regionId === handle.regionId) return { id: staff.staffId };
  const resident = await residentCaller(c);
  if (typeof resident !== "string") {
    const own =
      handle.actorClass === "coupon" || parseWalletName(handle.actor)?.residentId === resident.residentId;
    return own ? { id: resident.residentId } : "nobody";
  }
  return typeof staff === "string" ? "signed-out" : "nobody";
}

/** What became of an operation whose reply was lost (OPR-5). */
export const operations = new Hono<ApiContext>().post(
  "/operations/resolve",
  doc(
    "resident",
    "What became of an operation; where nothing is known it will never happen",
    resolveReplySchema,
  ),
  valid("json", resolveRequestSchema),
  async (c) => {
    const { operationId, handle: sealed } = c.req.valid("json");
    const handle = await openHandle(c.env, sealed);
    if (!handle) return problem(c, "invalid-request", { fields: [{ path: "handle", message: "not ours" }] });
    const caller = await whoMaySee(c, handle);
    if (caller === "signed-out") return problem(c, "not-signed-in");
    if (caller === "first-password") return problem(c, "password-change-required");
    if (caller === "nobody") return problem(c, "not-found");
    // An unknown id leaves a fence in the journal for ever.
    const stopped = await overQuota(c, "resolve:account", caller.id);
    if (stopped) return stopped;
    const { outcome, entries } = await ask(() => balanceActor(c.env, handle).resolve({ operationId }));
    afterCommand(c, entries);
    if (!outcome.ok) return refused(c, outcome.error);
    const resolved = outcome.value;
    const serverNowMs = clockOf(c.env).now();
    let reply: ResolveReply;
    if (resolved.outcome === "unknown") reply = { outcome: "unknown", code: resolved.code, serverNowMs };
    else if (resolved.outcome === "not-done")
      reply = { outcome: "not-done", code: resolved.code, atMs: resolved.atMs, serverNowMs };
    else {
      const { kind, amountYen, atMs, receipt } = resolved;
      reply = {
        outcome: resolved.outcome,
        kind,
        amountYen,
        atMs,
        ...(receipt
          ? {
              payment: await paymentFacts(
                c.env,
                receipt,
                handle.programmeId,
                receiptHandle(c.env, handle),
                serverNowMs,
              ),
            }
          : {}),
        serverNowMs,
      };
    }
    return c.json(reply);
  },
);
