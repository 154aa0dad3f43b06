import { and, asc, desc, eq, gt, inArray, isNotNull, lt, or } from "drizzle-orm";
import type { ImportKindName, RowState } from "../../schema/api/imports.ts";
import { csvImport, csvImportMapping, csvImportRow } from "../../schema/d1/csv-import.ts";
import { staff } from "../../schema/d1/people.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type ImportFileRow = typeof csvImport.$inferSelect & { readonly createdByName: string | null };
export type ImportLine = typeof csvImportRow.$inferSelect;

function select(db: Database) {
  return db
    .select({ file: csvImport, createdByName: staff.name })
    .from(csvImport)
    .leftJoin(staff, eq(staff.id, csvImport.createdBy));
}

/** Writes down a file that was brought in. */
export async function createImport(db: Database, row: typeof csvImport.$inferInsert): Promise<void> {
  await db.insert(csvImport).values(row);
}

/** One import of a region. */
export async function findImport(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<ImportFileRow | null> {
  const [row] = await select(db).where(and(eq(csvImport.id, id), eq(csvImport.regionId, regionId)));
  return row ? { ...row.file, createdByName: row.createdByName } : null;
}

/** A page of a region's imports, newest first. */
export async function listImports(
  db: Database,
  regionId: RegionId,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly kind?: ImportKindName | undefined;
  },
): Promise<readonly ImportFileRow[]> {
  const rows = await select(db)
    .where(
      and(
        eq(csvImport.regionId, regionId),
        page.kind ? eq(csvImport.kind, page.kind) : undefined,
        page.after
          ? or(
              lt(csvImport.createdAtMs, page.after[0]),
              and(eq(csvImport.createdAtMs, page.after[0]), lt(csvImport.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(csvImport.createdAtMs), desc(csvImport.id))
    .limit(page.limit + 1);
  return rows.map((row) => ({ ...row.file, createdByName: row.createdByName }));
}

/** A page of an import's rows, in the order of the file. */
export async function listImportRows(
  db: Database,
  regionId: RegionId,
  importId: string,
  page: {
    readonly afterRow: number;
    readonly limit: number;
    readonly states?: readonly RowState[] | undefined;
    readonly held?: boolean | undefined;
  },
): Promise<readonly ImportLine[]> {
  return db
    .select()
    .from(csvImportRow)
    .where(
      and(
        eq(csvImportRow.importId, importId),
        eq(csvImportRow.regionId, regionId),
        gt(csvImportRow.row, page.afterRow),
        page.states ? inArray(csvImportRow.state, [...page.states]) : undefined,
        page.held ? isNotNull(csvImportRow.hold) : undefined,
      ),
    )
    .orderBy(asc(csvImportRow.row))
    .limit(page.limit + 1);
}

/** Which heading held which field the last time; empty where there was none. */
export async function rememberedHeadings(
  db: Database,
  regionId: RegionId,
  kind: ImportKindName,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await db
    .select({ headings: csvImportMapping.headings })
    .from(csvImportMapping)
    .where(and(eq(csvImportMapping.regionId, regionId), eq(csvImportMapping.kind, kind)));
  return row ? (JSON.parse(row.headings) as Record<string, string>) : {};
}

/** Whether another import of the region is writing just now. */
export async function isRegionImporting(db: Database, row: ImportFileRow): Promise<boolean> {
  const others = await db
    .select({ id: csvImport.id })
    .from(csvImport)
    .where(and(eq(csvImport.regionId, row.regionId), inArray(csvImport.state, ["applying", "undoing"])))
    .limit(2);
  return others.some((one) => one.id !== row.id);
}
