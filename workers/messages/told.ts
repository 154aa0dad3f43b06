import type { Context } from "hono";
import type { ApiContext } from "../http/context.ts";
import { numberMovedText } from "./code-words.ts";
import { send } from "./send.ts";

/** Tells the old number that it isn't the wallet's any more (RES-12), after the reply and as far as anybody takes it. */
export function tellNumberMoved(
  c: Context<ApiContext>,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const told = send(c.env, {
    phone: from,
    purpose: "number-moved",
    content: { channel: "sms", text: numberMovedText(to.slice(-4)) },
  });
  c.executionCtx.waitUntil(told.then((begun) => begun?.sent));
}
