import type { SalesBy, SalesRow } from "../../schema/api/sales.ts";
import type { ReportColumn } from "../../schema/report-columns.ts";
import type { Cell } from "../reports/report.ts";

type Facts = readonly (readonly [ReportColumn, (row: SalesRow) => Cell])[];

const STORE: Facts = [
  ["store", ({ store }) => store?.name ?? null],
  ["storeId", ({ store }) => store?.storeId ?? null],
];
const TILL: Facts = [["till", ({ till }) => till]];
const PROGRAMME: Facts = [["programme", ({ programme }) => programme?.payName ?? null]];
const FACTS: { readonly [By in SalesBy]: Facts } = {
  day: [["bookDate", ({ when }) => when]],
  month: [["month", ({ when }) => when]],
  store: STORE,
  till: [...STORE, ...TILL],
  programme: PROGRAMME,
  each: [["bookDate", ({ when }) => when], ...PROGRAMME, ...STORE, ...TILL],
};
const TAKEN = [
  "paperCount",
  "paperYen",
  "appCount",
  "appYen",
  "reversedCount",
  "reversedYen",
  "netYen",
] as const satisfies readonly ReportColumn[];

/** The columns of a file of sales: what tells its rows apart, then what was taken, as reports say it (SAL-3). */
export function salesColumns(by: SalesBy): readonly ReportColumn[] {
  return [...FACTS[by].map(([column]) => column), ...TAKEN];
}

/** A row's cells, in the order of {@link salesColumns}. */
export function salesCells(by: SalesBy, row: SalesRow): readonly Cell[] {
  return [...FACTS[by].map(([, cell]) => cell(row)), ...TAKEN.map((column) => row[column])];
}
