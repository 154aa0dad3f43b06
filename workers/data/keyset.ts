/** A page's `next`: the sort keys of its last row, opaque to clients. */
export function keyAfter(keys: readonly (string | number)[]): string {
  const json = new TextEncoder().encode(JSON.stringify(keys));
  return btoa(String.fromCharCode(...json))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** Reads a [number, text] key; null for the first page and for anything we didn't make. */
export function readNumberKey(after: string | undefined): readonly [number, string] | null {
  const keys = readKeys(after);
  return keys && typeof keys[0] === "number" && typeof keys[1] === "string" ? [keys[0], keys[1]] : null;
}

/** Reads a [text, text] key. */
export function readTextKey(after: string | undefined): readonly [string, string] | null {
  const keys = readKeys(after);
  return keys && typeof keys[0] === "string" && typeof keys[1] === "string" ? [keys[0], keys[1]] : null;
}

/** Reads any key that {@link keyAfter} made. */
export function readKeys(after: string | undefined): readonly unknown[] | null {
  if (after === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(after.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const keys: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}

/** Cuts the one row too many that tells whether there is a next page. */
export function cutPage<Row, Out>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Out,
): { readonly rows: Out[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(show), next: rows.length > limit && last ? keyAfter(keysOf(last)) : null };
}
