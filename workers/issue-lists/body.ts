import type { Mapping } from "../../schema/api/imports.ts";
import type { IssueListBody, ListRow, ListRowState } from "../../schema/api/issue-lists.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssueId, IssueListId, OrganisationId, RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { type Database, databaseOf } from "../data/database.ts";
import {
  handOversOf,
  type IssueListRow,
  issueTalliesOf,
  listRows,
  type StayListRow,
  sameFileIssued,
  talliesOf,
} from "../data/issue-lists.ts";
import { payFaceOf } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { programmeFacts } from "../http/facts.ts";
import { tidy } from "../imports/cells.ts";
import { type Values, valuesOf } from "../imports/columns.ts";
import { listFields } from "./judge.ts";
import { openRow } from "./sealed-row.ts";

/** Characters of a cell that a bad row shows. */
const SHOWN_CHARACTERS = 60;
/** Rows shown to whoever maps the columns. */
const SAMPLE_ROWS = 3;

/** Lists as an office sees them, in their order. */
export async function listBodies(
  env: Env,
  regionId: RegionId,
  rows: readonly IssueListRow[],
  nowMs: number,
): Promise<IssueListBody[]> {
  const db = databaseOf(env, regionId);
  const ids = rows.map((row) => row.id);
  const [tallies, issued] = await Promise.all([talliesOf(db, ids), issueTalliesOf(db, ids)]);
  const bodies = await Promise.all(
    rows.map(async (row): Promise<IssueListBody | null> => {
      const programme = await programmeFacts(env, row.programmeId);
      if (!programme) return null;
      const [samples, sameFileAtMs] = await Promise.all([
        samplesOf(env, regionId, row.id),
        sameFileIssued(db, row),
      ]);
      return {
        listId: row.id as IssueListId,
        pay: payFaceOf(programme, nowMs),
        branchId: row.branchId as OrganisationId,
        branchName: row.branchName,
        state: row.state as IssueListBody["state"],
        fileName: row.fileName,
        headings: JSON.parse(row.headings) as string[],
        samples: samples ?? [],
        fields: listFields(programme).map(({ name, required }) => ({ name, required })),
        mapping: JSON.parse(row.mapping) as IssueListBody["mapping"],
        checks: row.checks,
        tally: tallyOf(tallies.filter((one) => one.listId === row.id)),
        waiting: sumOf(issued.filter((one) => one.listId === row.id && one.state === "ready")),
        handedOver: sumOf(issued.filter((one) => one.listId === row.id && one.state === "active")),
        sameFileAtMs,
        createdAtMs: row.createdAtMs,
        createdByName: row.createdByName,
        issuedAtMs: row.issuedAtMs,
        erased: samples === null,
      };
    }),
  );
  return bodies.filter((body) => body !== null);
}

interface Counted {
  readonly state: string;
  readonly rows: number;
  readonly coupons: number;
  readonly sumYen: number;
}

function sumOf(counted: readonly Counted[]): IssueListBody["waiting"] {
  const add = (of: "rows" | "coupons" | "sumYen") => counted.reduce((sum, each) => sum + each[of], 0);
  return { rows: add("rows"), coupons: add("coupons"), sumYen: add("sumYen") as Yen };
}

function tallyOf(counted: readonly Counted[]): IssueListBody["tally"] {
  const of = (state: ListRowState) => sumOf(counted.filter((one) => one.state === state));
  return {
    good: of("good"),
    again: of("again"),
    bad: of("bad"),
    repeat: of("repeat"),
    issued: of("issued"),
    refused: of("refused"),
  };
}

/** The first rows of a list; null once they were erased. */
async function samplesOf(env: Env, regionId: RegionId, listId: string): Promise<string[][] | null> {
  const rows = await listRows(databaseOf(env, regionId), regionId, listId, {
    afterRow: 0,
    limit: SAMPLE_ROWS,
  });
  const opened = await Promise.all(rows.slice(0, SAMPLE_ROWS).map((row) => openRow(env, listId, row)));
  return opened.some((one) => one === null) ? null : opened.map((one) => [...(one?.cells ?? [])]);
}

/** Rows as an office sees them, each with what became of its issue. */
export async function rowBodies(
  env: Env,
  db: Database,
  rows: readonly StayListRow[],
  mapping: Mapping,
): Promise<ListRow[]> {
  const issues = await handOversOf(
    db,
    rows.flatMap((row) => row.issueId ?? []),
  );
  return Promise.all(
    rows.map(async (row) => {
      const found = row.issueId === null ? undefined : issues.get(row.issueId);
      return {
        ...(await rowBody(env, row, mapping)),
        issueState: (found?.state ?? null) as ListRow["issueState"],
        handedOver: found && found.atMs !== null ? { atMs: found.atMs, byName: found.byName } : null,
      };
    }),
  );
}

/** A row; of an erased one only what became of it. A bad row is told by what its cells say. */
async function rowBody(
  env: Env,
  row: StayListRow,
  mapping: Mapping,
): Promise<Omit<ListRow, "issueState" | "handedOver">> {
  const text = await openRow(env, row.listId, row);
  const said = text?.stay ?? written(valuesOf(mapping, text?.cells ?? []));
  return {
    row: row.row,
    state: row.state as ListRow["state"],
    reference: said.reference,
    guestName: said.guestName,
    checkInOn: (text?.stay?.checkInOn ?? null) as BusinessDate | null,
    coupons: row.coupons,
    sumYen: row.sumYen as Yen,
    findings: [...(text?.findings ?? [])],
    issueId: row.issueId as IssueId | null,
    refusedWith: row.refusedWith,
  };
}

/** Number and name as they stand in a row that can't be read as a stay. */
function written(values: Values): { readonly reference: string | null; readonly guestName: string | null } {
  const cell = (text: string | undefined) => tidy(text ?? "").slice(0, SHOWN_CHARACTERS) || null;
  return { reference: cell(values.reference), guestName: cell(values.guest) };
}
