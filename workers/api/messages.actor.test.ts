import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { throttle } from "../../durable-objects/throttle/client.ts";
import { MAX_CODES_IN_WINDOW } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { twilioSignature } from "../gateways/twilio.ts";
import { QUOTAS } from "../http/throttled.ts";
import { app } from "./app.ts";
import { Browser } from "./world.actor.testing.ts";

afterEach(() => vi.restoreAllMocks());

const TOKEN = "twilio-token";
const TWILIO = {
  PHONE_PROVIDERS: JSON.stringify([
    {
      kind: "twilio",
      name: "twilio",
      accountSid: `AC${"0".repeat(32)}`,
      from: "TEGATA",
      smsYen: 10,
      voiceYen: 30,
    },
  ]),
  PHONE_PROVIDER_KEYS: JSON.stringify({ twilio: { key: TOKEN } }),
};

/** One request to a server with providers; `later` ends when what goes on after the reply has ended. */
async function ask(path: string, body: unknown, headers: Record<string, string> = {}) {
  const ctx = createExecutionContext();
  const isForm = body instanceof URLSearchParams;
  const reply = await app.fetch(
    new Request(`http://localhost/api/${path}`, {
      method: "POST",
      headers: {
        origin: "http://localhost",
        ...(isForm ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: isForm ? body : JSON.stringify(body),
    }),
    { ...env, ...TWILIO } as Env,
    ctx,
  );
  const text = await reply.text();
  return {
    status: reply.status,
    body: text === "" ? null : JSON.parse(text),
    later: () => waitOnExecutionContext(ctx),
  };
}
const messages = async () =>
  (await env.DB.prepare("select * from phone_message order by created_at_ms").all<Record<string, unknown>>())
    .results;
const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });

test("RES-3, RES-7: the reply waits for no provider; the message goes out after it, once for each code", async () => {
  const sent: URLSearchParams[] = [];
  let answer: (reply: Response) => void = () => {};
  vi.spyOn(globalThis, "fetch").mockImplementation((_, init) => {
    sent.push(init?.body as URLSearchParams);
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const reply = await ask("residents/verification", { phone: "090-7777-0001" });
  expect(reply.body).toEqual({ sent: true, validForMs: 600_000, nextInMs: 30_000, voice: false });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.get("Body")).toMatch(/\n@localhost #\d{6}$/);
  answer(Response.json({ sid: "SM1" }, { status: 201 }));
  await reply.later();
  const [row] = await messages();
  expect(row).toMatchObject({ state: "taken", ref: "SM1", prefix: "090777", purpose: "sign-in", yen: 20 });
  expect(JSON.stringify(row)).not.toMatch(/77770001/);

  const code = /#(\d{6})$/.exec(sent[0]?.get("Body") ?? "")?.[1];
  const session = await ask("residents/session", { phone: "090-7777-0001", code });
  expect(session.status).toBe(200);
  await session.later();
  expect((await messages())[0]?.verified_at_ms).not.toBeNull();
});

test("RES-7: a report counts only with Twilio's signature over the address that was given out; a second one changes nothing", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
    Response.json({ sid: "SM2" }, { status: 201 }),
  );
  const sent = await ask("residents/verification", { phone: "090-7777-0002" });
  await sent.later();
  const id = String((await messages()).at(-1)?.id);
  const path = `messages/reports/twilio?id=${id}`;
  const report = (status: string, url = `${env.PUBLIC_ORIGIN}/api/${path}`) => {
    const form = new URLSearchParams({ MessageSid: "SM2", MessageStatus: status, To: "+819077770002" });
    return ask(path, form, { origin: "", "x-twilio-signature": twilioSignature(TOKEN, url, form) });
  };
  expect((await report("delivered", "https://elsewhere.example.jp/")).status).toBe(403);
  expect((await ask(path, new URLSearchParams({ MessageStatus: "delivered" }))).status).toBe(403);
  expect((await messages()).at(-1)?.state).toBe("taken");
  expect((await report("delivered")).status).toBe(204);
  expect((await report("delivered")).status).toBe(204);
  expect((await report("failed")).status).toBe(204);
  expect((await messages()).at(-1)).toMatchObject({ state: "delivered", failure: null });
  expect((await ask("messages/reports/nobody", new URLSearchParams())).status).toBe(404);
  const long = new URLSearchParams({ MessageStatus: "x".repeat(20_000) });
  expect((await ask(path, long)).status).toBe(413);
});

