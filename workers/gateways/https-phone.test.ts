import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeProvider } from "./fake-provider.testing.ts";
import { fill, type HttpsProvider, httpsReport, httpsSms, httpsVoice } from "./https-phone.ts";

const MESSAGE = { id: "m1", to: "+819012345678", again: false, text: '確認コード "123456"' };

let fake: FakeProvider;
beforeEach(async () => {
  fake = await FakeProvider.start();
});
afterEach(() => fake.stop());

const provider = (more: Partial<HttpsProvider> = {}): HttpsProvider => ({
  headers: { authorization: "Bearer {key}", "x-account": "tegata" },
  key: "secret",
  sms: {
    url: `${fake.url}/v2/sms`,
    body: { destination: "{to}", message: { text: "{text}" }, ref: "{id}", report: "{callback}", ttl: 600 },
  },
  voice: { url: `${fake.url}/v2/calls`, body: { to: "{to}", say: "{text}" } },
  numbers: "national",
  ref: "data.messageId",
  reportUrl: "https://tegata.example.jp/api/messages/reports/domestic",
  ...more,
});

describe("RES-7: a provider by its settings", () => {
  test("address, headers and body are the settings', filled in; the id goes along as the key of repeats", async () => {
    fake.answers = [{ status: 202, body: { data: { messageId: 42 } } }];
    expect(await httpsSms(provider()).send(MESSAGE)).toEqual({ ok: true, value: { ref: "42" } });
    const [arrived] = fake.arrived;
    expect(arrived).toMatchObject({
      method: "POST",
      path: "/v2/sms",
      headers: {
        authorization: "Bearer secret",
        "x-account": "tegata",
        "idempotency-key": "m1",
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(arrived?.text ?? "")).toEqual({
      destination: "09012345678",
      message: { text: MESSAGE.text },
      ref: "m1",
      report: "https://tegata.example.jp/api/messages/reports/domestic?id=m1",
      ttl: 600,
    });
  });

  test("a repeat carries the same key, by which the provider knows it", async () => {
    fake.answers = ["silence", { status: 200, body: {} }];
    const gateway = httpsSms(provider(), 100);
    expect(await gateway.send(MESSAGE)).toMatchObject({ ok: false, error: { kind: "unclear" } });
    expect(await gateway.send({ ...MESSAGE, again: true })).toEqual({ ok: true, value: { ref: null } });
    expect(fake.arrived.map((one) => one.headers["idempotency-key"])).toEqual(["m1", "m1"]);
  });

  test("numbers go out as the provider wants them", async () => {
    await httpsSms(provider({ numbers: "e164" })).send(MESSAGE);
    expect(JSON.parse(fake.arrived[0]?.text ?? "").destination).toBe("+819012345678");
  });

  test("a call says the digits one by one, twice", async () => {
    const speech = { before: "コードは", digits: ["いち", "に"], after: "です" };
    await httpsVoice(provider())?.call({ id: "m1", to: MESSAGE.to, again: false, speech });
    expect(JSON.parse(fake.arrived[0]?.text ?? "").say).toBe(
      "コードは、いち、に、です。コードは、いち、に、です。",
    );
    expect(httpsVoice(provider({ voice: null }))).toBeNull();
  });

  test.each([
    ["429", { status: 429, headers: { "retry-after": "7" } }, "busy", 7_000],
    ["500", { status: 500 }, "unclear", null],
    ["a redirect", { status: 302, headers: { location: "https://example.com" } }, "refused", null],
    ["403", { status: 403 }, "refused", null],
    ["422: about the number", { status: 422 }, "number", null],
  ] as const)("%s is not taken", async (_, answer, kind, retryAfterMs) => {
    fake.answers = [answer];
    expect(await httpsSms(provider()).send(MESSAGE)).toEqual({
      ok: false,
      error: { kind, what: `answered ${answer.status}`, retryAfterMs },
    });
  });

  test("filling in leaves alone what isn't a text and names it doesn't know", () => {
    expect(fill({ a: ["{x}", 1, null, true], b: "{y}{x}" }, { x: "1" })).toEqual({
      a: ["1", 1, null, true],
      b: "{y}1",
    });
  });
});

describe("RES-7: its reports", () => {
  const reports = {
    header: "x-signature",
    key: "a-key-for-reports",
    id: "data.ref",
    state: "data.status",
    code: "data.reason",
    delivered: ["DELIVRD"],
    failed: ["UNDELIV", "EXPIRED"],
  };
  const signed = (body: string) => createHmac("sha256", reports.key).update(body).digest("hex");
  const read = (said: unknown) => {
    const body = typeof said === "string" ? said : JSON.stringify(said);
    return httpsReport(reports, body, signed(body));
  };

  test("only what it signed counts", () => {
    const body = JSON.stringify({ data: { ref: "m1", status: "DELIVRD" } });
    expect(httpsReport(reports, body, signed(body))).toEqual({ id: "m1", state: "delivered", code: null });
    expect(httpsReport(reports, body, signed(body).toUpperCase())).not.toBeNull();
    expect(httpsReport(reports, `${body} `, signed(body))).toBeNull();
    for (const forged of [null, "", "00", signed(body).slice(2)])
      expect(httpsReport(reports, body, forged)).toBeNull();
  });

  test("a failure has its reason, or the state's own name", () => {
    expect(read({ data: { ref: "m1", status: "UNDELIV", reason: 12 } })).toMatchObject({ code: "12" });
    expect(read({ data: { ref: "m1", status: "EXPIRED" } })).toEqual({
      id: "m1",
      state: "failed",
      code: "EXPIRED",
    });
  });

  test("whatever else it says changes nothing", () => {
    for (const said of [{ data: { ref: "m1", status: "ENROUTE" } }, { data: {} }, [], "no json", "null"])
      expect(read(said)).toBe("nothing");
  });
});
