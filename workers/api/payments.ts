import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import { anyOperationIdSchema } from "../../schema/api/common.ts";
import {
  inspectPaymentReplySchema,
  inspectPaymentRequestSchema,
  paymentReplySchema,
  payRequestSchema,
  refundRequestSchema,
  reversalReplySchema,
} from "../../schema/api/payments.ts";
import { ACCEPTED, type Verdict } from "../../schema/commands.ts";
import { type ActorName, walletName } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { findPayment } from "../data/journal.ts";
import { linkWallet } from "../data/residents.ts";
import type { StoreFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { ask, balanceActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { stateVerdict } from "../http/coupon-code.ts";
import { programmeFacts, residentLinks, storeFacts } from "../http/facts.ts";
import { openHandle } from "../http/handles.ts";
import { logged } from "../http/logged.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { problem, refused } from "../http/problem.ts";
import { receiptHandle } from "../http/store-payments.ts";
import { judgeTillQr } from "../http/store-qr.ts";
import { overQuota } from "../http/throttled.ts";
import { firstRefusal, judgePayment } from "../http/verdict.ts";
import { confirmationVerdict } from "../passkeys/confirmed-payment.ts";
import { limitInForce } from "../passkeys/limit.ts";
import { codeNeeded } from "../residents/away.ts";
import { doc } from "./doc.ts";
import { viewWallet, walletBody } from "./wallets.ts";

/** Whether a store QR pays: a store and till of ours, signed in a rotation that is good (PAY-5, SHP-2). */
function signatureVerdict(
  env: Env,
  store: StoreFacts | null,
  qr: { readonly tillId: string; readonly signature: string },
  nowMs: number,
): Verdict {
  const till = store?.tills.find((each) => each.tillId === qr.tillId);
  const standing =
    store && till ? judgeTillQr(env, { ...till, storeId: store.id }, qr.signature, nowMs) : "forged";
  if (standing === "good") return ACCEPTED;
  return { ok: false, code: standing === "replaced" ? "store-qr-replaced" : "signature-invalid" };
}

const paymentParam = z.object({ operationId: anyOperationIdSchema });

/** Paying by phone at a store's QR (S14), and refunds. */
export const payments = new Hono<ApiContext>()
  .post(
    "/payments/inspect",
    doc("resident", "The store behind a scanned QR, and which Pays it takes", inspectPaymentReplySchema),
    residentOnly,
    valid("json", inspectPaymentRequestSchema),
    async (c) => {
      const { storeId, programmeId, ...qr } = c.req.valid("json");
      const { residentId, session, device } = c.get("resident");
      const stopped = await overQuota(c, "inspect:account", residentId);
      if (stopped) return stopped;
      const store = await storeFacts(c.env, storeId);
      const nowMs = clockOf(c.env).now();
      const signature = signatureVerdict(c.env, store, qr, nowMs);
      if (!store || !signature.ok) return problem(c, signature.ok ? "signature-invalid" : signature.code);
      const links = (await residentLinks(c.env, residentId)).filter((link) =>
        programmeId ? link.programmeId === programmeId : link.regionId === store.regionId,
      );
      const pays = await Promise.all(
        links.map(async (link) => {
          const [view, programme] = await Promise.all([
            viewWallet(c.env, link.actor as ActorName),
            programmeFacts(c.env, link.programmeId),
          ]);
          if (!view || !programme) return null;
          const wallet = await walletBody(c.env, view, programme, session.sessionId, nowMs);
          const verdict = firstRefusal(judgePayment(store, programme, "mpm", nowMs), stateVerdict(view));
          const { pay, spendableYen, idTail, handle, payLimitYen } = wallet;
          return { pay, verdict, spendableYen, idTail, handle, payLimitYen };
        }),
      );
      if (pays.includes(null)) return problem(c, "try-again");
      return c.json({
        store: {
          storeId: store.id,
          name: store.name,
          town: store.town,
          address: store.address,
          pictureUrl: null,
        },
        tillNumber: store.tills.find((till) => till.tillId === qr.tillId)?.number ?? 0,
        pays: pays
          .filter((each) => each !== null)
          .sort((a, b) => Number(b.verdict.ok) - Number(a.verdict.ok) || b.spendableYen - a.spendableYen),
        confirmAboveYen: limitInForce(device.limit, nowMs),
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/payments",
    doc("resident", "Pay at a store's QR", paymentReplySchema),
    residentOnly,
    valid("json", payRequestSchema),
    async (c) => {
      const { confirmation, ...body } = c.req.valid("json");
      const { operationId, programmeId, storeId, tillId, signature, amountYen } = body;
      const caller = c.get("resident");
      const { residentId } = caller;
      const stopped = await overQuota(c, "payment:resident", residentId);
      if (stopped) return stopped;
      if (await codeNeeded(c)) return problem(c, "away-too-long");
      const [store, programme] = await Promise.all([
        storeFacts(c.env, storeId),
        programmeFacts(c.env, programmeId),
      ]);
      if (!programme) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const verdict = firstRefusal(
        signatureVerdict(c.env, store, { tillId, signature }, nowMs),
        store ? judgePayment(store, programme, "mpm", nowMs) : ACCEPTED,
        await confirmationVerdict(c, caller, { operationId, programmeId, storeId, amountYen }, confirmation),
      );
      const actor = walletName(residentId, programmeId);
      const pay = () =>
        ask(() =>
          walletStub(c.env, actor).pay({
            operationId,
            amountYen,
            storeId,
            tillId,
            verdict,
            rules: programme.rules,
          }),
        );
      let answer = await pay();
      if (!answer.outcome.ok && answer.outcome.error.code === "try-again") {
        // A Pay that was never charged has no link yet, and a wallet without one can't open (FRZ-1).
        await linkWallet(
          databaseOf(c.env, programme.regionId),
          { residentId, programmeId, regionId: programme.regionId },
          nowMs,
        );
        answer = await pay();
      }
      const sealed = receiptHandle(c.env, {
        actorClass: "wallet",
        actor,
        programmeId,
        regionId: programme.regionId,
      });
      afterCommand(c, answer.entries, sealed);
      if (!answer.outcome.ok) return refused(c, answer.outcome.error);
      const facts = await paymentFacts(c.env, answer.outcome.value, programmeId, sealed, nowMs);
      return c.json({ outcome: "done" as const, ...facts, serverNowMs: clockOf(c.env).now() });
    },
  )
  .post(
    "/payments/:operationId/refund",
    doc("secretariat", "Give back any part of a payment", reversalReplySchema),
    staffOnly("payment.refund"),
    valid("param", paymentParam),
    valid("json", refundRequestSchema),
    async (c) => {
      const { operationId: payment } = c.req.valid("param");
      const { operationId, amountYen, reason, handle: sealed } = c.req.valid("json");
      const caller = c.get("staff");
      const reach = reachWith(caller, "payment.refund");
      const db = databaseOf(c.env, caller.regionId);
      const given = sealed ? await openHandle(c.env, sealed) : null;
      const projected = await findPayment(db, caller.regionId, payment);
      const holder = given?.regionId === caller.regionId ? given : projected;
      if (!holder) return problem(c, "payment-not-found");
      // A merchant refunds what its own stores took (WHO-2); where, only the projection or the actor can say.
      const store = projected ? await storeFacts(c.env, projected.storeId) : null;
      if (reach.kind === "organisations" && !(store && reaches(reach, store.organisationId)))
        return problem(c, "payment-not-found");
      const { outcome, entries } = await ask(() =>
        balanceActor(c.env, holder).reverse({
          operationId,
          payment,
          mode: "refund",
          amountYen,
          storeId: null,
          verdict: ACCEPTED,
        }),
      );
      afterCommand(c, entries);
      await logged(c, {
        action: "payment.refund",
        subjectKind: "payment",
        subjectId: payment,
        after: outcome.ok ? { operationId, amountYen } : { operationId, refused: outcome.error.code },
        reason,
      });
      if (!outcome.ok) return refused(c, outcome.error);
      return c.json({ outcome: "done" as const, ...outcome.value, serverNowMs: clockOf(c.env).now() });
    },
  );