test("RES-7: a call is the second way, and counts as a code like any other; where nobody calls it isn't offered", async () => {
  const browser = new Browser({ "cf-connecting-ip": "198.51.100.9" });
  const phone = "090-7777-0003";
  const asked = await browser.done("residents/verification", { phone });
  expect(asked.voice).toBe(true);
  await browser.done("residents/verification", { phone, by: "voice" });
  const { results } = await env.DB.prepare(
    "select text from dev_inbox where recipient = '+819077770003' order by id",
  ).all<{ text: string }>();
  expect(results).toHaveLength(2);
  const words = ["ゼロ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"];
  const said = (results[1]?.text ?? "")
    .split("、")
    .flatMap((word) => words.indexOf(word))
    .filter((at) => at >= 0);
  expect(said).toHaveLength(6);
  expect((await browser.done("residents/session", { phone, code: said.join("") })).registered).toBe(true);
  for (let n = 2; n < MAX_CODES_IN_WINDOW + 2; n++)
    await browser.done("residents/verification", { phone, by: "voice" });
  const count = await env.DB.prepare(
    "select count(*) as n from dev_inbox where recipient = '+819077770003'",
  ).first();
  expect(count).toEqual({ n: MAX_CODES_IN_WINDOW });
  const nobody = await ask("residents/verification", { phone: "090-7777-0004", by: "voice" });
  expect([nobody.status, nobody.body.code]).toEqual([503, "messages-stopped"]);
});

test("RES-4: too many from one address, one network around it, or to one block of numbers are told to wait", async () => {
  const full = async (
    name: "verification:ip" | "verification:network" | "verification:prefix",
    caller: string,
  ) => throttle(env.THROTTLE, name, caller).hit({ ...QUOTAS[name], cost: QUOTAS[name].limit });
  await full("verification:ip", "203.0.113.1");
  await full("verification:network", "203.0.114.0/24");
  await full("verification:prefix", "080555");
  const from = (ip: string, phone: string) =>
    new Browser({ "cf-connecting-ip": ip }).post("residents/verification", { phone });
  for (const [ip, phone] of [
    ["203.0.113.1", "090-7777-0005"],
    ["203.0.114.77", "090-7777-0005"],
    ["203.0.115.1", "080-5550-0001"],
  ] as const)
    expect((await from(ip, phone)).body).toMatchObject({ code: "too-many-requests" });
  expect((await from("203.0.113.2", "090-7777-0005")).status).toBe(200);
  expect((await from("203.0.115.1", "080-5560-0001")).status).toBe(200);
});

test("RES-8, RES-9: the operator sees and sets; a stopped day is told to whoever asks for a code", async () => {
  expect((await new Browser().get("operator/messages")).status).toBe(401);
  const before = await operator.read("operator/messages");
  expect(before).toMatchObject({ dailyLimitYen: 50_000, recipients: 0, stops: [] });
  expect(before.providers).toEqual([{ name: "inbox", voice: true, reports: false }]);
  const wrong = await operator.post("operator/messages/setting", { recipients: ["no address"] });
  expect(wrong.status).toBe(422);
  const after = await operator.done("operator/messages/setting", {
    dailyLimitYen: 0,
    recipients: ["ban@example.jp"],
  });
  expect(after).toMatchObject({ dailyLimitYen: 0, recipients: 1 });
  const { results } = await env.DB.prepare("select recipients from phone_setting").all();
  expect(JSON.stringify(results)).not.toContain("ban@example.jp");
  const stopped = await ask("residents/verification", { phone: "090-7777-0006" });
  expect([stopped.status, stopped.body.code]).toEqual([503, "messages-stopped"]);
  const alert = await env.DB.prepare("select region_id, kind from alert where kind = 'phone-spent'").first();
  expect(alert).toEqual({ region_id: null, kind: "phone-spent" });
  expect((await operator.post("operator/messages/stops/090777/end")).status).toBe(404);
  expect((await operator.post("operator/messages/stops/03/end")).status).toBe(404);
  await operator.done("operator/messages/setting", { dailyLimitYen: 50_000 });
  expect(await operator.read("operator/messages")).toMatchObject({ dailyLimitYen: 50_000, recipients: 1 });
  const log = await env.DB.prepare(
    "select action, after from audit_log where subject_kind = 'messages'",
  ).all();
  expect(log.results).toHaveLength(2);
  expect(JSON.stringify(log.results)).not.toContain("ban@");
});
