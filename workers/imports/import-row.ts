import type { ImportKindName, ImportState, Mapping } from "../../schema/api/imports.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** What a worker needs to know of an import. */
export interface ImportFacts {
  readonly id: string;
  readonly regionId: RegionId;
  readonly kind: ImportKindName;
  readonly fileKey: string;
  readonly encoding: TextEncoding;
  readonly mapping: Mapping;
  readonly state: ImportState;
  readonly checks: number;
  readonly appliedThrough: number;
  readonly rewrites: boolean;
  readonly appliedBy: string | null;
  readonly undoBy: string | null;
  readonly undoReason: string | null;
}

/** Where an import's work stands. What has been written says so itself; this names what is being done. */
export type ImportWork = { readonly importId: string } & (
  | { readonly step: "check"; readonly checks: number }
  | { readonly step: "apply" }
  | { readonly step: "undo"; readonly closedAtMs: number | null }
);

/** The jobs of an import: one for each check, one to apply it, one for each try to take it back. */
export const importJobId = {
  check: (importId: string, checks: number) => `import:${importId}:check:${checks}`,
  apply: (importId: string) => `import:${importId}:apply`,
  undo: (importId: string, beganAtMs: number) => `import:${importId}:undo:${beganAtMs}`,
};

/** Reads an import. A job's own rows are its scope: its region was checked by whoever began it (WHO-1). */
export async function readImport(db: D1Database, importId: string): Promise<ImportFacts | null> {
  const row = await db
    .prepare(
      `select id, region_id as regionId, kind, file_key as fileKey, encoding, mapping, state, checks,
         applied_through as appliedThrough, rewrites, applied_by as appliedBy, undo_by as undoBy, undo_reason as undoReason
       from csv_import where id = ?1`,
    )
    .bind(importId)
    .first<Omit<ImportFacts, "mapping" | "rewrites"> & { mapping: string; rewrites: number }>();
  return row && { ...row, mapping: JSON.parse(row.mapping) as Mapping, rewrites: row.rewrites === 1 };
}
