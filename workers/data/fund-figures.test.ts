import { beforeEach, describe, expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { forecastWindow, runOut } from "../forecast/run-out.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { firstIssuedOn, fundDays, issuerShares, leftOfFund } from "./fund-figures.ts";

const [REGION, PROGRAMME] = ["region" as RegionId, "programme" as ProgrammeId];
const [INN, SPA] = ["allotted:inn000000000", "allotted:spa000000000"];
/** Noon in Japan of a day in November. */
const noon = (day: number) => Date.UTC(2026, 10, day, 3);
const on = (day: number) => `2026-11-${String(day).padStart(2, "0")}` as BusinessDate;

let { db, sqlite } = nodeD1();
let last: JournalEntry | undefined;
let operations = 0;
async function post(
  kind: Link["kind"],
  day: number,
  postings: Readonly<Record<string, number>>,
): Promise<void> {
  const operationId = `operation-${++operations}`;
  const links = Object.entries(postings).map(([account, amountYen], line) => ({
    kind,
    account,
    amountYen,
    operationId,
    line,
    atMs: noon(day),
    expiresOn: null,
  }));
  const entries = chainOf("programme", links, { actorClass: "fund", ...(last ? { after: last } : {}) });
  last = entries.at(-1);
  await project(db, entries, "log", noon(day));
}
const issue = (day: number, yen: number) => post("issue", day, { [INN]: -yen, writing: yen });

beforeEach(async () => {
  ({ db, sqlite } = nodeD1());
  last = undefined;
  sqlite.exec(
    `insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('inn000000000', 'region', null, '宿', 'ヤド', 0, 1, 0, 'active', 0);
     insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('spa000000000', 'region', null, '湯', 'ユ', 0, 1, 0, 'active', 0);
     insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('branch000000', 'region', 'inn000000000', '宿 別館', 'ヤドベッカン', 0, 1, 0, 'active', 0);
     insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('stranger0000', 'other', null, '他県の宿', 'ア', 0, 1, 0, 'active', 0)`,
  );
  await post("deposit", 1, { cash: -100_000, available: 100_000 });
  await post("allot", 1, { available: -60_000, [INN]: 60_000 });
  await post("move", 2, { [INN]: -10_000, [SPA]: 10_000 });
});

describe("FND-9: what a day issued", () => {
  test("is what left the shares and the fund, less what came back; giving and moving are not issuing", async () => {
    await issue(3, 5_000);
    await post("cancel-return", 3, { cancelled: -1_000, [INN]: 1_000 });
    await post("grant-pending", 4, { available: -2_000, granting: 2_000 });
    await post("grant-voided", 5, { granting: -2_000, available: 2_000 });
    await project(
      db,
      chainOf("coupon", [
        { kind: "open", amountYen: 3_000, atMs: noon(4) },
        { kind: "pay", amountYen: -1_200, atMs: noon(4) },
        { kind: "reverse", amountYen: 200, atMs: noon(5) },
      ]),
      "log",
      noon(5),
    );
    expect(await fundDays(db, REGION, PROGRAMME, { from: on(2), to: on(5) })).toEqual([
      { date: on(2), issuedYen: 0, usedYen: 0 },
      { date: on(3), issuedYen: 4_000, usedYen: 0 },
      { date: on(4), issuedYen: 2_000, usedYen: 1_200 },
      { date: on(5), issuedYen: -2_000, usedYen: -200 },
    ]);
    expect(await firstIssuedOn(db, REGION, PROGRAMME)).toBe(on(3));
  });

  test("two weeks of a thousand a day run out when the rest is spent at that pace", async () => {
    for (let day = 3; day <= 16; day++) await issue(day, 1_000);
    const today = on(17);
    const window = forecastWindow(today, await firstIssuedOn(db, REGION, PROGRAMME));
    expect(window).toEqual({ from: on(3), to: on(16), weeks: 2 });
    const days = await fundDays(db, REGION, PROGRAMME, window ?? { from: today, to: today });
    const { fund } = await leftOfFund(db, REGION, PROGRAMME);
    expect(fund).toEqual({ leftYen: 86_000, ofYen: 100_000 });
    expect(runOut(10_000, window, days)).toMatchObject({ on: on(26), earliestOn: on(26), latestOn: on(26) });
  });
});

describe("S3: shares", () => {
  test("what an issuer was given follows allotments and moves, what is left follows everything", async () => {
    await issue(3, 5_000);
    await post("allot", 4, { available: 2_000, [INN]: -2_000 });
    expect((await leftOfFund(db, REGION, PROGRAMME)).issuers).toEqual(
      new Map([
        ["inn000000000", { leftYen: 43_000, ofYen: 48_000 }],
        ["spa000000000", { leftYen: 10_000, ofYen: 10_000 }],
      ]),
    );
    const rows = await issuerShares(db, REGION, PROGRAMME, { after: null, limit: 10 });
    expect(rows.map(({ id, givenYen, leftYen }) => [id, givenYen, leftYen])).toEqual([
      ["inn000000000", 48_000, 43_000],
      ["spa000000000", 10_000, 10_000],
    ]);
  });

  test("WHO-1: a region sees its own issuers and its own money only", async () => {
    expect(await issuerShares(db, "other" as RegionId, PROGRAMME, { after: null, limit: 10 })).toEqual([
      { id: "stranger0000", name: "他県の宿", kana: "ア", givenYen: 0, leftYen: 0 },
    ]);
    expect((await leftOfFund(db, "other" as RegionId, PROGRAMME)).fund).toEqual({ leftYen: 0, ofYen: 0 });
    expect(await fundDays(db, "other" as RegionId, PROGRAMME, { from: on(1), to: on(30) })).toEqual([]);
    expect(await firstIssuedOn(db, "other" as RegionId, PROGRAMME)).toBeNull();
  });
});
