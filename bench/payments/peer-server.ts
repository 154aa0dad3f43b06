/**
 * What somebody would build instead: a debit with Fastify and PostgreSQL. Started by `peer.ts` as a process of its own.
 * The same promises as `POST /api/payments` makes where money is concerned: an idempotency record, a balance that can't
 * go below zero, an entry, an outbox row, in one transaction; a signed session, a validated body. No chain of hashes, no
 * lots, no scope, no projection.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { rmSync } from "node:fs";
import Fastify from "fastify";
import pg from "pg";

const [socketDir = "", user = "", postgresPid = "0", secret = "", connections = "16"] = process.argv.slice(2);

const pool = new pg.Pool({ host: socketDir, user, database: "postgres", max: Number(connections) });

interface Session {
  readonly sub: string;
  readonly until: number;
}

/** HS256 by hand: the quickest way there is in Node. Null where it isn't ours or has run out. */
function readSession(cookie: string | undefined): Session | null {
  const token = cookie?.slice(cookie.indexOf("=") + 1);
  const [head, payload, signature] = token?.split(".") ?? [];
  if (!head || !payload || !signature) return null;
  const mac = createHmac("sha256", secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== mac.length || !timingSafeEqual(mac, given)) return null;
  const session = JSON.parse(Buffer.from(payload, "base64url").toString()) as Session;
  return session.until > Date.now() ? session : null;
}

interface Payment {
  readonly operationId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly amountYen: number;
}

const INSERT_OPERATION = {
  name: "operation",
  text: `insert into operation (id, account_id, store_id, till_id, amount_yen) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing`,
};
// The row lock of the account is taken here and held until the commit.
const DEBIT = {
  name: "debit",
  text: `update account set balance_yen = balance_yen - $2, seq = seq + 1
         where id = $1 and balance_yen >= $2 returning balance_yen, seq`,
};
const WRITE_DOWN = {
  name: "write-down",
  text: `with entry as (insert into entry (account_id, seq, operation_id, amount_yen, at) values ($1, $2, $3, -$4::int, now())),
              outbox as (insert into outbox (operation_id, body) values ($3, $5))
         update operation set balance_after_yen = $6 where id = $3`,
};
/** The whole debit in one round trip, for whoever puts the business into the database. */
const PAY_FUNCTION = { name: "pay", text: "select * from pay($1, $2, $3, $4, $5)" };
const FIND_OPERATION = { name: "find", text: "select * from operation where id = $1" };

async function pay(account: string, { operationId, storeId, tillId, amountYen }: Payment) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const known = await client.query({
      ...INSERT_OPERATION,
      values: [operationId, account, storeId, tillId, amountYen],
    });
    if (known.rowCount === 0) {
      await client.query("rollback");
      const { rows } = await client.query({ ...FIND_OPERATION, values: [operationId] });
      const same =
        rows[0]?.account_id === account && rows[0]?.store_id === storeId && rows[0]?.amount_yen === amountYen;
      return same ? { ...receipt(rows[0]), replayed: true } : { code: "operation-conflict" as const };
    }
    const debited = await client.query<{ balance_yen: number; seq: number }>({
      ...DEBIT,
      values: [account, amountYen],
    });
    const after = debited.rows[0];
    if (!after) {
      await client.query("rollback");
      return { code: "insufficient-balance" as const };
    }
    const body = JSON.stringify({ account, operationId, storeId, tillId, amountYen, seq: after.seq });
    await client.query({
      ...WRITE_DOWN,
      values: [account, after.seq, operationId, amountYen, body, after.balance_yen],
    });
    await client.query("commit");
    return { operationId, storeId, tillId, amountYen, balanceAfterYen: after.balance_yen, replayed: false };
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

function receipt(row: Record<string, unknown>) {
  return {
    operationId: row.id,
    storeId: row.store_id,
    tillId: row.till_id,
    amountYen: row.amount_yen,
    balanceAfterYen: row.balance_after_yen,
  };
}

