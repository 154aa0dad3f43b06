import { Hono } from "hono";
import * as z from "zod";
import { anyOperationIdSchema } from "../../schema/api/common.ts";
import { refundableReplySchema, refundableRequestSchema } from "../../schema/api/holders.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { findPayment } from "../data/journal.ts";
import { balanceActor } from "../http/actors.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { storeFacts } from "../http/facts.ts";
import { openHandle } from "../http/handles.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

const paymentParam = z.object({ operationId: anyOperationIdSchema });

/** What a refund would do, for the screen to say before it is confirmed (REV-3, CAL-1). Reached as the refund itself is. */
export const refundable = new Hono<ApiContext>().post(
  "/payments/:operationId/refundable",
  doc(
    "secretariat",
    "What of a payment can be given back, and what of it has expired",
    refundableReplySchema,
  ),
  staffOnly("payment.refund"),
  valid("param", paymentParam),
  valid("json", refundableRequestSchema),
  async (c) => {
    const { operationId: payment } = c.req.valid("param");
    const { handle: sealed } = c.req.valid("json");
    const caller = c.get("staff");
    const reach = reachWith(caller, "payment.refund");
    const given = sealed ? await openHandle(c.env, sealed) : null;
    const projected = await findPayment(databaseOf(c.env, caller.regionId), caller.regionId, payment);
    const holder = given?.regionId === caller.regionId ? given : projected;
    if (!holder) return problem(c, "payment-not-found");
    const store = projected ? await storeFacts(c.env, projected.storeId) : null;
    if (reach.kind === "organisations" && !(store && reaches(reach, store.organisationId)))
      return problem(c, "payment-not-found");
    const found = await balanceActor(c.env, holder).refundable({ payment });
    if (!found) return problem(c, "payment-not-found");
    const { amountYen, parts, cancelled } = found;
    return c.json({
      payment,
      amountYen,
      leftYen: parts.reduce((sum, part) => sum + part.amountYen, 0) as Yen,
      parts: [...parts],
      goesTo: cancelled ? ("issuer" as const) : ("holder" as const),
    });
  },
);
