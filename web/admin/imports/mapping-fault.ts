import type { ImportBody, ImportFieldName, Mapping } from "../../../schema/api/imports.ts";

/** What keeps a mapping from being checked, by field; the server asks for the same. */
export function mappingFault(
  fields: ImportBody["fields"],
  mapping: Mapping,
): Readonly<Partial<Record<ImportFieldName, "missing" | "twice">>> {
  const faults: Partial<Record<ImportFieldName, "missing" | "twice">> = {};
  const used = new Set<number>();
  for (const { name, required } of fields) {
    const column = mapping[name] ?? null;
    if (column === null) {
      if (required) faults[name] = "missing";
    } else if (used.has(column)) faults[name] = "twice";
    else used.add(column);
  }
  return faults;
}
