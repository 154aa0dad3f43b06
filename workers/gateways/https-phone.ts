import { createHmac, timingSafeEqual } from "node:crypto";
import { err, ok, type Result } from "../../schema/result.ts";
import {
  ask,
  type DeliveryReport,
  type Outbound,
  type Refusal,
  type SmsGateway,
  type Taken,
  type VoiceGateway,
} from "./phone.ts";
import { retryAfterMs } from "./retry-after.ts";

/** A value of JSON, as a template or as a reply. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What is sent where: the address, and the body with `{id}`, `{to}`, `{text}` and `{callback}` to be filled in. */
export interface HttpsRoute {
  readonly url: string;
  readonly body: Json;
}

/** A provider that takes JSON over HTTPS, as domestic ones do; how is a matter of its settings, not of code. */
export interface HttpsProvider {
  /** Filled in too: `{key}` stands for the secret, e.g. `Bearer {key}`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly sms: HttpsRoute;
  readonly voice: HttpsRoute | null;
  /** How it wants numbers: +819012345678, or 09012345678. */
  readonly numbers: "e164" | "national";
  /** Where in its reply its own name of the message is: names parted by dots; null for nowhere. */
  readonly ref: string | null;
  readonly reportUrl: string;
}

/** How a provider reports what became of a message. */
export interface HttpsReports {
  /** The header with the HMAC-SHA256 of the body, hex, by `key`. */
  readonly header: string;
  readonly key: string;
  /** Where in the report our id, the state and a failure's code are. */
  readonly id: string;
  readonly state: string;
  readonly code: string | null;
  readonly delivered: readonly string[];
  readonly failed: readonly string[];
}

const LIMIT_MS = 6_000;
/** Answers that are about what was sent, so that nobody else would take it either. */
const NUMBER_STATUS: ReadonlySet<number> = new Set([422]);

export function httpsSms(provider: HttpsProvider, limitMs = LIMIT_MS): SmsGateway {
  return { send: ({ text, ...message }) => post(provider, provider.sms, message, text, limitMs) };
}

export function httpsVoice(provider: HttpsProvider, limitMs = LIMIT_MS): VoiceGateway | null {
  const { voice } = provider;
  if (voice === null) return null;
  return {
    call: ({ speech, ...message }) => {
      const once = [speech.before, ...speech.digits, speech.after].join("、");
      return post(provider, voice, message, `${once}。${once}。`, limitMs);
    },
  };
}

/** The same id as `Idempotency-Key` with every try: whoever took it before says so and delivers nothing more. */
async function post(
  provider: HttpsProvider,
  route: HttpsRoute,
  { id, to }: Outbound,
  text: string,
  limitMs: number,
): Promise<Result<Taken, Refusal>> {
  const number = provider.numbers === "national" ? to.replace(/^\+81/, "0") : to;
  const values = { id, to: number, text, callback: `${provider.reportUrl}?id=${id}`, key: provider.key };
  const headers = fill(provider.headers, values) as Record<string, string>;
  const reply = await ask(
    route.url,
    {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": id, ...headers },
      body: JSON.stringify(fill(route.body, values)),
    },
    limitMs,
  );
  if (!reply.ok) return reply;
  const said = await jsonOf(reply.value);
  if (reply.value.ok) return ok({ ref: provider.ref === null ? null : textAt(said, provider.ref) });
  const { status } = reply.value;
  const what = `answered ${status}`;
  if (status === 429) return err({ kind: "busy", what, retryAfterMs: retryAfterMs(reply.value) });
  if (status >= 500) return err({ kind: "unclear", what, retryAfterMs: retryAfterMs(reply.value) });
  return err({ kind: NUMBER_STATUS.has(status) ? "number" : "refused", what, retryAfterMs: null });
}

/** Fills `{name}` in every text of a template; names that aren't known stay as they are. Pure. */
export function fill(template: Json, values: Readonly<Record<string, string>>): Json {
  if (typeof template === "string")
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  if (Array.isArray(template)) return template.map((part: Json) => fill(part, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, fill(part, values)]));
}

/** What a report says: null where its signature isn't the provider's, "nothing" for what changes nothing. */
export function httpsReport(
  reports: HttpsReports,
  body: string,
  signature: string | null,
): DeliveryReport | "nothing" | null {
  const expected = createHmac("sha256", reports.key).update(body).digest();
  if (signature === null || !isSame(signature, expected)) return null;
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return "nothing";
  }
  const [id, state] = [textAt(said, reports.id), textAt(said, reports.state)];
  if (id === null || state === null) return "nothing";
  if (reports.delivered.includes(state)) return { id, state: "delivered", code: null };
  if (!reports.failed.includes(state)) return "nothing";
  return { id, state: "failed", code: (reports.code && textAt(said, reports.code)) ?? state };
}

/** The text or number at a place in JSON, e.g. `data.messageId`. */
function textAt(said: unknown, path: string): string | null {
  const found = path
    .split(".")
    .reduce<unknown>(
      (at, name) =>
        typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined,
      said,
    );
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}

async function jsonOf(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    return undefined;
  }
}

function isSame(given: string, expected: Uint8Array): boolean {
  if (!/^[0-9a-f]{64}$/i.test(given)) return false;
  const bytes = Uint8Array.from(given.match(/../g) as string[], (pair) => Number.parseInt(pair, 16));
  return timingSafeEqual(bytes, expected);
}
