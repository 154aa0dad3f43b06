/** Rows of a region that one check compares with, at most: as many as fit beside the rest into a Worker's 128 MB. */
export const MAX_KNOWN_ROWS = 100_000;
const PAGE_ROWS = 5_000;

/**
 * All rows of a region, page by page in order of their id; null where they are more than {@link MAX_KNOWN_ROWS}.
 * @param sql takes ?1 region, ?2 the id behind which a page starts, ?3 rows; selects `id` among others
 */
export async function readAllKnown<Row extends { readonly id: string }>(
  db: D1Database,
  sql: string,
  regionId: string,
): Promise<readonly Row[] | null> {
  const all: Row[] = [];
  const page = db.prepare(sql);
  for (;;) {
    const { results } = await page.bind(regionId, all.at(-1)?.id ?? "", PAGE_ROWS).all<Row>();
    all.push(...results);
    if (results.length < PAGE_ROWS) return all;
    if (all.length >= MAX_KNOWN_ROWS) return null;
  }
}

/** Rows by what they are compared by. */
export function groupedBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
