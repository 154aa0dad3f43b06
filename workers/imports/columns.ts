import type { ImportFieldName, Mapping } from "../../schema/api/imports.ts";

/** A column that a kind of file may have. */
export interface ImportField {
  readonly name: ImportFieldName;
  /** Whether a file without such a column can't be read. */
  readonly required: boolean;
  /** The headings it is recognised by, in either language; the first is what our own files call it. */
  readonly headings: readonly string[];
}

/** Cells of one row by field; a field without a column is not there. */
export type Values = Readonly<Partial<Record<ImportFieldName, string>>>;

/** A heading as it is compared: 「店舗名（必須）」 and 「 店舗名 」 are the same. */
export function bare(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\(.*?\)|【.*?】|\[.*?\]/g, "")
    .replace(/[\s_\-・*※]/g, "");
}

/**
 * Which column holds which field (IMP-2): first by what was chosen the last time, then by the names a field is known by.
 * A column is proposed once; what is not recognised is left for a person to choose.
 */
export function proposeMapping(
  fields: readonly ImportField[],
  headings: readonly string[],
  remembered: Readonly<Partial<Record<ImportFieldName, string>>>,
): Mapping {
  const columns = headings.map(bare);
  const taken = new Set<number>();
  const mapping: Mapping = {};
  const take = (field: ImportField, names: readonly string[]) => {
    for (const name of names) {
      const column = columns.findIndex((column, i) => column === bare(name) && !taken.has(i));
      if (column < 0) continue;
      taken.add(column);
      mapping[field.name] = column;
      return;
    }
  };
  for (const field of fields) {
    const before = remembered[field.name];
    if (before !== undefined) take(field, [before]);
  }
  for (const field of fields) if (mapping[field.name] === undefined) take(field, field.headings);
  for (const field of fields) mapping[field.name] ??= null;
  return mapping;
}

/** A field whose column can't be what was chosen, and why. */
export interface MappingFault {
  readonly field: ImportFieldName;
  readonly why: "required" | "no such column" | "column chosen twice" | "no such field";
}

/** What is wrong with a mapping; nothing where a check can begin. */
export function mappingFaults(
  fields: readonly ImportField[],
  mapping: Mapping,
  columnCount: number,
): readonly MappingFault[] {
  const faults: MappingFault[] = [];
  const used = new Set<number>();
  for (const field of Object.keys(mapping) as ImportFieldName[])
    if (!fields.some((one) => one.name === field)) faults.push({ field, why: "no such field" });
  for (const { name: field, required } of fields) {
    const column = mapping[field] ?? null;
    if (column === null) {
      if (required) faults.push({ field, why: "required" });
    } else if (column >= columnCount) faults.push({ field, why: "no such column" });
    else if (used.has(column)) faults.push({ field, why: "column chosen twice" });
    else used.add(column);
  }
  return faults;
}

/** The heading each field was read from: what is remembered for the next file. */
export function headingsOf(
  mapping: Mapping,
  headings: readonly string[],
): Partial<Record<ImportFieldName, string>> {
  const chosen: Partial<Record<ImportFieldName, string>> = {};
  for (const [field, column] of Object.entries(mapping)) {
    const heading = column === null ? undefined : headings[column];
    if (heading) chosen[field as ImportFieldName] = heading;
  }
  return chosen;
}

/** The cells of a row by field. */
export function valuesOf(mapping: Mapping, cells: readonly string[]): Values {
  const values: Partial<Record<ImportFieldName, string>> = {};
  for (const [field, column] of Object.entries(mapping))
    if (column !== null) values[field as ImportFieldName] = cells[column] ?? "";
  return values;
}
