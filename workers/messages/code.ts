import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress, callerNetwork } from "../http/network.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { evenOut, overQuota } from "../http/throttled.ts";
import { CODE_VALID_MS, type CodePurpose, startCode } from "../phones/code.ts";
import { phoneLookup, phonePrefix } from "../phones/number.ts";
import { codeSpeech, newNumberText, smsParts, verificationText } from "./code-words.ts";
import { noteVerified } from "./log.ts";
import { type Channel, type Content, canSend, providersFor, send } from "./send.ts";

/** The text of a code for each purpose. */
const TEXTS: { readonly [P in CodePurpose]: typeof verificationText } = {
  "sign-in": verificationText,
  proof: verificationText,
  "new-number": newNumberText,
};

/** The brakes on asking for codes by where the request comes from (RES-4); a problem where there were too many. */
export async function codeBrake(c: Context<ApiContext>): Promise<ProblemReply | null> {
  return (
    (await overQuota(c, "verification:ip", callerAddress(c))) ??
    (await overQuota(c, "verification:network", callerNetwork(c)))
  );
}

/**
 * Sends a code to a number, after the reply; null once it is on its way, or where the number's own limit says that none is
 * sent (RES-3: the same answer in the same time). A problem where nobody gets one now: too many for its block, stopped, or
 * no one to deliver.
 */
export async function sendCode(
  c: Context<ApiContext>,
  phone: string,
  purpose: CodePurpose,
  channel: Channel,
): Promise<ProblemReply | null> {
  const startedAtMs = Date.now();
  const tooMany = await overQuota(c, "verification:prefix", phonePrefix(phone));
  if (tooMany) return tooMany;
  const contentOf = (code: string): Content =>
    channel === "voice"
      ? { channel, speech: codeSpeech(code) }
      : { channel, text: TEXTS[purpose](code, new URL(c.env.PUBLIC_ORIGIN).host, CODE_VALID_MS) };
  const example = contentOf("000000");
  const parts = example.channel === "sms" ? smsParts(example.text) : 1;
  if (!(await canSend(c.env, phone, channel, parts))) return problem(c, "messages-stopped");
  const started = await startCode(c.env, phoneLookup(c.env, phone), purpose);
  if (started.ok) {
    const begun = await send(c.env, { phone, purpose, content: contentOf(started.code) });
    if (!begun) return problem(c, "messages-stopped");
    // The laptop's inbox has it before whoever asked looks there; a provider's time is nobody's to measure.
    if (await isInstant(c, channel)) await begun.sent;
    else c.executionCtx.waitUntil(begun.sent);
  }
  await evenOut(startedAtMs);
  return null;
}

/** Notes that a code was entered: the share of those that are is watched (RES-9). */
export function codeEntered(c: Context<ApiContext>, phone: string, purpose: CodePurpose): void {
  const nowMs = clockOf(c.env).now();
  c.executionCtx.waitUntil(
    noteVerified(c.env.DB, phoneLookup(c.env, phone), purpose, nowMs - CODE_VALID_MS, nowMs),
  );
}

/** Whether somebody can call here: the screen offers it only then. */
export async function canCall(c: Context<ApiContext>): Promise<boolean> {
  return (await providersFor(c.env, "voice")).length > 0;
}

async function isInstant(c: Context<ApiContext>, channel: Channel): Promise<boolean> {
  return (await providersFor(c.env, channel)).every((one) => one.isInstant);
}
