import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { Env } from "../env.ts";
import type { Speech } from "../gateways/phone.ts";
import { type PhoneProvider, phoneProviders } from "../gateways/phone-providers.ts";
import { errorText } from "../http/error-text.ts";
import { phoneLookup, phonePrefix } from "../phones/number.ts";
import { reserve, settle, standingStop } from "./admission.ts";
import { smsParts } from "./code-words.ts";
import { type Candidate, type HandedOver, handOver, type Waiting } from "./hand-over.ts";
import { countFailed, undeliveredBy, writeHandedOver, writeMessage } from "./log.ts";
import { tellOperator } from "./tell.ts";
import { failingMail } from "./words.ts";

export type SendEnv = Pick<
  Env,
  "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN" | "CLOCK_OFFSET_MS" | "PHONE_PROVIDERS" | "PHONE_PROVIDER_KEYS"
>;

/** What is to be sent: a text, or a call. */
export type Content =
  | { readonly channel: "sms"; readonly text: string }
  | { readonly channel: "voice"; readonly speech: Speech };
export type Channel = Content["channel"];

/** Another message to the same number within this time goes through somebody else first, if the last hasn't arrived. */
const SAME_NUMBER_MS = 10 * 60_000;
/** So many messages that nobody took within ten minutes are no accident. */
const FAILING_FROM = 3;
const FAILING_WITHIN_MS = 10 * 60_000;

/** The providers of a channel, in order. */
export async function providersFor(env: SendEnv, channel: Channel): Promise<readonly PhoneProvider[]> {
  return (await phoneProviders(env)).filter((one) => channel === "sms" || one.voice !== null);
}

/**
 * Whether something can be sent to a number at all now: somebody delivers, its block isn't stopped, the day's limit isn't
 * reached (RES-8, RES-9). Asked before a code is made, so that nobody waits for one that isn't sent.
 */
export async function canSend(
  env: SendEnv,
  phone: string,
  channel: Channel,
  parts: number,
): Promise<boolean> {
  const providers = await providersFor(env, channel);
  if (providers.length === 0) return false;
  const least = mostYen(providers, channel, parts);
  return (await standingStop(env, phonePrefix(phone), least, clockOf(env).now())) === null;
}

/**
 * Sends a message: takes its cost off the day's limit, writes it down, hands it over, and writes down how that went
 * (RES-7). False at once where nothing was begun; `sent` ends when it is known who took it.
 */
export async function send(
  env: SendEnv,
  message: { readonly phone: string; readonly purpose: string; readonly content: Content },
  waiting: Waiting = realWaiting,
): Promise<{ readonly sent: Promise<HandedOver> } | null> {
  const { phone, purpose, content } = message;
  const { channel } = content;
  const nowMs = clockOf(env).now();
  const lookup = phoneLookup(env, phone);
  const providers = await providersFor(env, channel);
  if (providers.length === 0) return null;
  const parts = channel === "sms" ? smsParts(content.text) : 1;
  const yen = mostYen(providers, channel, parts);
  const avoided = await undeliveredBy(env.DB, lookup, nowMs - SAME_NUMBER_MS);
  if (!(await reserve(env, yen, nowMs))) return null;
  const id = crypto.randomUUID();
  await writeMessage(env.DB, { id, channel, purpose, lookup, prefix: phonePrefix(phone), yen }, nowMs);
  const candidates = othersFirst(providers, avoided).map((provider) =>
    candidateOf(provider, { id, to: phone }, content, parts),
  );
  return { sent: finish(env, id, yen, nowMs, candidates, waiting) };
}

/** Whoever handled an earlier message that hasn't arrived comes last. Pure. */
export function othersFirst<P extends { readonly name: string }>(
  providers: readonly P[],
  avoided: string | null,
): readonly P[] {
  return [
    ...providers.filter((one) => one.name !== avoided),
    ...providers.filter((one) => one.name === avoided),
  ];
}

async function finish(
  env: SendEnv,
  id: string,
  reservedYen: number,
  reservedAtMs: number,
  candidates: readonly Candidate[],
  waiting: Waiting,
): Promise<HandedOver> {
  const outcome = await handOver(candidates, waiting);
  try {
    await settle(env.DB, outcome.yen - reservedYen, reservedAtMs);
    await writeHandedOver(env.DB, id, outcome, clockOf(env).now());
    if (outcome.by === null) await noteFailure(env, outcome.failure ?? "nobody");
  } catch (error) {
    // The message is on its way or not, whatever is written of it.
    logLine("error", "a message's end was not written down", { id, error: errorText(error) });
  }
  return outcome;
}

/** Says to the operator that nothing gets through, once an hour. */
async function noteFailure(env: SendEnv, failure: string): Promise<void> {
  const nowMs = clockOf(env).now();
  const failed = await countFailed(env.DB, nowMs - FAILING_WITHIN_MS);
  logLine("warn", "nobody took a message to a telephone", { failure, failed });
  if (failed < FAILING_FROM) return;
  const hour = Math.floor(nowMs / 3_600_000);
  const told = await tellOperator(
    env,
    {
      id: `phone-failing:${hour}`,
      kind: "phone-failing",
      subject: "phone",
      detail: { failed, failure },
      mail: failingMail({ failed, failure }, env.PUBLIC_ORIGIN),
    },
    nowMs,
  );
  await env.DB.batch(told);
}

function candidateOf(
  provider: PhoneProvider,
  message: { readonly id: string; readonly to: string },
  content: Content,
  parts: number,
): Candidate {
  return {
    name: provider.name,
    yen: yenOf(provider, content.channel, parts),
    give: (again) => {
      if (content.channel === "sms") return provider.sms.send({ ...message, again, text: content.text });
      if (provider.voice === null) throw new Error(`${provider.name} doesn't call`);
      return provider.voice.call({ ...message, again, speech: content.speech });
    },
  };
}

const yenOf = (provider: PhoneProvider, channel: Channel, parts: number) =>
  channel === "sms" ? provider.smsYen * parts : provider.voiceYen;

const mostYen = (providers: readonly PhoneProvider[], channel: Channel, parts: number) =>
  Math.max(...providers.map((one) => yenOf(one, channel, parts)));

const realWaiting: Waiting = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
