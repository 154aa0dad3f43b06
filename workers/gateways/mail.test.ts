import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Mail, mailGateway, mailRelay } from "./mail.ts";

const MAIL: Mail = {
  key: "fund-threshold:t1:1:0",
  to: "kakari@example.jp",
  subject: "件名",
  text: "本文\n2行目",
};

let server: Server;
let url = "";
let answer: (request: IncomingMessage, reply: ServerResponse) => void;
let received: { readonly headers: IncomingHttpHeaders; readonly body: unknown }[] = [];

beforeEach(async () => {
  received = [];
  server = createServer((request, reply) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(body) });
      answer(request, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mails`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, reply: ServerResponse) =>
    void reply.writeHead(code, headers).end();

describe("FND-11: the mail relay", () => {
  test("any 2xx means taken, and it got the mail with its key and our token", async () => {
    answer = status(202);
    expect(await mailRelay(url, "token").send(MAIL)).toEqual({ ok: true, value: null });
    expect(received).toHaveLength(1);
    expect(received[0]?.body).toEqual({ to: MAIL.to, subject: MAIL.subject, text: MAIL.text });
    expect(received[0]?.headers).toMatchObject({
      authorization: "Bearer token",
      "idempotency-key": MAIL.key,
      "content-type": "application/json",
    });
  });

  test.each([
    ["429 that asks for two minutes", status(429, { "retry-after": "120" }), "answered 429", 120_000, false],
    ["503", status(503), "answered 503", null, false],
    ["401: our token, not the mail", status(401), "answered 401", null, false],
    ["a redirect", status(307, { location: "https://example.com/" }), "answered 307", null, false],
    ["422: never this mail", status(422), "answered 422", null, true],
  ])("%s is not taken", async (_, reply, what, retryAfterMs, final) => {
    answer = reply;
    expect(await mailRelay(url, "token").send(MAIL)).toEqual({
      ok: false,
      error: { what: `the relay ${what}`, retryAfterMs, final },
    });
    expect(received).toHaveLength(1);
  });

  test("a relay that doesn't answer in time has not said that it took it", async () => {
    answer = () => {};
    expect(await mailRelay(url, "token", 100).send(MAIL)).toEqual({
      ok: false,
      error: { what: "the relay did not answer within 100 ms", retryAfterMs: null, final: false },
    });
  });

  test("nor one that isn't there", async () => {
    const sent = await mailRelay("http://127.0.0.1:1/", "token").send(MAIL);
    expect(sent).toMatchObject({ ok: false, error: { what: "the relay can't be reached", final: false } });
  });

  test("addresses never go in the clear over a network", async () => {
    const env = { MAIL_RELAY_TOKEN: "token", CLOCK_OFFSET_MS: "0" } as Parameters<typeof mailGateway>[0];
    expect(await mailGateway({ ...env, MAIL_RELAY_URL: "http://relay.example.jp/" })).toBeNull();
    expect(await mailGateway({ ...env, MAIL_RELAY_URL: "not an address" })).toBeNull();
    expect(await mailGateway({ ...env, MAIL_RELAY_URL: "https://relay.example.jp/" })).not.toBeNull();
  });
});
