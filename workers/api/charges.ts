import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { couponStub } from "../../durable-objects/lib/money-actor.ts";
import {
  chargeReplySchema,
  chargeRequestSchema,
  inspectChargeReplySchema,
  inspectChargeRequestSchema,
} from "../../schema/api/charges.ts";
import { walletName } from "../../schema/ids.ts";
import { ZERO_YEN } from "../../schema/money.ts";
import { answerOf } from "../data/consents.ts";
import { databaseOf } from "../data/database.ts";
import { payFaceOf } from "../data/programmes.ts";
import { walletLinksOf } from "../data/residents.ts";
import { ask } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon, stateVerdict } from "../http/coupon-code.ts";
import { chargeableYen, heldCouponView } from "../http/coupon-view.ts";
import { linkedWallet, programmeFacts } from "../http/facts.ts";
import { handleVerdict, openHandle } from "../http/handles.ts";
import { problem, refused } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { firstRefusal, judgeProgramme } from "../http/verdict.ts";
import { codeNeeded } from "../residents/away.ts";
import { mayAdd } from "../residents/consent.ts";
import { doc } from "./doc.ts";
import { viewWallet } from "./wallets.ts";

/** Moving a coupon's remainder into a wallet (CHG). */
export const charges = new Hono<ApiContext>()
  .post(
    "/charges/inspect",
    doc("resident", "What a scanned coupon would bring into which Pay", inspectChargeReplySchema),
    residentOnly,
    valid("json", inspectChargeRequestSchema),
    async (c) => {
      const { residentId, session } = c.get("resident");
      const scanned = await scanCoupon(c, c.req.valid("json").code, {
        id: residentId,
        misses: "guess:account",
        staffOf: null,
        guesser: { residentId },
      });
      if (!scanned.ok) return scanned.error;
      const { view, codeEnd } = scanned.value;
      const programme = await programmeFacts(c.env, view.programmeId);
      if (!programme) return problem(c, "try-again");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, programme.regionId);
      const [links, may, answer] = await Promise.all([
        walletLinksOf(databaseOf(c.env, null), residentId),
        mayAdd(c.env, residentId, programme.regionId, nowMs),
        programme.residentAsks.attributes.length > 0 ? answerOf(db, residentId, programme.id) : null,
      ]);
      const linked = links.some((link) => link.programmeId === view.programmeId);
      const wallet = linked ? await viewWallet(c.env, walletName(residentId, view.programmeId)) : null;
      if (linked && !wallet) return problem(c, "try-again");
      const verdict = firstRefusal(
        judgeProgramme(programme, nowMs),
        stateVerdict(view),
        wallet?.frozen ? { ok: false, code: "frozen" } : { ok: true },
      );
      return c.json({
        coupon: await heldCouponView(c.env, view, programme, codeEnd, session.sessionId, nowMs),
        chargeYen: verdict.ok ? chargeableYen(view) : ZERO_YEN,
        target: {
          pay: payFaceOf(programme, nowMs),
          balanceYen: wallet?.spendableYen ?? ZERO_YEN,
          toAdd: !may || (!linked && answer === undefined),
        },
        verdict,
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/charges",
    doc("resident", "Charge a coupon into a Pay", chargeReplySchema),
    residentOnly,
    valid("json", chargeRequestSchema),
    async (c) => {
      const { operationId, handle: sealed, programmeId } = c.req.valid("json");
      const { residentId, session } = c.get("resident");
      const stopped = await overQuota(c, "payment:resident", residentId);
      if (stopped) return stopped;
      if (await codeNeeded(c)) return problem(c, "away-too-long");
      const handle = await openHandle(c.env, sealed);
      if (handle?.actorClass !== "coupon")
        return problem(c, "invalid-request", { fields: [{ path: "handle", message: "not a coupon's" }] });
      const programme = await programmeFacts(c.env, programmeId);
      if (!programme) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      if (!(await mayAdd(c.env, residentId, programme.regionId, nowMs)))
        return problem(c, "terms-not-accepted");
      // The link before the wallet's first command, so that a freeze finds it (FRZ-1).
      await linkedWallet(c.env, { residentId, programmeId, regionId: programme.regionId }, nowMs);
      const { outcome, entries } = await ask(() =>
        couponStub(c.env, handle.actor).charge({
          operationId,
          wallet: walletName(residentId, programmeId),
          verdict: firstRefusal(
            handleVerdict(handle, session.sessionId, nowMs),
            judgeProgramme(programme, nowMs),
          ),
          rules: programme.rules,
        }),
      );
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      const { state, amountYen, lots, walletBalanceYen, atMs, replayed } = outcome.value;
      return c.json({
        outcome: state === "posted" ? ("done" as const) : ("pending" as const),
        operationId,
        amountYen,
        lots: [...lots],
        ...(walletBalanceYen === undefined ? {} : { walletBalanceYen }),
        pay: payFaceOf(programme, nowMs),
        atMs,
        replayed,
        serverNowMs: clockOf(c.env).now(),
      });
    },
  );
