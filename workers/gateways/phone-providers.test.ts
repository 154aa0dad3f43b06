import { expect, test } from "vitest";
import { phoneProviders } from "./phone-providers.ts";

const twilio = {
  kind: "twilio",
  name: "twilio",
  accountSid: `AC${"0".repeat(32)}`,
  from: "TEGATA",
  smsYen: 12,
  voiceYen: 25,
};
const domestic = {
  kind: "https",
  name: "domestic",
  sms: { url: "https://sms.example.jp/v1", body: { to: "{to}", text: "{text}" } },
  smsYen: 8,
  reports: { header: "x-signature", id: "id", state: "state", delivered: ["ok"], failed: ["ng"] },
};
const KEYS = { twilio: { key: "token" }, domestic: { key: "bearer", reports: "a-key-for-reports" } };

const read = (providers: unknown, keys: unknown = KEYS) =>
  phoneProviders({
    PHONE_PROVIDERS: typeof providers === "string" ? providers : JSON.stringify(providers),
    PHONE_PROVIDER_KEYS: JSON.stringify(keys),
    PUBLIC_ORIGIN: "https://tegata.example.jp",
  } as unknown as Parameters<typeof phoneProviders>[0]);

test("RES-7: providers come in the order of the settings, with what each can do", async () => {
  const all = await read([domestic, { ...twilio, voiceFrom: "+815012345678" }]);
  expect(all.map(({ name, voice, reports }) => [name, voice !== null, reports?.kind])).toEqual([
    ["domestic", false, "https"],
    ["twilio", true, "twilio"],
  ]);
});

test("RES-7: reports of a provider without a key for them count for nothing", async () => {
  const [only] = await read([domestic], { domestic: { key: "bearer" } });
  expect(only?.reports).toBeNull();
});

test.each([
  ["no list", "{}", "PHONE_PROVIDERS"],
  ["no JSON", "[", "PHONE_PROVIDERS is no JSON"],
  [
    "an address that isn't https",
    [{ ...domestic, sms: { url: "http://sms.example.jp", body: {} } }],
    "not https",
  ],
  ["two of one name", [domestic, domestic], "two have one name"],
  ["an account that can't be one", [{ ...twilio, accountSid: "AC1" }], "accountSid"],
  ["no price", [{ ...twilio, smsYen: undefined }], "smsYen"],
  ["one without a key", [{ ...twilio, name: "other" }], "no key for other"],
])("RES-7: settings with %s are refused whole, and say where", async (_, providers, says) => {
  await expect(read(providers)).rejects.toThrow(says);
});

test("RES-7: what is wrong with the keys is said without a part of them", async () => {
  await expect(read([twilio], { twilio: "secret-token" })).rejects.toThrow(
    /^(?!.*secret-token).*PHONE_PROVIDER_KEYS/,
  );
});
