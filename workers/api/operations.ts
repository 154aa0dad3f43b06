import { type Context, Hono } from "hono";
import { resolveReplySchema, resolveRequestSchema } from "../../schema/api/operations.ts";
import { parseWalletName } from "../../schema/ids.ts";
import { valid } from "../http/body.ts";
import { residentCaller, staffCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { type Handle, openHandle } from "../http/handles.ts";
import { problem } from "../http/problem.ts";
import { resolveBehind } from "../till/resolve.ts";
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
    const resolved = await resolveBehind(c, handle, operationId, caller.id);
    return resolved.ok ? c.json(resolved.value) : resolved.error;
  },
);
