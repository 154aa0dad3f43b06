import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeProvider } from "./fake-provider.testing.ts";
import { twilioReport, twilioSignature, twilioSms, twilioVoice, twiml } from "./twilio.ts";

const SID = `AC${"0".repeat(32)}`;
const MESSAGE = { id: "m1", to: "+819012345678", again: false, text: "確認コード\n123456" };
const SPEECH = { before: "コードは", digits: ["いち", "に"], after: "です。" };

let fake: FakeProvider;
beforeEach(async () => {
  fake = await FakeProvider.start();
});
afterEach(() => fake.stop());

const account = (more: { from?: string; voiceFrom?: string | null } = {}) => ({
  apiUrl: fake.url,
  accountSid: SID,
  authToken: "secret-token",
  from: "TEGATA",
  voiceFrom: "+815012345678",
  reportUrl: "https://tegata.example.jp/api/messages/reports/twilio",
  ...more,
});
const form = (n = 0) => Object.fromEntries(new URLSearchParams(fake.arrived[n]?.text));

describe("RES-7: text messages through Twilio", () => {
  test("one form with Basic auth, our sender, and where to report by our own id", async () => {
    fake.answers = [{ status: 201, body: { sid: "SM1", status: "queued" } }];
    expect(await twilioSms(account()).send(MESSAGE)).toEqual({ ok: true, value: { ref: "SM1" } });
    expect(fake.arrived[0]).toMatchObject({
      method: "POST",
      path: `/2010-04-01/Accounts/${SID}/Messages.json`,
      headers: { authorization: `Basic ${btoa(`${SID}:secret-token`)}` },
    });
    expect(form()).toEqual({
      To: MESSAGE.to,
      From: "TEGATA",
      Body: MESSAGE.text,
      StatusCallback: "https://tegata.example.jp/api/messages/reports/twilio?id=m1",
    });
  });

  test("a messaging service sends in place of a number", async () => {
    fake.answers = [{ status: 201, body: { sid: "SM1" } }];
    await twilioSms(account({ from: `MG${"0".repeat(32)}` })).send(MESSAGE);
    expect(form()).toMatchObject({ MessagingServiceSid: `MG${"0".repeat(32)}` });
    expect(form()).not.toHaveProperty("From");
  });

  test.each([
    [
      "429 that asks for a while",
      { status: 429, headers: { "retry-after": "2" }, body: { code: 20429 } },
      { kind: "busy", what: "answered 429, code 20429", retryAfterMs: 2_000 },
    ],
    ["503: perhaps taken", { status: 503 }, { kind: "unclear", what: "answered 503", retryAfterMs: null }],
    [
      "401: our key",
      { status: 401, body: { code: 20003 } },
      { kind: "refused", what: "answered 401, code 20003", retryAfterMs: null },
    ],
    [
      "a region that isn't allowed",
      { status: 400, body: { code: 21408 } },
      { kind: "refused", what: "answered 400, code 21408", retryAfterMs: null },
    ],
    [
      "a number that gets no SMS",
      { status: 400, body: { code: 21614 } },
      { kind: "number", what: "answered 400, code 21614", retryAfterMs: null },
    ],
  ] as const)("%s is not taken", async (_, answer, refusal) => {
    fake.answers = [answer];
    expect(await twilioSms(account()).send(MESSAGE)).toEqual({ ok: false, error: refusal });
  });

  test("silence leaves open whether it was taken; nobody there too", async () => {
    fake.answers = ["silence"];
    const late = { kind: "unclear", what: "no answer within 100 ms", retryAfterMs: null };
    expect(await twilioSms(account(), 100).send(MESSAGE)).toEqual({ ok: false, error: late });
    const nobody = { ...account(), apiUrl: "http://127.0.0.1:1" };
    expect(await twilioSms(nobody).send(MESSAGE)).toMatchObject({
      ok: false,
      error: { kind: "unclear", what: "can't be reached" },
    });
  });

  test("before it is sent again Twilio is asked whether it has it, and where it does nothing is sent", async () => {
    const had = { sid: "SM1", body: MESSAGE.text, date_created: new Date().toUTCString() };
    fake.answers = [{ status: 200, body: { messages: [{ ...had, body: "another" }, had] } }];
    const again = { ...MESSAGE, again: true };
    expect(await twilioSms(account()).send(again)).toEqual({ ok: true, value: { ref: "SM1" } });
    expect(fake.arrived.map((one) => one.method)).toEqual(["GET"]);
    expect(fake.arrived[0]?.path).toContain("To=%2B819012345678");
  });

  test("where Twilio doesn't have it, or only an old one with the same words, it is sent", async () => {
    const old = { sid: "SM0", body: MESSAGE.text, date_created: "Thu, 01 Jan 2026 00:00:00 +0000" };
    fake.answers = [
      { status: 200, body: { messages: [old] } },
      { status: 201, body: { sid: "SM2" } },
    ];
    expect(await twilioSms(account()).send({ ...MESSAGE, again: true })).toEqual({
      ok: true,
      value: { ref: "SM2" },
    });
    expect(fake.arrived.map((one) => one.method)).toEqual(["GET", "POST"]);
  });

  test("where even that can't be asked, nothing is sent", async () => {
    fake.answers = [{ status: 500 }];
    expect(await twilioSms(account()).send({ ...MESSAGE, again: true })).toMatchObject({
      error: { kind: "unclear" },
    });
    expect(fake.arrived.map((one) => one.method)).toEqual(["GET"]);
  });
});

