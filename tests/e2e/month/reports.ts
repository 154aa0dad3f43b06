import { strict as assert } from "node:assert";
import type { ReportBody, ReportTable } from "../../../schema/api/reports.ts";
import {
  LOG_REPORTS,
  REPORT_COLUMNS,
  REPORT_KINDS,
  type ReportKind,
} from "../../../schema/report-columns.ts";
import type { SeedClient } from "../../../scripts/seed/seed-client.ts";
import { until } from "../harness.ts";
import type { BankFile } from "./bank-file.ts";
import { WAIT_MS } from "./checks.ts";
import { type OwnBooks, sum } from "./own-books.ts";
import type { Town } from "./town.ts";

type Row = Readonly<Record<string, string | number | null>>;
type Dates = { readonly from: string; readonly to: string };

const addUp = (rows: readonly Row[], column: string) => sum(rows.map((row) => Number(row[column] ?? 0)));

/** Every row of a report between two sealed dates, as of the later one, as the screen reads it. */
export async function rowsOf(town: Town, kind: ReportKind, { from, to }: Dates): Promise<readonly Row[]> {
  const query = new URLSearchParams({
    programmeId: town.programmeId,
    kind,
    from,
    to,
    asOf: to,
    limit: "100",
  });
  const rows: Row[] = [];
  let after = "";
  do {
    const page = await (await town.secretariat).done<ReportTable>("GET", `reports/table?${query}${after}`);
    for (const cells of page.rows)
      rows.push(Object.fromEntries(REPORT_COLUMNS[kind].map((column, at) => [column, cells[at] ?? null])));
    after = page.next === null ? "" : `&after=${page.next}`;
  } while (after !== "");
  return rows;
}

/**
 * The reports of a closing's dates say what the test's own books say, date by date and store by store, whichever way they are
 * grouped, and every day fits (RPT-4).
 */
export async function checkReports(town: Town, books: OwnBooks, dates: Dates): Promise<void> {
  const daily = await rowsOf(town, "daily", dates);
  for (const day of daily) {
    const did = [...(books.days.get(String(day.bookDate)) ?? new Map()).values()];
    assert.deepEqual(
      [day.usedCount, day.usedYen, day.reversedCount, day.reversedYen, day.differenceYen, day.transitYen],
      [
        ...(["payments", "paidYen", "reversals", "reversedYen"] as const).map((of) =>
          sum(did.map((each) => each[of])),
        ),
        0,
        0,
      ],
      `the day ${day.bookDate}`,
    );
  }
  const stores = new Map(
    (await rowsOf(town, "stores", dates)).map((row) => [town.shopOfId.get(String(row.storeId))?.name, row]),
  );
  const own = books.between(dates.from, dates.to);
  assert.equal(stores.size, own.size);
  for (const [store, did] of own) {
    const row = stores.get(store as never);
    assert.deepEqual(
      [Number(row?.paperCount) + Number(row?.appCount), Number(row?.paperYen) + Number(row?.appYen)],
      [did.payments, did.paidYen],
      store,
    );
    assert.deepEqual([row?.reversedCount, row?.reversedYen], [did.reversals, did.reversedYen], store);
  }
  const netYen = sum([...own.values()].map((did) => did.paidYen - did.reversedYen));
  for (const kind of ["stores", "merchants", "municipalities", "industries", "media"] as const)
    assert.equal(addUp(await rowsOf(town, kind, dates), "netYen"), netYen, kind);
}

/**
 * After everything: from the first date on the reports are the fund's accounts, the bank's files by their own trailers, and
 * what was returned to the funder.
 */
export async function checkAllReports(
  town: Town,
  books: OwnBooks,
  dates: Dates,
  files: readonly BankFile[],
  returnedYen: number,
): Promise<void> {
  const daily = await rowsOf(town, "daily", dates);
  const last = daily.at(-1);
  const own = books.figures(dates.to);
  assert.deepEqual(
    [addUp(daily, "issuedYen"), addUp(daily, "cancelledYen"), addUp(daily, "expiredYen"), last?.liveYen],
    [own.issuedYen, own.cancelledYen, own.expiredYen, own.liveYen],
  );
  const issuers = await rowsOf(town, "issuers", dates);
  assert.equal(addUp(issuers, "netYen"), own.issuedYen - own.cancelledYen);
  const fund = new Map((await rowsOf(town, "fund", dates)).map((row) => [row.account, row.closing]));
  assert.deepEqual(
    [fund.get("budget"), fund.get("spent"), fund.get("paid-out"), fund.get("issued"), fund.get("cancelled")],
    [books.fund.depositedYen, own.paidYen, books.fund.paidOutYen, own.issuedYen, own.cancelledYen],
  );
  const payouts = await rowsOf(town, "payouts", dates);
  assert.deepEqual(
    payouts.map((row) => [row.transfers, row.fileYen, row.bookedYen, row.differenceYen]),
    files.map((file) => [file.count, file.totalYen, file.totalYen, 0]),
  );
  assert.equal(addUp(payouts, "returnedYen"), returnedYen);
  assert.equal(addUp(payouts, "netYen"), books.fund.paidOutYen);
  const expiries = await rowsOf(town, "expiries", dates);
  assert.deepEqual(
    new Map(expiries.filter((row) => row.returnedYen !== 0).map((row) => [row.expiresOn, row.returnedYen])),
    new Map([...books.returned].filter(([, yen]) => yen !== 0).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

/** The hash of every report of the money between two dates, as of the later one (B13). */
export async function reportHashes(town: Town, dates: Dates): Promise<readonly string[]> {
  const secretariat = await town.secretariat;
  const hashes: string[] = [];
  for (const kind of REPORT_KINDS.filter((each) => !LOG_REPORTS.has(each)))
    hashes.push(`${kind} ${await hashOf(secretariat, { ...dates, kind, programmeId: town.programmeId })}`);
  return hashes;
}

async function hashOf(
  secretariat: SeedClient,
  { kind, programmeId, from, to }: Dates & { readonly kind: ReportKind; readonly programmeId: string },
): Promise<string> {
  const account = kind === "fund-statement" ? { account: "available" } : {};
  const order = { programmeId, kind, from, to, asOf: to, ...account };
  const { reportId } = await secretariat.done<ReportBody>("POST", "reports", order);
  const sha256 = await until(
    `the report ${kind}`,
    async () => (await secretariat.done<ReportBody>("GET", `reports/${reportId}`)).file?.sha256,
    WAIT_MS,
  );
  return sha256 ?? "";
}
