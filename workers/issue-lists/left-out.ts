import type { RegionId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { type IssueListRow, listRows } from "../data/issue-lists.ts";
import type { Env } from "../env.ts";
import { leftOutLine } from "../imports/left-out.ts";
import { LEFT_OUT_HEADINGS } from "../imports/words.ts";
import { csvLine, csvStart } from "../reports/csv.ts";
import { openRow } from "./sealed-row.ts";

/** The rows that are wrong or were said before, with their reasons in front, to be mended and brought in again (IMP-7). */
export async function leftOutRows(env: Env, list: IssueListRow, mostRows: number): Promise<string> {
  const rows = await listRows(
    databaseOf(env, list.regionId as RegionId),
    list.regionId as RegionId,
    list.id,
    {
      afterRow: 0,
      limit: mostRows,
      states: ["bad", "repeat"],
    },
  );
  const lines = await Promise.all(
    rows.map(async (row) => {
      const text = await openRow(env, list.id, row);
      return leftOutLine({
        row: row.row,
        findings: JSON.stringify(text?.findings ?? []),
        cells: JSON.stringify(text?.cells ?? []),
      });
    }),
  );
  const headings = JSON.parse(list.headings) as readonly string[];
  return csvStart("utf-8") + csvLine([...LEFT_OUT_HEADINGS, ...headings]) + lines.join("");
}
