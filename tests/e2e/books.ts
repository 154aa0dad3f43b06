/**
 * The auditor's case: with the system stopped somebody alters its SQLite files, and the next audit names the first row
 * that doesn't fit (AUD-1, AUD-2, AUD-3, AUD-5). Through the API and the shell only; no browser.
 */
import { strict as assert } from "node:assert";
import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { entryHash } from "../../durable-objects/lib/chain.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { type IdTail, operationId } from "../../schema/ids.ts";
import { auditBooks } from "./audit-books.ts";
import { type TestContext, until } from "./harness.ts";

export const name = "books";
export const unseeded = true;

const FACE = 3_000;

export async function run(ctx: TestContext): Promise<void> {
  await makeBooks(ctx);
  const whole = await audit(ctx);
  assert.equal(whole.holds, true, JSON.stringify(whole));
  assert.equal(whole.firstBreak, null);
  assert.deepEqual([whole.programmes, whole.actors], [1, 2]);
  ctx.log(`holds: ${whole.actors} actors, ${whole.journalRows} rows`);

  const coupon = () => fileWith(join(ctx.stateDir, "data/do/tegata-CouponActor"), "journal");
  const cases: readonly [
    title: string,
    file: () => string,
    seq: number,
    alter: (db: DatabaseSync) => void,
  ][] = [
    ["one journal row", coupon, 2, (db) => db.exec("update journal set amount = amount + 100 where seq = 2")],
    ["one lot", coupon, 3, (db) => db.exec("update lot set remaining = remaining + 1")],
    [
      "an actor's last entry",
      coupon,
      3,
      (db) => db.exec("delete from journal where seq = 3; update lot set remaining = remaining + 250"),
    ],
    ["a whole chain, recomputed", coupon, 2, recompute],
    [
      "one row of D1",
      () => fileWith(join(ctx.stateDir, "data/d1/miniflare-D1DatabaseObject"), "actor_head"),
      2,
      (db) => db.exec("update journal set amount_yen = amount_yen + 100 where class = 'coupon' and seq = 2"),
    ],
  ];
  let path: string | undefined;
  for (const [title, file, seq, alter] of cases) {
    await ctx.restart({
      meanwhile: async () => {
        if (path !== undefined) giveBack(path, ctx.workDir);
        path = file();
        keep(path, ctx.workDir);
        withDatabase(path, alter);
      },
    });
    const broken = await audit(ctx);
    assert.equal(broken.holds, false, title);
    assert.equal(broken.firstBreak?.seq, seq, `${title}: ${JSON.stringify(broken.firstBreak)}`);
    assert.match(broken.firstBreak?.actor ?? "", /^[0-9a-f]{64}$/, title);
    ctx.log(`${title}: row ${broken.firstBreak?.seq} named`);
  }
  await ctx.restart({ meanwhile: async () => giveBack(path as string, ctx.workDir) });
  assert.equal((await audit(ctx)).holds, true);
}

/** `npm run audit`; its last line. */
const audit = (ctx: TestContext) => auditBooks(ctx.stateDir);

/** A payment becomes cheaper and every hash after it fits again; only D1 and the log know better. */
function recompute(db: DatabaseSync): void {
  let prevHash = "";
  for (const row of db.prepare("select * from journal order by seq").all()) {
    const seq = Number(row.seq);
    const entry = {
      seq,
      atMs: Number(row.at_ms),
      operationId: row.operation_id as JournalEntry["operationId"],
      line: Number(row.line),
      kind: row.kind as JournalEntry["kind"],
      account: String(row.account),
      expiresOn: row.expires_on as JournalEntry["expiresOn"],
      amountYen: seq === 2 ? Number(row.amount) + 100 : Number(row.amount),
      detail: row.detail === null ? null : JSON.parse(String(row.detail)),
      requestHash: row.request_hash as string | null,
      result: row.result === null ? null : JSON.parse(String(row.result)),
      prevHash: seq === 1 ? String(row.prev_hash) : prevHash,
    };
    prevHash = entryHash(entry);
    db.prepare("update journal set amount = ?, prev_hash = ?, hash = ? where seq = ?").run(
      entry.amountYen,
      entry.prevHash,
      prevHash,
      seq,
    );
  }
  db.exec("update lot set remaining = remaining + 100");
}

/* ---------- SQLite files of a stopped system ---------- */

const COMPANIONS = ["", "-wal", "-shm"] as const;

/** The one file of a folder that has rows in this table. */
function fileWith(folder: string, table: string): string {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite")
    .map((file) => join(folder, file))
    .filter((path) => withDatabase(path, (db) => hasRows(db, table)));
  assert.equal(found.length, 1, `${found.length} files in ${folder} have ${table}`);
  return found[0] as string;
}

function hasRows(db: DatabaseSync, table: string): boolean {
  if (!db.prepare("select 1 from sqlite_master where name = ?").get(table)) return false;
  return db.prepare(`select 1 from ${table} limit 1`).get() !== undefined;
}

function withDatabase<T>(path: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function keep(path: string, folder: string): void {
  for (const suffix of COMPANIONS)
    if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, `kept${suffix}`));
}

