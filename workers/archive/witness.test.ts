import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postWitness } from "../gateways/witness.ts";
import { type Books, newBooks } from "./archive.testing.ts";
import { runWitness, startUnsent } from "./witness.ts";

const ROOT = { date: "2026-11-23", signedRoot: "eyJhbGciOiJFZERTQSJ9.eyJ2IjoxfQ.c2ln" };

let server: Server;
let url = "";
let answer: (request: IncomingMessage, reply: ServerResponse) => void;
let received: { readonly type: string | undefined; readonly body: string }[] = [];

beforeEach(async () => {
  received = [];
  server = createServer((request, reply) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      received.push({ type: request.headers["content-type"], body });
      answer(request, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/roots`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, reply: ServerResponse) =>
    void reply.writeHead(code, headers).end();
const silence = () => {};

describe("the witness by https", () => {
  test("AUD-7: any 2xx means taken, and it got the signed root", async () => {
    answer = status(202);
    expect(await postWitness(url).send(ROOT)).toEqual({ ok: true, value: null });
    expect(received).toEqual([{ type: "application/jose", body: ROOT.signedRoot }]);
  });

  test.each([
    ["429 that asks for two minutes", status(429, { "retry-after": "120" }), "answered 429", 120_000],
    ["500", status(500), "answered 500", null],
    ["a redirect", status(302, { location: "https://example.com/" }), "answered 302", null],
  ])("AUD-7: %s is not taken", async (_, reply, what, retryAfterMs) => {
    answer = reply;
    const sent = await postWitness(url).send(ROOT);
    expect(sent).toMatchObject({ ok: false, error: { what: expect.stringContaining(what), retryAfterMs } });
  });

  test("AUD-7: a witness that doesn't answer in time has not taken it", async () => {
    answer = silence;
    const sent = await postWitness(url, 100).send(ROOT);
    expect(sent).toMatchObject({ ok: false, error: { what: "the witness did not answer within 100 ms" } });
  });

  test("AUD-7: nor one that isn't there", async () => {
    const sent = await postWitness("http://127.0.0.1:1/").send(ROOT);
    expect(sent).toMatchObject({ ok: false, error: { what: "the witness can't be reached" } });
  });
});

describe("a day's root on its way out", () => {
  const jobId = `witness:${ROOT.date}`;
  const archivedBooks = (witness: string): Books => {
    const books = newBooks();
    Object.assign(books.env, { ROOT_WITNESS_URL: witness });
    books.sqlite
      .prepare("insert into archive_day values (?, 1, 'key', 'hash', ?, 0, null)")
      .run(ROOT.date, ROOT.signedRoot);
    return books;
  };
  const sentAt = (books: Books) =>
    books.sqlite.prepare("select sent_at_ms from archive_day").get()?.sent_at_ms ?? null;
  /** As if the clock stood so much later. */
  const later = (books: Books, ms: number) => Object.assign(books.env, { CLOCK_OFFSET_MS: String(ms) });

  test("AUD-7: is sent again with longer waits until the witness takes it; a person hears of it meanwhile", async () => {
    const books = archivedBooks(url);
    expect(await startUnsent(books.env)).toBe(1);
    expect(books.sent).toEqual([{ kind: "witness", jobId }]);
    answer = status(503);
    let offset = 0;
    const waits = [60_000, 120_000, 240_000, 480_000];
    for (const [tries, wait] of waits.entries()) {
      await runWitness(books.env, jobId);
      expect(received).toHaveLength(tries + 1);
      // Before its time nothing is sent.
      later(books, offset + wait - 10_000);
      await runWitness(books.env, jobId);
      expect(received).toHaveLength(tries + 1);
      offset += wait + 1_000;
      later(books, offset);
    }
    expect(sentAt(books)).toBeNull();
    const alert = () => books.sqlite.prepare("select kind, subject, closed_at_ms from alert").get();
    expect(alert()).toEqual({ kind: "root-unsent", subject: ROOT.date, closed_at_ms: null });
    answer = status(200);
    await runWitness(books.env, jobId);
    expect(sentAt(books)).toBeGreaterThan(0);
    expect(alert()?.closed_at_ms).toBeGreaterThan(0);
    const count = received.length;
    await runWitness(books.env, jobId);
    expect(received).toHaveLength(count);
    expect(await startUnsent(books.env)).toBe(0);
  });

  test("AUD-7: a witness that asks to be left alone is left alone", async () => {
    const books = archivedBooks(url);
    await startUnsent(books.env);
    answer = status(429, { "retry-after": "3600" });
    await runWitness(books.env, jobId);
    later(books, 3_500_000);
    await runWitness(books.env, jobId);
    expect(received).toHaveLength(1);
    later(books, 3_601_000);
    await runWitness(books.env, jobId);
    expect(received).toHaveLength(2);
  });

  test("AUD-7: nothing is sent without a witness, or in the clear over a network, and the day stays unsent", async () => {
    const books = archivedBooks("http://witness.example.jp/roots");
    expect(await startUnsent(books.env)).toBe(1);
    expect(books.sent).toEqual([]);
    expect(sentAt(books)).toBeNull();
  });

  test("AUD-7: on a laptop it goes into the inbox", async () => {
    const books = archivedBooks("");
    await startUnsent(books.env);
    await runWitness(books.env, jobId);
    expect(books.sqlite.prepare("select recipient, text from dev_inbox").all()).toEqual([
      { recipient: "witness", text: ROOT.signedRoot },
    ]);
    expect(sentAt(books)).toBeGreaterThan(0);
  });
});
