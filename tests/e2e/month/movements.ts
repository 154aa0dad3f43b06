import { strict as assert } from "node:assert";
import type { ReportBody } from "../../../schema/api/reports.ts";
import type { SeedClient } from "../../../scripts/seed/seed-client.ts";
import { until } from "../harness.ts";
import { WAIT_MS } from "./checks.ts";
import { readTable } from "./csv.ts";
import { nothing, type OwnBooks, type StoreDay } from "./own-books.ts";
import { sorted } from "./payout-office.ts";
import type { Town } from "./town.ts";

type Dates = { readonly from: string; readonly to: string };

/**
 * The file of all movements between two dates adds up to the books, date by date and store by store. How many payments it
 * lists.
 */
export async function checkMovements(town: Town, books: OwnBooks, dates: Dates): Promise<number> {
  const rows = await movements(await town.secretariat, town.programmeId, dates);
  const seen = new Map<string, StoreDay>();
  const operations = new Map<string, string>();
  for (const row of rows) {
    const kind = row.get("種別") ?? "";
    if (!["決済", "取消", "返金"].includes(kind)) continue;
    const key = `${row.get("営業日")} ${town.shopOfId.get(row.get("店舗ID") ?? "")?.name}`;
    const at = seen.get(key) ?? nothing();
    seen.set(key, at);
    const yen = Number(row.get("金額"));
    const operation = row.get("操作ID") ?? "";
    const isNew = !operations.has(operation);
    operations.set(operation, kind);
    if (kind === "決済") at.paidYen += yen;
    else at.reversedYen -= yen;
    if (isNew && kind === "決済") at.payments += 1;
    else if (isNew) at.reversals += 1;
  }
  const own = new Map<string, StoreDay>();
  for (const [date, stores] of books.days)
    if (date >= dates.from && date <= dates.to)
      for (const [store, did] of stores) own.set(`${date} ${store}`, did);
  assert.deepEqual(sorted(seen), sorted(own), `the file of ${dates.from} to ${dates.to}`);
  return [...operations.values()].filter((kind) => kind === "決済").length;
}

/** The file of every movement between two sealed dates, as of the later one (ASOF-1). */
async function movements(
  secretariat: SeedClient,
  programmeId: string,
  dates: Dates,
): Promise<readonly ReadonlyMap<string, string>[]> {
  const { from, to } = dates;
  const order = { programmeId, kind: "transactions", from, to, asOf: to };
  const { reportId } = await secretariat.done<ReportBody>("POST", "reports", order);
  const isDone = async () =>
    (await secretariat.done<ReportBody>("GET", `reports/${reportId}`)).state === "done";
  await until(`the report of ${from} to ${to}`, isDone, WAIT_MS);
  return readTable((await secretariat.file(`reports/${reportId}/file`)).toString("utf8"));
}
