/** Statements of D1 that belong to a batch of queries: an invitation and its mail beside the account they are for (ACC-4). */
export interface AlsoStatements {
  readonly d1: D1Database;
  readonly statements: readonly D1PreparedStatement[];
}

/** Runs queries and statements as one batch: all of them, or none. */
export async function batchWith(
  queries: readonly { toSQL(): { sql: string; params: unknown[] } }[],
  { d1, statements }: AlsoStatements,
): Promise<void> {
  const prepared = queries.map((query) => {
    const { sql, params } = query.toSQL();
    return d1.prepare(sql).bind(...params);
  });
  await d1.batch([...prepared, ...statements]);
}
