import type { Env } from "../env.ts";
import { numberLinkText, numberMovedText, numberWaitsText } from "./code-words.ts";
import { send } from "./send.ts";

/** Hands a text over, as far as anybody takes it; false where nothing was begun. */
async function tell(env: Env, phone: string, purpose: string, text: string): Promise<boolean> {
  const begun = await send(env, { phone, purpose, content: { channel: "sms", text } });
  await begun?.sent;
  return begun !== null;
}

/** Tells the old number that it isn't the wallet's any more (RES-12). */
export function tellNumberMoved(env: Env, { from, to }: { readonly from: string; readonly to: string }) {
  return tell(env, from, "number-moved", numberMovedText(to.slice(-4)));
}

/** Asks the new number whether it is to become the wallet's: the link says yes (RES-12). */
export function sendNumberLink(env: Env, { to, key }: { readonly to: string; readonly key: string }) {
  return tell(env, to, "number-link", numberLinkText(linkTo(env, "confirm", key)));
}

/** Tells the old number that the wallet is to move to another one, with the link that stops it. */
export function tellNumberWaits(
  env: Env,
  { from, to, key }: { readonly from: string; readonly to: string; readonly key: string },
) {
  return tell(env, from, "number-waits", numberWaitsText(to.slice(-4), linkTo(env, "stop", key)));
}

/** In the fragment, which no server, log or referrer sees. */
function linkTo(env: Env, what: "confirm" | "stop", key: string): string {
  return `${new URL(env.PUBLIC_ORIGIN).origin}/wallet/number/${what}#${key}`;
}
