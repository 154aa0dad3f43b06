import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  confirmationRequestSchema,
  type PaymentLimit,
  paymentLimitSchema,
  requestOptionsSchema,
  setPaymentLimitRequestSchema,
} from "../../schema/api/passkeys.ts";
import { LIMIT_ENDS_AFTER_MS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { passkeysOf, paymentLimitOf, setPaymentLimit } from "../data/passkeys.ts";
import { valid } from "../http/body.ts";
import { forgetDevices, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { limitInForce, loosens } from "../passkeys/limit.ts";
import { requestOptions } from "../passkeys/options.ts";
import { isProven } from "../passkeys/own.ts";
import { challengeFor, confirmationOf, isConfirmed } from "../passkeys/redeem.ts";
import { doc } from "./doc.ts";

/** The limit as it stands, not as this isolate remembers it. */
async function standing(c: Context<ApiContext>): Promise<PaymentLimit> {
  const caller = c.get("resident");
  return (await paymentLimitOf(databaseOf(c.env, null), caller.residentId)) ?? caller.device.limit;
}

/** Writes a limit over what was read, and answers with it. */
async function changed(c: Context<ApiContext>, before: PaymentLimit, next: PaymentLimit) {
  const { residentId, session } = c.get("resident");
  if (!(await setPaymentLimit(databaseOf(c.env, null), residentId, before, next)))
    return problem(c, "changed-meanwhile");
  forgetDevices(c.env.DB, [session.sessionId]);
  return c.json(next);
}

/** Confirming by passkey, and above how much a payment is (PSK-6, PSK-7). */
export const paymentLimit = new Hono<ApiContext>()
  .post(
    "/residents/passkeys/confirmation",
    doc("resident", "What a device signs to confirm exactly this", requestOptionsSchema),
    residentOnly,
    valid("json", confirmationRequestSchema),
    async (c) => {
      const use = confirmationOf(c.get("resident"), c.req.valid("json").use);
      const allowed = await passkeysOf(databaseOf(c.env, null), use.owner);
      if (allowed.length === 0) return problem(c, "not-found");
      return c.json(requestOptions({ ...challengeFor(c, use), allowed }));
    },
  )
  .put(
    "/residents/payment-limit",
    doc("resident", "Set above how much a payment is confirmed", paymentLimitSchema),
    residentOnly,
    valid("json", setPaymentLimitRequestSchema),
    async (c) => {
      const { aboveYen, confirmation } = c.req.valid("json");
      const caller = c.get("resident");
      const db = databaseOf(c.env, null);
      const before = await standing(c);
      const what = { for: "limit", aboveYen } as const;
      if (
        loosens(before, aboveYen, clockOf(c.env).now()) &&
        !(await isConfirmed(c, db, caller, what, confirmation))
      )
        return problem(c, "confirmation-needed");
      if (
        aboveYen !== null &&
        (await passkeysOf(db, { kind: "resident", id: caller.residentId })).length === 0
      )
        return problem(c, "conflict", { detail: "there is no passkey to confirm with" });
      // Setting it anew also takes back that it was to end.
      return changed(c, before, { aboveYen, endsAtMs: null });
    },
  )
  .post(
    "/residents/payment-limit/end",
    doc("resident", "Have the limit end after a wait, without a passkey", paymentLimitSchema),
    residentOnly,
    async (c) => {
      const nowMs = clockOf(c.env).now();
      const before = await standing(c);
      if (limitInForce(before, nowMs) === null) return problem(c, "not-found");
      // Asked twice it ends when it was to end; no second wait begins.
      if (before.endsAtMs !== null) return c.json(before);
      if (!isProven(c.get("resident"), nowMs)) return problem(c, "code-needed");
      return changed(c, before, { ...before, endsAtMs: nowMs + LIMIT_ENDS_AFTER_MS });
    },
  )
  .delete(
    "/residents/payment-limit/end",
    doc("resident", "Let the limit stand after all", paymentLimitSchema),
    residentOnly,
    async (c) => {
      const before = await standing(c);
      if (limitInForce(before, clockOf(c.env).now()) === null) return problem(c, "not-found");
      return changed(c, before, { ...before, endsAtMs: null });
    },
  );