describe("RES-7: calls through Twilio", () => {
  const call = { id: "m1", to: "+819012345678", again: false, speech: SPEECH };

  test("the words go with the request; each digit by itself, everything twice", async () => {
    fake.answers = [{ status: 201, body: { sid: "CA1" } }];
    expect(await twilioVoice(account())?.call(call)).toEqual({ ok: true, value: { ref: "CA1" } });
    expect(fake.arrived[0]?.path).toBe(`/2010-04-01/Accounts/${SID}/Calls.json`);
    expect(form()).toMatchObject({ To: call.to, From: "+815012345678", Twiml: twiml(SPEECH) });
    const said = [...twiml(SPEECH).matchAll(/<Say language="ja-JP">([^<]*)<\/Say>/g)].map(
      (match) => match[1],
    );
    expect(said).toEqual(["コードは", "いち", "に", "です。", "コードは", "いち", "に", "です。"]);
  });

  test("words can't become markup", () => {
    expect(twiml({ ...SPEECH, before: '<Dial>&"' })).toContain("&lt;Dial&gt;&amp;&quot;");
  });

  test("without a number to call from there are no calls", () => {
    expect(twilioVoice(account({ voiceFrom: null }))).toBeNull();
  });

  test("a call whose reply was lost isn't made a second time", async () => {
    const made = { sid: "CA1", status: "ringing", date_created: new Date().toUTCString() };
    fake.answers = [{ status: 200, body: { calls: [made] } }];
    expect(await twilioVoice(account())?.call({ ...call, again: true })).toEqual({
      ok: true,
      value: { ref: "CA1" },
    });
    expect(fake.arrived.map((one) => one.method)).toEqual(["GET"]);
  });
});

describe("RES-7: Twilio's reports", () => {
  const url = "https://tegata.example.jp/api/messages/reports/twilio?id=m1";
  const read = (said: Record<string, string>, sign = url) => {
    const body = new URLSearchParams(said);
    return twilioReport("secret-token", url, body, twilioSignature("secret-token", sign, body));
  };

  test("the signature is the one of Twilio's own documentation", () => {
    const said = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    const address = "https://mycompany.com/myapp.php?foo=1&bar=2";
    expect(twilioSignature("12345", address, new URLSearchParams(said))).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  test("a signature of something else, or none, is refused", () => {
    expect(read({ MessageStatus: "delivered" }, `${url}x`)).toBeNull();
    const body = new URLSearchParams({ MessageStatus: "delivered" });
    expect(twilioReport("secret-token", url, body, null)).toBeNull();
    expect(twilioReport("secret-token", url, body, "")).toBeNull();
  });

  test.each([
    [{ MessageStatus: "delivered" }, { id: "m1", state: "delivered", code: null }],
    [{ CallStatus: "completed" }, { id: "m1", state: "delivered", code: null }],
    [
      { MessageStatus: "undelivered", ErrorCode: "30003" },
      { id: "m1", state: "failed", code: "30003" },
    ],
    [{ CallStatus: "no-answer" }, { id: "m1", state: "failed", code: "no-answer" }],
    [{ MessageStatus: "sent" }, "nothing"],
    [{ Something: "else" }, "nothing"],
  ])("%o", (said, report) => {
    expect(read(said as unknown as Record<string, string>)).toEqual(report);
  });
});