async function payInFunction(account: string, { operationId, storeId, tillId, amountYen }: Payment) {
  const { rows } = await pool.query<{ code: string | null; balance_after_yen: number; replayed: boolean }>({
    ...PAY_FUNCTION,
    values: [account, operationId, storeId, tillId, amountYen],
  });
  const done = rows[0];
  if (!done) throw new Error("the function answered nothing");
  const { code, balance_after_yen: balanceAfterYen, replayed } = done;
  return code === null ? { operationId, storeId, tillId, amountYen, balanceAfterYen, replayed } : { code };
}

const body = {
  type: "object",
  required: ["operationId", "storeId", "tillId", "amountYen"],
  properties: {
    operationId: {
      type: "string",
      pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    },
    storeId: { type: "string", minLength: 1, maxLength: 64 },
    tillId: { type: "string", minLength: 1, maxLength: 64 },
    amountYen: { type: "integer", minimum: 1, maximum: 50_000 },
  },
};

const app = Fastify();
for (const [path, debit] of [
  ["/payments", pay],
  ["/payments-function", payInFunction],
] as const)
  app.post<{ Body: Payment }>(path, { schema: { body } }, async (request, reply) => {
    const session = readSession(request.headers.cookie);
    if (!session) return reply.code(401).send({ code: "not-signed-in" });
    const done = await debit(session.sub, request.body);
    if ("code" in done) return reply.code(409).send(done);
    return { outcome: "done", receipt: done };
  });

await pool.query(`
  create table account (id text primary key, balance_yen integer not null check (balance_yen >= 0), seq integer not null);
  create table operation (
    id uuid primary key, account_id text not null, store_id text not null, till_id text not null,
    amount_yen integer not null, balance_after_yen integer);
  create table entry (
    account_id text not null, seq integer not null, operation_id uuid not null, amount_yen integer not null,
    at timestamptz not null, primary key (account_id, seq));
  create table outbox (position bigint generated always as identity primary key, operation_id uuid not null, body jsonb not null);
  create function pay(account text, operation uuid, store text, till text, amount int)
    returns table (code text, balance_after_yen int, replayed boolean) language plpgsql as $$
  declare
    known operation%rowtype;
    after account%rowtype;
  begin
    insert into operation (id, account_id, store_id, till_id, amount_yen)
      values (operation, account, store, till, amount) on conflict (id) do nothing;
    if not found then
      select * into known from operation o where o.id = operation;
      if known.account_id <> account or known.store_id <> store or known.amount_yen <> amount then
        return query select 'operation-conflict', null::int, null::boolean;
      else
        return query select null::text, known.balance_after_yen, true;
      end if;
      return;
    end if;
    update account a set balance_yen = a.balance_yen - amount, seq = a.seq + 1
      where a.id = account and a.balance_yen >= amount returning * into after;
    if not found then
      delete from operation o where o.id = operation;
      return query select 'insufficient-balance', null::int, null::boolean;
      return;
    end if;
    insert into entry (account_id, seq, operation_id, amount_yen, at) values (account, after.seq, operation, -amount, now());
    insert into outbox (operation_id, body) values (operation, jsonb_build_object('account', account, 'operationId', operation,
      'storeId', store, 'tillId', till, 'amountYen', amount, 'seq', after.seq));
    update operation o set balance_after_yen = after.balance_yen where o.id = operation;
    return query select null::text, after.balance_yen, false;
  end $$;
  insert into account select 'account-' || n, 50000000, 0 from generate_series(0, 9999) n;
`);
await app.listen({ host: "127.0.0.1", port: 0 });
process.send?.({ port: (app.server.address() as { port: number }).port });
// However the bench ended, nothing of it goes on.
process.once("disconnect", () => {
  process.kill(Number(postgresPid), "SIGQUIT");
  rmSync(socketDir, { recursive: true, force: true });
  process.exit(1);
});
process.once("SIGTERM", () => {
  process.removeAllListeners("disconnect");
  void app
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0));
});
