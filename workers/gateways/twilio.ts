import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { err, ok, type Result } from "../../schema/result.ts";
import {
  ask,
  type DeliveryReport,
  type Outbound,
  type Refusal,
  type SmsGateway,
  type Speech,
  type Taken,
  type VoiceGateway,
} from "./phone.ts";
import { retryAfterMs } from "./retry-after.ts";

/** An account with Twilio: REST with Basic auth and a form, as its API of 2010-04-01. */
export interface TwilioAccount {
  readonly apiUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** A number, a sender name, or a messaging service (MG…). */
  readonly from: string;
  /** The number that calls; without it there are no calls. */
  readonly voiceFrom: string | null;
  /** Where reports go, less our id of the message. */
  readonly reportUrl: string;
}

const LIMIT_MS = 6_000;
/** A message of ours younger than this is looked for before it is sent again. */
const SAME_WITHIN_MS = 3 * 60_000;
/** Twilio's codes that speak of the number: invalid, no mobile, unsubscribed, unreachable by SMS. */
const NUMBER_CODES: ReadonlySet<number> = new Set([21211, 21214, 21217, 21265, 21421, 21610, 21612, 21614]);

const created = z.object({ sid: z.string() });
const refusedBody = z.object({ code: z.int() });
const listed = z.object({ sid: z.string(), date_created: z.string() });
const messages = z.object({ messages: z.array(listed.extend({ body: z.string() })) });
const calls = z.object({ calls: z.array(listed.extend({ status: z.string() })) });

/** Sends text messages through Twilio, and asks it first whether it has one whose reply was lost. */
export function twilioSms(account: TwilioAccount, limitMs = LIMIT_MS): SmsGateway {
  return {
    async send({ text, ...message }) {
      if (message.again) {
        const found = await find(account, "Messages", message.to, limitMs);
        if (!found.ok) return found;
        const parsed = messages.safeParse(found.value);
        const same = parsed.data?.messages.find((one) => one.body === text && isRecent(one.date_created));
        if (same) return ok({ ref: same.sid });
      }
      return create(account, "Messages", message, { ...sender(account.from), Body: text }, limitMs);
    },
  };
}

/** Calls through Twilio with the words in the request itself. */
export function twilioVoice(account: TwilioAccount, limitMs = LIMIT_MS): VoiceGateway | null {
  const { voiceFrom } = account;
  if (voiceFrom === null) return null;
  return {
    async call({ speech, ...message }) {
      if (message.again) {
        const found = await find(account, "Calls", message.to, limitMs);
        if (!found.ok) return found;
        const parsed = calls.safeParse(found.value);
        const same = parsed.data?.calls.find((one) => one.status !== "failed" && isRecent(one.date_created));
        if (same) return ok({ ref: same.sid });
      }
      return create(account, "Calls", message, { From: voiceFrom, Twiml: twiml(speech) }, limitMs);
    },
  };
}

/** The call in TwiML: each digit by itself with a rest after it, and everything a second time. */
export function twiml({ before, digits, after }: Speech): string {
  const say = (text: string) => `<Say language="ja-JP">${escapeXml(text)}</Say>`;
  const once = [say(before), ...digits.map((digit) => `${say(digit)}<Pause length="1"/>`), say(after)].join(
    "",
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/>${once}<Pause length="1"/>${once}</Response>`;
}

/**
 * What a report of Twilio says: null where the signature isn't Twilio's (HMAC-SHA1 over the address and the sorted form,
 * base64, by the account's token), "nothing" for what changes nothing.
 */
export function twilioReport(
  authToken: string,
  url: string,
  form: URLSearchParams,
  signature: string | null,
): DeliveryReport | "nothing" | null {
  const expected = twilioSignature(authToken, url, form);
  if (signature === null || !isSame(signature, expected)) return null;
  const id = new URL(url).searchParams.get("id");
  const status = form.get("MessageStatus") ?? form.get("CallStatus");
  if (id === null || status === null) return "nothing";
  if (status === "delivered" || status === "read" || status === "completed")
    return { id, state: "delivered", code: null };
  if (["undelivered", "failed", "canceled", "busy", "no-answer"].includes(status))
    return { id, state: "failed", code: form.get("ErrorCode") ?? status };
  return "nothing";
}

/** The signature that Twilio puts on a request of its own. */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  const said = names.map((name) =>
    [...new Set(form.getAll(name))]
      .sort()
      .map((value) => name + value)
      .join(""),
  );
  return createHmac("sha1", authToken)
    .update(url + said.join(""))
    .digest("base64");
}

type Resource = "Messages" | "Calls";

const sender = (from: string): Record<string, string> =>
  from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from };

const addressOf = ({ apiUrl, accountSid }: TwilioAccount, resource: Resource) =>
  `${apiUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`;

const authOf = ({ accountSid, authToken }: TwilioAccount) => ({
  authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
});

async function create(
  account: TwilioAccount,
  resource: Resource,
  { id, to }: Outbound,
  what: Record<string, string>,
  limitMs: number,
): Promise<Result<Taken, Refusal>> {
  const body = new URLSearchParams({ To: to, ...what, StatusCallback: `${account.reportUrl}?id=${id}` });
  const reply = await ask(
    addressOf(account, resource),
    { method: "POST", headers: authOf(account), body },
    limitMs,
  );
  if (!reply.ok) return reply;
  const said = await bodyOf(reply.value);
  if (!reply.value.ok) return err(refusalOf(reply.value, said));
  const parsed = created.safeParse(said);
  return ok({ ref: parsed.data?.sid ?? null });
}

/** The account's newest messages or calls to a number. */
async function find(
  account: TwilioAccount,
  resource: Resource,
  to: string,
  limitMs: number,
): Promise<Result<unknown, Refusal>> {
  const query = new URLSearchParams({ To: to, PageSize: "20" });
  const reply = await ask(`${addressOf(account, resource)}?${query}`, { headers: authOf(account) }, limitMs);
  if (!reply.ok) return reply;
  const said = await bodyOf(reply.value);
  return reply.value.ok ? ok(said) : err(refusalOf(reply.value, said));
}

function refusalOf(reply: Response, said: unknown): Refusal {
  const code = refusedBody.safeParse(said).data?.code;
  const what = code === undefined ? `answered ${reply.status}` : `answered ${reply.status}, code ${code}`;
  if (reply.status === 429) return { kind: "busy", what, retryAfterMs: retryAfterMs(reply) };
  if (reply.status >= 500) return { kind: "unclear", what, retryAfterMs: retryAfterMs(reply) };
  const kind = code !== undefined && NUMBER_CODES.has(code) ? "number" : "refused";
  return { kind, what, retryAfterMs: null };
}

async function bodyOf(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    return undefined;
  }
}

/** Our clock may be moved (CLK-1), Twilio's is not: the wall clock tells how old a message of theirs is. */
function isRecent(dateCreated: string): boolean {
  return Date.now() - Date.parse(dateCreated) < SAME_WITHIN_MS;
}

function escapeXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] as string,
  );
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [new TextEncoder().encode(given), new TextEncoder().encode(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
