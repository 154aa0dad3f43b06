import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Assertion, ConfirmedUse } from "../../schema/api/passkeys.ts";
import { ACCEPTED, type Verdict } from "../../schema/commands.ts";
import { databaseOf } from "../data/database.ts";
import type { ResidentCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { asksConfirmation } from "./limit.ts";
import { isConfirmed } from "./redeem.ts";

/**
 * Whether a payment is confirmed where its payer's limit asks for it (PSK-6): a verdict, which travels with the command. An
 * operation that is known gets its stored answer whatever the verdict (OPR-6), so a repeat needs no finger.
 */
export async function confirmationVerdict(
  c: Context<ApiContext>,
  caller: ResidentCaller,
  payment: Omit<Extract<ConfirmedUse, { readonly for: "payment" }>, "for">,
  assertion: Assertion | undefined,
): Promise<Verdict> {
  if (!asksConfirmation(caller.device.limit, payment.amountYen, clockOf(c.env).now())) return ACCEPTED;
  const what = { for: "payment", ...payment } as const;
  const confirmed = await isConfirmed(c, databaseOf(c.env, null), caller, what, assertion);
  return confirmed ? ACCEPTED : { ok: false, code: "confirmation-needed" };
}
