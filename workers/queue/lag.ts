/** How many of the last projected rows the lag is measured over. */
const SAMPLE_ROWS = 200;

/** PUB-4: how far the figures are behind the money. */
export interface ProjectionLag {
  /** From an entry's commit to its row in D1, over the newest rows; null where there are none. */
  readonly medianMs: number | null;
  readonly worstMs: number | null;
  /** When the newest row was projected. */
  readonly lastProjectedAtMs: number | null;
  /** Actors of which D1 knows later entries than it can join up. */
  readonly gaps: number;
}

/** Measures the lag of the projection of a programme, or of everything (PUB-4). */
export async function projectionLag(
  db: D1Database,
  programmeId: string | null = null,
): Promise<ProjectionLag> {
  const sample = programmeId
    ? db
        .prepare(
          `select at_ms, projected_at_ms from journal where programme_id = ?1
           order by book_date desc, position desc limit ${SAMPLE_ROWS}`,
        )
        .bind(programmeId)
    : db.prepare(`select at_ms, projected_at_ms from journal order by position desc limit ${SAMPLE_ROWS}`);
  const gaps = db
    .prepare(
      "select count(*) as gaps from actor_head where max_seq > seq and (?1 is null or programme_id = ?1)",
    )
    .bind(programmeId);
  const [rows, gap] = await db.batch<{ at_ms: number; projected_at_ms: number; gaps: number }>([
    sample,
    gaps,
  ]);
  const lags = (rows?.results ?? [])
    .map((row) => Math.max(0, row.projected_at_ms - row.at_ms))
    .sort((a, b) => a - b);
  return {
    medianMs: lags[Math.floor(lags.length / 2)] ?? null,
    worstMs: lags.at(-1) ?? null,
    lastProjectedAtMs: (rows?.results ?? []).reduce<number | null>(
      (latest, row) => Math.max(latest ?? 0, row.projected_at_ms),
      null,
    ),
    gaps: gap?.results[0]?.gaps ?? 0,
  };
}