function giveBack(path: string, folder: string): void {
  for (const suffix of COMPANIONS) {
    const kept = join(folder, `kept${suffix}`);
    rmSync(path + suffix, { force: true });
    if (!existsSync(kept)) continue;
    copyFileSync(kept, path + suffix);
    rmSync(kept);
  }
}

/* ---------- A region with one coupon and two payments, through the API ---------- */

async function makeBooks(ctx: TestContext): Promise<void> {
  const today = businessDate(Date.now());
  const created = await post(
    ctx,
    "/operator/regions",
    { authorization: `Bearer ${ctx.server.operatorKey}` },
    {
      name: "試験県",
      municipalities: [{ code: "990019", name: "試験市" }],
      secretariat: {
        organisationName: "試験事務局",
        organisationKana: "シケンジムキョク",
        staffName: "試験 花子",
        loginId: "secretariat",
        password: "a long enough one",
      },
    },
  );
  const secretariat = await signIn(ctx, String(created.loginId), String(created.firstPassword));
  const as = { cookie: secretariat };
  const house = await post(ctx, "/organisations", as, {
    name: "宿と店",
    kana: "ヤドトミセ",
    kinds: ["issuer", "merchant"],
  });
  const store = await post(ctx, "/stores", as, {
    organisationId: house.organisationId,
    name: "港の売店",
    kana: "ミナトノバイテン",
    address: "試験市1-1",
    municipality: "990019",
    industry: "I58",
    accepts: "mpm+cpm",
  });
  const tills = (await post(ctx, `/stores/${store.storeId}/tills`, as, {})).tills as { tillId: string }[];
  const programme = await post(ctx, "/programmes", as, {
    name: "試験クーポン",
    payName: "試験Pay",
    face: "shiosai",
    unitWord: "円",
    facesYen: [FACE],
    facePer: "coupon",
    stayRequired: false,
    validity: { kind: "days", days: 30 },
    startsOn: today,
    endsOn: addDays(today, 90),
    scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
    caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
    rule: { unitYen: 1, payLimitYen: 100_000, personCapYen: null },
    reprintHours: 24,
  });
  const fund = programme.fundIdTail as IdTail;
  await post(ctx, `/programmes/${programme.programmeId}/deposits`, as, {
    operationId: fresh(fund),
    amountYen: 1_000_000,
  });
  await post(ctx, `/programmes/${programme.programmeId}/allotments`, as, {
    operationId: fresh(fund),
    issuerId: house.organisationId,
    amountYen: 500_000,
  });
  const account = await post(ctx, "/staff", as, {
    name: "試験 太郎",
    loginId: "house",
    password: "another long one",
    memberships: [
      { organisationId: house.organisationId, role: "issuer-head" },
      { organisationId: house.organisationId, role: "merchant-head" },
    ],
  });
  const desk = { cookie: await signIn(ctx, "house", String(account.firstPassword)) };
  const { issue } = (await post(ctx, "/issues", desk, {
    operationId: fresh(fund),
    programmeId: programme.programmeId,
    branchId: house.organisationId,
    coupons: 1,
    faceYen: FACE,
  })) as { issue: { issueId: string } };
  const { sheets } = (await get(ctx, `/issues/${issue.issueId}/sheets`, desk)) as {
    sheets: { code: string }[];
  };
  await post(ctx, `/issues/${issue.issueId}/activate`, desk, { operationId: fresh(fund) });
  for (const amountYen of [1_000, 250]) {
    const where = { storeId: store.storeId, tillId: tills[0]?.tillId };
    const { coupon } = (await post(ctx, "/counter/inspect", desk, { ...where, code: sheets[0]?.code })) as {
      coupon: { idTail: IdTail; handle: string };
    };
    await post(ctx, "/counter/payments", desk, {
      ...where,
      operationId: fresh(coupon.idTail),
      handle: coupon.handle,
      amountYen,
    });
  }
  await until("the payments to be projected", async () => {
    const figures = await get(ctx, `/programmes/${programme.programmeId}/figures`, as);
    return figures.paidYen === 1_250;
  });
}

type Body = Record<string, unknown>;
type Who = Readonly<Record<string, string>>;

function fresh(tail: IdTail): string {
  return operationId(Date.now(), randomBytes(6), tail);
}

async function signIn(ctx: TestContext, loginId: string, password: string): Promise<string> {
  const reply = await fetch(`${ctx.url}/api/staff/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ctx.url },
    body: JSON.stringify({ loginId, password }),
  });
  assert.equal(reply.status, 200, await reply.text());
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function post(ctx: TestContext, path: string, who: Who, body: Body): Promise<Body> {
  return read(
    path,
    await fetch(`${ctx.url}/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: ctx.url, ...who },
      body: JSON.stringify(body),
    }),
  );
}

async function get(ctx: TestContext, path: string, who: Who): Promise<Body> {
  return read(path, await fetch(`${ctx.url}/api${path}`, { headers: { ...who } }));
}

async function read(path: string, reply: Response): Promise<Body> {
  const text = await reply.text();
  assert.ok(reply.ok, `${path} answered ${reply.status}: ${text}`);
  return JSON.parse(text) as Body;
}
