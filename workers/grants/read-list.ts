import type { GrantFault } from "../../schema/api/grants.ts";
import type { GrantFacts } from "../data/grants.ts";
import type { Env } from "../env.ts";
import type { CsvRecord } from "../imports/csv-reader.ts";
import { fileRows } from "../imports/file-rows.ts";
import { piecesOf, type TextEncoding, textOf } from "../imports/text-encoding.ts";
import { phoneLookup } from "../phones/number.ts";
import type { Lease } from "../queue/lease.ts";
import { type GrantColumns, grantColumns, type LineRule, readLine } from "./list-rows.ts";
import { draftsOf, endReading, type FoundLine, firstLines, readThrough, writeRows } from "./rows.ts";
import type { GrantWork } from "./run.ts";

/** Lines that one batch writes. */
const CHUNK_ROWS = 500;

/**
 * One step of reading a list (GRT-1): whom each line means is looked up among those who have this Pay, and written down
 * as ids. The file is read from its start in each step and what is written already passed over.
 */
export async function readList(
  env: Env,
  lease: Lease<GrantWork>,
  grant: GrantFacts,
  rule: Omit<LineRule, "usualYen">,
  time: { readonly now: () => number; readonly over: () => boolean },
): Promise<"more" | "taken" | "done"> {
  const file = grant.fileKey === null ? null : await env.FILES.get(grant.fileKey);
  if (file === null) throw new Error("the list is not in R2");
  const end = async (code: GrantFault, line: number | null) => {
    await endReading(env.DB, grant.id, { code, line }, time.now());
    return "done" as const;
  };
  const from = await readThrough(env.DB, grant.id);
  let rows = grant.readRows;
  let columns: GrantColumns | undefined;
  let chunk: CsvRecord[] = [];
  const write = async () => {
    rows += chunk.length;
    const lines = await findPeople(env, grant, columns as GrantColumns, chunk, rule);
    const ids = lines.flatMap((line) => (line.ok && line.residentId !== null ? [line.residentId] : []));
    const drafts = draftsOf(lines, await firstLines(env.DB, grant.id, ids));
    await writeRows(env.DB, grant, drafts, rows, time.now());
    chunk = [];
  };
  for await (const one of fileRows(textOf(piecesOf(file.body), grant.encoding as TextEncoding))) {
    if (!one.ok) return end(one.error.code as GrantFault, one.error.line);
    if (columns === undefined) {
      const found = grantColumns(one.value.cells, grant.amountYen !== null);
      if (!found.ok) return end(found.error, one.value.line);
      columns = found.value;
      continue;
    }
    if (one.value.row <= from.row) continue;
    chunk.push(one.value);
    if (chunk.length < CHUNK_ROWS) continue;
    await write();
    if (!(await lease.save(lease.work, time.now()))) return "taken";
    if (time.over()) return "more";
  }
  if (chunk.length > 0) await write();
  await endReading(env.DB, grant.id, null, time.now());
  return "done";
}

/** Whose wallet each line means. Who has no wallet in this programme is as unknown as who doesn't exist (S23). */
async function findPeople(
  env: Env,
  grant: GrantFacts,
  columns: GrantColumns,
  records: readonly CsvRecord[],
  rule: Omit<LineRule, "usualYen">,
): Promise<readonly FoundLine[]> {
  const lines = records.map(({ row, cells }) => ({
    row,
    read: readLine(cells, columns, { ...rule, usualYen: grant.amountYen }),
  }));
  const lookups = lines.map(({ read }) =>
    read.ok && "phone" in read.named ? phoneLookup(env, read.named.phone) : null,
  );
  const ids = lines.map(({ read }) => (read.ok && "residentId" in read.named ? read.named.residentId : null));
  const { results } = await env.DB.prepare(
    `select p.lookup, p.resident_id as residentId from resident_phone p
       join wallet_link l on l.resident_id = p.resident_id and l.programme_id = ?3
     where p.lookup in (select value from json_each(?1)) or p.resident_id in (select value from json_each(?2))`,
  )
    .bind(JSON.stringify(texts(lookups)), JSON.stringify(texts(ids)), grant.programmeId)
    .all<{ lookup: string; residentId: string }>();
  const byPhone = new Map(results.map(({ lookup, residentId }) => [lookup, residentId]));
  const known = new Set(byPhone.values());
  return lines.map(({ row, read }, i) => {
    if (!read.ok) return { row, ok: false, code: read.code };
    const id = ids[i];
    const residentId = id ? (known.has(id) ? id : null) : (byPhone.get(lookups[i] ?? "") ?? null);
    return { row, ok: true, residentId, amountYen: read.amountYen };
  });
}

const texts = (values: readonly (string | null)[]) => values.filter((value) => value !== null);
