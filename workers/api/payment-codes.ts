import { Hono } from "hono";
import { receiptOf } from "../../durable-objects/balance/decide.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import {
  codeHiddenSchema,
  codeParamSchema,
  codeStateSchema,
  inspectCodeReplySchema,
  inspectCodeRequestSchema,
  showCodeRequestSchema,
  shownCodeSchema,
} from "../../schema/api/payment-codes.ts";
import { walletParamSchema } from "../../schema/api/wallets.ts";
import { tailOf, walletName } from "../../schema/ids.ts";
import { PAYMENT_CODE_MS, paymentCode } from "../../schema/payment-code.ts";
import { databaseOf } from "../data/database.ts";
import { endCode, showCode } from "../data/payment-codes.ts";
import { valid } from "../http/body.ts";
import { residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { problem } from "../http/problem.ts";
import { receiptHandle } from "../http/store-payments.ts";
import { overQuota } from "../http/throttled.ts";
import { limitInForce } from "../passkeys/limit.ts";
import { codeNeeded } from "../residents/away.ts";
import { clerkAtTill } from "../till/at-till.ts";
import { inspectShownCode, shownCodeHash } from "../till/inspect.ts";
import { doc } from "./doc.ts";
import { viewWallet } from "./wallets.ts";

/** Rows of a journal in which the payment of the code now shown must be: nothing else happens to a wallet so quickly. */
const RECENT_ENTRIES = 100;

/**
 * A wallet's code that the shop scans (B5). The code stands for one operation of one wallet, which the journal does once
 * (OPR-2): that makes it good for one payment, and says what became of it.
 */
export const paymentCodes = new Hono<ApiContext>()
  .post(
    "/wallets/:programmeId/codes",
    doc("resident", "Show a code for a shop to scan; the one shown before is over", shownCodeSchema),
    residentOnly,
    valid("param", walletParamSchema),
    valid("json", showCodeRequestSchema),
    async (c) => {
      const { programmeId } = c.req.valid("param");
      const { operationId } = c.req.valid("json");
      const { residentId, device } = c.get("resident");
      const stopped = await overQuota(c, "payment:resident", residentId);
      if (stopped) return stopped;
      if (await codeNeeded(c)) return problem(c, "away-too-long");
      const programme = await programmeFacts(c.env, programmeId);
      if (!programme) return problem(c, "not-found");
      const actor = walletName(residentId, programmeId);
      const view = await viewWallet(c.env, actor);
      if (!view) return problem(c, "try-again");
      if (view.idTail !== tailOf(operationId))
        return problem(c, "invalid-request", {
          fields: [{ path: "operationId", message: "another wallet's" }],
        });
      const nowMs = clockOf(c.env).now();
      const code = paymentCode((bytes) => crypto.getRandomValues(bytes));
      const expiresAtMs = nowMs + PAYMENT_CODE_MS;
      await showCode(databaseOf(c.env, programme.regionId), {
        codeHash: shownCodeHash(c.env, code),
        regionId: programme.regionId,
        programmeId,
        actor,
        operationId,
        mostYen: limitInForce(device.limit, nowMs),
        expiresAtMs,
      });
      return c.json({ code, expiresAtMs, serverNowMs: nowMs });
    },
  )
  .get(
    "/wallets/:programmeId/codes/:operationId",
    doc("resident", "Whether a shop has taken the code", codeStateSchema),
    residentOnly,
    valid("param", codeParamSchema),
    async (c) => {
      const { programmeId, operationId } = c.req.valid("param");
      const actor = walletName(c.get("resident").residentId, programmeId);
      const entries = await walletStub(c.env, actor)
        .history({ beforeSeq: null, limit: RECENT_ENTRIES })
        .catch(() => null);
      if (!entries) return problem(c, "try-again");
      const serverNowMs = clockOf(c.env).now();
      const first = entries.find((entry) => entry.operationId === operationId && entry.line === 0);
      if (!first) return c.json({ state: "waiting" as const, serverNowMs });
      if (first.kind !== "pay") return c.json({ state: "refused" as const, serverNowMs });
      const sealed = receiptHandle(c.env, { ...first, actorClass: "wallet" });
      const payment = await paymentFacts(c.env, receiptOf(first, true), programmeId, sealed, serverNowMs);
      return c.json({
        state: "paid" as const,
        payment: { outcome: "done" as const, ...payment, serverNowMs },
        serverNowMs,
      });
    },
  )
  .delete(
    "/wallets/:programmeId/codes/:operationId",
    doc("resident", "The code is shown no longer", codeHiddenSchema),
    residentOnly,
    valid("param", codeParamSchema),
    async (c) => {
      const { programmeId, operationId } = c.req.valid("param");
      const programme = await programmeFacts(c.env, programmeId);
      if (!programme) return problem(c, "not-found");
      const actor = walletName(c.get("resident").residentId, programmeId);
      await endCode(databaseOf(c.env, programme.regionId), actor, operationId);
      return c.json({ hidden: true as const });
    },
  )
  .post(
    "/counter/payment-codes",
    doc("counter", "A wallet's scanned code, and whether this store may take it", inspectCodeReplySchema),
    staffOnly("counter.use"),
    valid("json", inspectCodeRequestSchema),
    async (c) => {
      const { code, ...place } = c.req.valid("json");
      const by = await clerkAtTill(c, place);
      if (!by.ok) return by.error;
      const seen = await inspectShownCode(c, by.value, code);
      return seen.ok ? c.json(seen.value) : seen.error;
    },
  );
