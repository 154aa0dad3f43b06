import { strict as assert } from "node:assert";
import type { Dashboard } from "../../../schema/api/dashboard.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { addDays, type BusinessDate } from "../../../schema/calendar.ts";
import { type OwnBooks, sum } from "./own-books.ts";
import { rowsOf } from "./reports.ts";
import type { Town } from "./town.ts";

type Dates = { readonly from: string; readonly to: string };
type Board = Omit<Dashboard, "serverNowMs">;

const netYen = (rows: readonly { readonly netYen: number }[]) => sum(rows.map((row) => row.netYen));

/** The dashboard of a period, but for when it was asked. */
export async function readBoard(town: Town, { from, to }: Dates): Promise<Board> {
  const path = `programmes/${town.programmeId}/dashboard?from=${from}&to=${to}`;
  const { serverNowMs: _, ...board } = await (await town.secretariat).done<Dashboard>("GET", path);
  return board;
}

/**
 * The dashboard of a closing's dates is the test's own books, day by day and store by store, and to the yen what the reports of
 * the same dates say, by whatever they are grouped (DSH-1).
 */
export async function checkBoard(town: Town, books: OwnBooks, dates: Dates): Promise<Board> {
  const board = await readBoard(town, dates);
  const own = books.between(dates.from, dates.to);
  const all = [...own.values()];
  assert.deepEqual(
    [board.total.payments, board.total.paidYen, board.total.reversedYen],
    [
      sum(all.map((did) => did.payments)),
      sum(all.map((did) => did.paidYen)),
      sum(all.map((did) => did.reversedYen)),
    ],
  );
  for (const day of board.days) {
    const did = [...(books.days.get(day.date) ?? new Map()).values()];
    assert.deepEqual(
      [day.payments, day.paidYen, day.reversedYen],
      [
        sum(did.map((each) => each.payments)),
        sum(did.map((each) => each.paidYen)),
        sum(did.map((each) => each.reversedYen)),
      ],
      `the dashboard's day ${day.date}`,
    );
  }
  assert.deepEqual(
    new Map(board.stores.map((store) => [town.shopOfId.get(store.storeId)?.name as string, store.netYen])),
    new Map([...own].map(([store, did]) => [store, did.paidYen - did.reversedYen])),
  );
  for (const told of [board.stores, board.towns, board.industries])
    assert.equal(netYen(told), board.total.netYen);
  assert.equal(board.total.netYen, board.total.paperNetYen + board.total.appNetYen);
  await isReports(town, board, dates);
  return board;
}

/** What the reports of the same dates say, as of the last one. */
async function isReports(town: Town, board: Board, dates: Dates): Promise<void> {
  const amounts = async (kind: "municipalities" | "industries" | "issuers" | "media", by: string) => {
    const found = new Map<string, number>();
    for (const row of await rowsOf(town, kind, dates)) {
      const name = String(row[by]);
      found.set(name, (found.get(name) ?? 0) + Number(row.netYen));
    }
    return found;
  };
  const towns = await amounts("municipalities", "municipality");
  for (const { code, netYen: yen } of board.towns) assert.equal(yen, towns.get(code) ?? 0, code);
  const divisions = new Map<string, number>();
  for (const [industry, yen] of await amounts("industries", "industry"))
    divisions.set(industry.slice(0, 1), (divisions.get(industry.slice(0, 1)) ?? 0) + yen);
  assert.deepEqual(new Map(board.industries.map((row) => [row.division, row.netYen])), divisions);
  const issuers = await amounts("issuers", "issuer");
  assert.equal(netYen(board.issuers), sum([...issuers.values()]), "what issuers issued");
  const daily = await rowsOf(town, "daily", dates);
  for (const column of ["issuedYen", "cancelledYen", "grantedYen"] as const)
    assert.equal(board.total[column], sum(daily.map((row) => Number(row[column]))), column);
}

/** Yesterday's hours are yesterday's books (DSH-2), and the live figures name no more than they should (DSH-3). */
export async function checkHours(town: Town, books: OwnBooks, today: BusinessDate): Promise<void> {
  const path = `programmes/${town.programmeId}/figures`;
  const { hours, latest } = await (await town.secretariat).done<Figures>("GET", path);
  const did = [...(books.days.get(addDays(today, -1)) ?? new Map()).values()];
  const yesterday = hours.filter(({ date }) => date === addDays(today, -1));
  assert.deepEqual(
    [sum(yesterday.map((hour) => hour.payments)), sum(yesterday.map((hour) => hour.paidYen))],
    [sum(did.map((each) => each.payments)), sum(did.map((each) => each.paidYen))],
    `the hours of the day before ${today}`,
  );
  assert.ok(latest.every((one) => town.shopOfId.get(one.storeId)?.name === one.storeName));
}
