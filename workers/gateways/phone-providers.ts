import * as z from "zod";
import type { Env } from "../env.ts";
import { type HttpsReports, httpsSms, httpsVoice, type Json } from "./https-phone.ts";
import type { SmsGateway, VoiceGateway } from "./phone.ts";
import { isSafeUrl } from "./safe-url.ts";
import { twilioSms, twilioVoice } from "./twilio.ts";

/** Somebody who delivers to telephones, in the order in which they are tried. */
export interface PhoneProvider {
  readonly name: string;
  readonly sms: SmsGateway;
  readonly voice: VoiceGateway | null;
  /** What one part of an SMS and one call cost, in yen, rounded up: what the day's spending is reckoned with. */
  readonly smsYen: number;
  readonly voiceYen: number;
  /** It is this machine itself: it has a message before the reply that caused it. */
  readonly isInstant: boolean;
  /** How what it reports is checked. */
  readonly reports:
    | { readonly kind: "twilio"; readonly authToken: string }
    | ({ readonly kind: "https" } & HttpsReports)
    | null;
}

const name = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
const url = z.string().refine(isSafeUrl, "not https");
const yen = z.int().min(0).max(10_000);
const json: z.ZodType<Json> = z.json();
const route = z.object({ url, body: json });
const place = z.string().min(1).max(100);

const providerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("twilio"),
    name,
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
    from: z.string().min(1).max(40),
    voiceFrom: z.string().min(1).max(20).nullable().default(null),
    apiUrl: url.default("https://api.twilio.com"),
    smsYen: yen,
    voiceYen: yen,
  }),
  z.object({
    kind: z.literal("https"),
    name,
    sms: route,
    voice: route.nullable().default(null),
    headers: z.record(z.string(), z.string()).default({ authorization: "Bearer {key}" }),
    numbers: z.enum(["e164", "national"]).default("e164"),
    ref: place.nullable().default(null),
    smsYen: yen,
    voiceYen: yen.default(0),
    reports: z
      .object({
        header: z.string().min(1).max(60),
        id: place,
        state: place,
        code: place.nullable().default(null),
        delivered: z.array(z.string()).min(1),
        failed: z.array(z.string()).min(1),
      })
      .nullable()
      .default(null),
  }),
]);
const providersSchema = z
  .array(providerSchema)
  .max(5)
  .refine((all) => new Set(all.map((one) => one.name)).size === all.length, "two have one name");
/** By the provider's name: what it is called with, and what its reports are signed with. */
const keysSchema = z.record(
  z.string(),
  z.object({ key: z.string().min(1), reports: z.string().min(16).optional() }),
);

type ProviderEnv = Pick<Env, "PHONE_PROVIDERS" | "PHONE_PROVIDER_KEYS" | "PUBLIC_ORIGIN">;

/** Where a provider's reports arrive. */
export function reportUrlOf(env: Pick<Env, "PUBLIC_ORIGIN">, provider: string): string {
  return `${env.PUBLIC_ORIGIN}/api/messages/reports/${provider}`;
}

/**
 * The providers of this deployment in the order of `PHONE_PROVIDERS`, each with its key; on a laptop without any the dev
 * inbox. Throws, naming what is wrong, where the settings can't be read: half a list would send by the wrong one.
 */
export async function phoneProviders(
  env: ProviderEnv & Pick<Env, "DB" | "CLOCK_OFFSET_MS">,
): Promise<readonly PhoneProvider[]> {
  const set = configured(env);
  if (set.length > 0) return set;
  if (__DEV__) {
    const { devPhone } = await import("./dev-inbox.ts");
    return [devPhone(env)];
  }
  return [];
}

/** The providers that settings and secrets name. */
function configured(env: ProviderEnv): readonly PhoneProvider[] {
  const listed = providersSchema.safeParse(parsed("PHONE_PROVIDERS", env.PHONE_PROVIDERS ?? "[]"));
  if (!listed.success) throw new Error(`PHONE_PROVIDERS: ${z.prettifyError(listed.error)}`);
  const keys = keysSchema.safeParse(parsed("PHONE_PROVIDER_KEYS", env.PHONE_PROVIDER_KEYS ?? "{}"));
  // Never the parser's own words: they may hold a part of a key.
  if (!keys.success) throw new Error("PHONE_PROVIDER_KEYS: not an object of {key, reports?} by provider");
  return listed.data.map((provider) => {
    const secret = keys.data[provider.name];
    if (!secret) throw new Error(`PHONE_PROVIDER_KEYS: no key for ${provider.name}`);
    return providerOf(env, provider, secret);
  });
}

function providerOf(
  env: ProviderEnv,
  provider: z.output<typeof providerSchema>,
  secret: { readonly key: string; readonly reports?: string | undefined },
): PhoneProvider {
  const { smsYen, voiceYen } = provider;
  const common = { name: provider.name, smsYen, voiceYen, isInstant: false };
  const reportUrl = reportUrlOf(env, provider.name);
  if (provider.kind === "twilio") {
    const account = { ...provider, authToken: secret.key, reportUrl };
    const reports = { kind: "twilio", authToken: secret.key } as const;
    return { ...common, sms: twilioSms(account), voice: twilioVoice(account), reports };
  }
  const settings = { ...provider, key: secret.key, reportUrl };
  const reports =
    provider.reports && secret.reports
      ? ({ kind: "https", ...provider.reports, key: secret.reports } as const)
      : null;
  return { ...common, sms: httpsSms(settings), voice: httpsVoice(settings), reports };
}

function parsed(setting: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${setting} is no JSON`);
  }
}
