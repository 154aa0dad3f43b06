import type { TraceLine, TracePoint, TraceStart } from "../../schema/api/traces.ts";
import { businessDate, formatTime } from "../../schema/calendar.ts";
import { nameKey, namesOf } from "../data/case-names.ts";
import { databaseOf } from "../data/database.ts";
import { storesByIds } from "../data/stores.ts";
import { actorsOf, type RawLine, type TraceSubject } from "../data/trace-reading.ts";
import type { Env } from "../env.ts";
import { csvLine } from "../reports/csv.ts";

/** Lines with the names of everybody they name, all of the subject's region. */
export async function namedLines(
  env: Env,
  { regionId }: TraceSubject,
  rows: readonly RawLine[],
): Promise<readonly TraceLine[]> {
  const journal = rows.filter(({ source }) => source === "journal");
  const actors = await actorsOf(
    env.DB,
    regionId,
    journal.flatMap(({ operationId }) => operationId ?? []),
  );
  const by = (row: RawLine) => {
    const staffId = row.source === "journal" ? actors.get(row.operationId ?? "") : undefined;
    return staffId === undefined ? point(row.byKind, row.byId) : point("staff", staffId);
  };
  const points = rows.flatMap((row) => [by(row), point(row.aboutKind, row.aboutId)]);
  const [names, stores] = await Promise.all([
    namesOf(
      env.DB,
      regionId,
      points.flatMap((each) => each ?? []),
    ),
    storesByIds(
      databaseOf(env, regionId),
      rows.flatMap(({ storeId }) => storeId ?? []),
    ),
  ]);
  const named = (each: TracePoint | null) =>
    each && { ...each, name: names.get(nameKey(each)) ?? (each.kind === "coupon" ? each.id : null) };
  return rows.map((row) => {
    const store = stores.get(row.storeId ?? "");
    return {
      key: row.key,
      atMs: row.atMs,
      source: row.source,
      what: row.what,
      by: named(by(row)),
      about: named(point(row.aboutKind, row.aboutId)),
      subject: row.subject,
      store: store?.regionId === regionId ? { storeId: store.id, name: store.name, town: store.town } : null,
      amountYen: row.amountYen,
      operationId: row.operationId,
      reason: row.reason,
      device: row.device,
      factor: row.factor,
      network: row.networkId === null ? null : { kind: "network", id: row.networkId, name: row.networkShown },
      count: row.count,
    };
  });
}

function point(kind: TraceStart | null, id: string | null): TracePoint | null {
  return kind === null || id === null ? null : { kind, id, name: null };
}

/** The first line of a story as a file. */
export const TRACE_HEAD = csvLine([
  "日付",
  "時刻",
  "種類",
  "内容",
  "だれが",
  "だれの・何の",
  "店",
  "金額",
  "操作ID",
  "理由",
  "端末",
  "確認方法",
  "回線",
  "回数",
]);

/** A line of a story as CSV; no cell is a formula. */
export function traceCsv(line: TraceLine): string {
  const text = (each: TracePoint | null) => each && (each.name ?? `${each.kind} ${each.id}`);
  return csvLine([
    businessDate(line.atMs),
    formatTime(line.atMs, true),
    line.source,
    line.what,
    text(line.by),
    text(line.about) ?? line.subject,
    line.store?.name ?? null,
    line.amountYen,
    line.operationId,
    line.reason,
    line.device,
    line.factor,
    line.network && (line.network.name ?? line.network.id),
    line.count,
  ]);
}
