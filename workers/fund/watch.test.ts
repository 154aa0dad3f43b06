import { beforeEach, describe, expect, test } from "vitest";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { sealRecipients, watchedFunds, watchFund } from "./watch.ts";

const ISSUER = "1ssuer000000";
const KEY = btoa("t".repeat(32));
const NOW = Date.UTC(2026, 10, 28, 5);

let { db, sqlite } = nodeD1();
let env: Parameters<typeof watchFund>[0];
let last: JournalEntry | undefined;
let operations = 0;

/** One double entry of the fund, projected. */
async function post(kind: Link["kind"], postings: Readonly<Record<string, number>>): Promise<void> {
  const operationId = `operation-${++operations}`;
  const links = Object.entries(postings).map(([account, amountYen], line) => ({
    kind,
    account,
    amountYen,
    operationId,
    line,
    expiresOn: null,
  }));
  const entries = chainOf("programme", links, { actorClass: "fund", ...(last ? { after: last } : {}) });
  last = entries.at(-1);
  await project(db, entries, "log", NOW);
}
const deposit = (yen: number) => post("deposit", { cash: -yen, available: yen });
const allot = (yen: number) => post("allot", { available: -yen, [`allotted:${ISSUER}`]: yen });
const issue = (yen: number) => post("issue", { [`allotted:${ISSUER}`]: -yen, writing: yen });
const comeBack = (yen: number) => post("cancel-return", { cancelled: -yen, [`allotted:${ISSUER}`]: yen });

async function threshold(
  id: string,
  more: { issuerId?: string; measure?: string; below: number },
): Promise<void> {
  const to = ["kakari@example.jp", "kacho@example.jp"];
  sqlite
    .prepare(
      `insert into fund_threshold values (?, 'region', 'programme', ?, ?, ?, ?, 2, 'armed', 0, null, 0, 'staff')`,
    )
    .run(id, more.issuerId ?? null, more.measure ?? "yen", more.below, await sealRecipients(KEY, id, to));
}
const watch = async () => {
  let moved = 0;
  for (const fund of await watchedFunds(env.DB)) moved += await watchFund(env, fund, NOW);
  return moved;
};
const mailKeys = () =>
  sqlite
    .prepare("select key from mail_outbox order by key")
    .all()
    .map((row) => row.key);
const alerts = () =>
  sqlite.prepare("select id, region_id, closed_at_ms is not null as closed from alert order by id").all();

beforeEach(async () => {
  ({ db, sqlite } = nodeD1());
  env = { DB: db, PHONE_KEY: KEY, PUBLIC_ORIGIN: "https://tegata.example.jp" } as unknown as typeof env;
  last = undefined;
  sqlite.exec(
    `insert into programme values ('programme', 'region', 'open', 0);
     insert into programme_version values ('programme', 1, 'region', 0, '{"name":"旅クーポン","unitWord":"円"}', 0, null, null)`,
  );
  await deposit(10_000);
  await allot(6_000);
});

describe("FND-10: thresholds of a fund", () => {
  test("once below, one mail to each address and one alert; seen again, nothing more", async () => {
    await threshold("t1", { below: 5_000 });
    expect(await watch()).toBe(0);
    await issue(5_001);
    expect(await watch()).toBe(1);
    expect(await watch()).toBe(0);
    expect(mailKeys()).toEqual(["fund-threshold:t1:1:0", "fund-threshold:t1:1:1"]);
    expect(alerts()).toEqual([{ id: "fund-low:t1:1", region_id: "region", closed: 0 }]);
    expect(JSON.stringify(sqlite.prepare("select * from mail_outbox").all())).not.toContain("example.jp");
  });

  test("armed again when the money is back, so that the next time is told too", async () => {
    await threshold("t1", { below: 5_000 });
    await issue(5_001);
    await watch();
    await comeBack(1);
    expect(await watch()).toBe(1);
    expect(alerts()).toEqual([{ id: "fund-low:t1:1", region_id: "region", closed: 1 }]);
    expect(mailKeys()).toHaveLength(2);
    await issue(1);
    expect(await watch()).toBe(1);
    expect(mailKeys()).toEqual([
      "fund-threshold:t1:1:0",
      "fund-threshold:t1:1:1",
      "fund-threshold:t1:2:0",
      "fund-threshold:t1:2:1",
    ]);
  });

  test("a share is of all deposits, of an issuer's of all it was given", async () => {
    await threshold("fund", { measure: "percent", below: 50 });
    await threshold("issuer", { measure: "percent", below: 50, issuerId: ISSUER });
    await issue(3_001);
    await watch();
    expect(alerts().map((row) => row.id)).toEqual(["fund-low:issuer:1"]);
    await issue(2_000);
    await watch();
    expect(alerts().map((row) => row.id)).toEqual(["fund-low:fund:1", "fund-low:issuer:1"]);
    // Exactly a half of each is left again.
    await deposit(2);
    await allot(4_002);
    await watch();
    expect(alerts().map((row) => row.closed)).toEqual([1, 1]);
  });

  test("two sweeps that saw the same crossing write it once", async () => {
    await threshold("t1", { below: 5_000 });
    await issue(5_001);
    await Promise.all([watch(), watch()]);
    expect(mailKeys()).toHaveLength(2);
    expect(sqlite.prepare("select state, crossings from fund_threshold").all()).toEqual([
      { state: "crossed", crossings: 1 },
    ]);
  });

  test("WHO-1: another region's threshold on this programme sees no money and says nothing", async () => {
    await threshold("t1", { below: 999_999 });
    sqlite.exec("update fund_threshold set region_id = 'other'");
    expect(await watch()).toBe(0);
    expect(mailKeys()).toEqual([]);
  });
});
