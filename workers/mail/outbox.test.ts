import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RegionId } from "../../schema/ids.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { MAX_TRIES, type Outgoing, queueMail, runMail, startMail } from "./outbox.ts";

const MAIL: Outgoing = {
  key: "fund-threshold:t1:1:0",
  regionId: "region" as RegionId,
  purpose: "fund-threshold",
  to: "Kakari@example.jp",
  subject: "残りが少なくなりました",
  text: "本文",
};

let server: Server;
let answer: (reply: ServerResponse) => void;
let keys: string[] = [];

beforeEach(async () => {
  keys = [];
  server = createServer((request: IncomingMessage, reply) => {
    request.resume().on("end", () => {
      keys.push(String(request.headers["idempotency-key"]));
      answer(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** An outbox with its relay, and a clock that the test moves. */
function newOutbox(relay = true) {
  const { db, sqlite } = nodeD1();
  const sent: unknown[] = [];
  const env = {
    DB: db,
    JOBS_QUEUE: { send: async (message: unknown) => void sent.push(message) },
    PHONE_KEY: btoa("t".repeat(32)),
    CLOCK_OFFSET_MS: "0",
    ...(relay
      ? {
          MAIL_RELAY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
          MAIL_RELAY_TOKEN: "token",
        }
      : {}),
  } as unknown as Parameters<typeof runMail>[0];
  const put = async (mail: Outgoing = MAIL) => db.batch([await queueMail(env, mail, Date.now())] as never);
  const later = (ms: number) => Object.assign(env, { CLOCK_OFFSET_MS: String(ms) });
  const row = () => sqlite.prepare("select * from mail_outbox").get() as Record<string, unknown>;
  return { env, sqlite, sent, put, later, row };
}
const status = (code: number, headers: Record<string, string> = {}) => {
  answer = (reply) => void reply.writeHead(code, headers).end();
};

describe("FND-11: the outbox", () => {
  test("a mail that was taken is sent no more, and what it said and to whom is gone", async () => {
    const { env, put, row, sent } = newOutbox();
    status(200);
    await put();
    expect(row()).toMatchObject({ state: "queued", purpose: "fund-threshold" });
    expect(JSON.stringify(row())).not.toMatch(/kakari|残り|本文/i);
    expect(await startMail(env)).toBe(1);
    expect(sent).toEqual([{ kind: "mail" }]);
    await runMail(env);
    await runMail(env);
    expect(keys).toEqual([MAIL.key]);
    expect(row()).toMatchObject({ state: "sent", sealed: null, tries: 1, last_failure: null });
    expect(await startMail(env)).toBe(0);
  });

  test("a key is one mail, before and after it was sent", async () => {
    const { env, put, sqlite } = newOutbox();
    status(200);
    await put();
    await put({ ...MAIL, text: "もう一度" });
    await runMail(env);
    await put();
    await runMail(env);
    expect(keys).toEqual([MAIL.key]);
    expect(sqlite.prepare("select count(*) as n from mail_outbox").get()).toEqual({ n: 1 });
  });

  test("after a failure it comes again under the same key, with longer waits, until it is taken", async () => {
    const { env, put, later, row } = newOutbox();
    status(503);
    await put();
    let offset = 0;
    for (const [tries, wait] of [60_000, 120_000, 240_000].entries()) {
      await runMail(env);
      expect(keys).toHaveLength(tries + 1);
      expect(row()).toMatchObject({
        state: "queued",
        tries: tries + 1,
        last_failure: "the relay answered 503",
      });
      later(offset + wait - 10_000);
      await runMail(env);
      expect(keys).toHaveLength(tries + 1);
      offset += wait + 1_000;
      later(offset);
    }
    status(202);
    await runMail(env);
    expect(new Set(keys)).toEqual(new Set([MAIL.key]));
    expect(row()).toMatchObject({ state: "sent", tries: 4 });
  });

  test("a relay that asks to be left alone is left alone", async () => {
    const { env, put, later } = newOutbox();
    status(429, { "retry-after": "3600" });
    await put();
    await runMail(env);
    later(3_500_000);
    await runMail(env);
    expect(keys).toHaveLength(1);
    later(3_601_000);
    await runMail(env);
    expect(keys).toHaveLength(2);
  });

  test.each([
    ["the relay refuses the mail itself", 422, 1],
    ["it was tried for too long", 500, MAX_TRIES],
  ])("is given up where %s, and a person hears of it", async (_, code, tries) => {
    const { env, put, later, row, sqlite } = newOutbox();
    status(code);
    await put();
    for (let turn = 0; turn < MAX_TRIES + 2; turn++) {
      later(turn * 5 * 3_600_000);
      await runMail(env);
    }
    expect(keys).toHaveLength(tries);
    expect(row()).toMatchObject({ state: "failed", sealed: null, tries });
    expect(sqlite.prepare("select kind, region_id, subject from alert").all()).toEqual([
      { kind: "mail-failed", region_id: "region", subject: MAIL.key },
    ]);
  });

  test("a worker that died with a mail in its hands leaves it to the next, under the same key", async () => {
    const { env, put, later, sqlite, row } = newOutbox();
    status(200);
    await put();
    sqlite.prepare("update mail_outbox set lease_until_ms = ?").run(Date.now() + 60_000);
    await runMail(env);
    expect(keys).toEqual([]);
    later(61_000);
    await runMail(env);
    expect(keys).toEqual([MAIL.key]);
    expect(row()).toMatchObject({ state: "sent" });
  });

  test("two workers at once never have the same mail in their hands", async () => {
    const { env, put } = newOutbox();
    const waiting: ServerResponse[] = [];
    answer = (reply) => {
      waiting.push(reply);
      if (waiting.length === 2) for (const each of waiting) each.writeHead(200).end();
    };
    await put();
    await put({ ...MAIL, key: "another" });
    await Promise.all([runMail(env), runMail(env)]);
    expect(keys.sort()).toEqual(["another", MAIL.key]);
  });

  test("more than one step holds is the next message's", async () => {
    const { env, put, sent } = newOutbox();
    status(200);
    for (let n = 0; n < 21; n++) await put({ ...MAIL, key: `mail:${n}` });
    await runMail(env);
    expect(keys).toHaveLength(20);
    expect(sent).toEqual([{ kind: "mail" }]);
    await runMail(env);
    expect(keys).toHaveLength(21);
  });

  test("on a laptop it goes into the inbox, once", async () => {
    const { env, put, sqlite, row } = newOutbox(false);
    await put();
    const { sealed } = row();
    await runMail(env);
    // As if the worker had died before it could say so.
    sqlite.prepare("update mail_outbox set state = 'queued', sealed = ?").run(sealed as string);
    await runMail(env);
    expect(sqlite.prepare("select recipient, text, key from dev_inbox").all()).toEqual([
      { recipient: "Kakari@example.jp", text: "残りが少なくなりました\n\n本文", key: MAIL.key },
    ]);
  });
});
