/** Raises the alert of a date whose archiving stands still; one already open stays as it is. */
export async function raiseArchiveAlert(
  db: D1Database,
  date: string,
  what: string,
  nowMs: number,
): Promise<void> {
  await raise(db, "archive-stopped", date, what, nowMs);
}

/** Closes it when the date is archived. */
export async function closeArchiveAlert(db: D1Database, date: string, nowMs: number): Promise<void> {
  await close(db, "archive-stopped", date, nowMs);
}

/** Why the archive stands still; null where it does not. */
export async function openArchiveProblem(db: D1Database): Promise<string | null> {
  const row = await db
    .prepare(
      `select json_extract(detail, '$.what') as what from alert
       where kind = 'archive-stopped' and closed_at_ms is null order by subject limit 1`,
    )
    .first<{ what: string }>();
  return row?.what ?? null;
}

/** Raises the alert of a root that the witness hasn't taken for too long. */
export async function raiseUnsentAlert(
  db: D1Database,
  date: string,
  what: string,
  nowMs: number,
): Promise<void> {
  await raise(db, "root-unsent", date, what, nowMs);
}

/** Closes it when the root was taken. */
export async function closeUnsentAlert(db: D1Database, date: string, nowMs: number): Promise<void> {
  await close(db, "root-unsent", date, nowMs);
}

type Kind = "archive-stopped" | "root-unsent";

/** A later trouble of the same date opens it again with its own words. */
async function raise(db: D1Database, kind: Kind, date: string, what: string, nowMs: number): Promise<void> {
  await db
    .prepare(
      `insert into alert (id, kind, subject, detail, raised_at_ms)
       values (?1, ?2, ?3, json_object('what', ?4), ?5)
       on conflict (id) do update set detail = excluded.detail, raised_at_ms = excluded.raised_at_ms, closed_at_ms = null
       where alert.closed_at_ms is not null or alert.detail <> excluded.detail`,
    )
    .bind(`${kind}:${date}`, kind, date, what, nowMs)
    .run();
}

async function close(db: D1Database, kind: Kind, date: string, nowMs: number): Promise<void> {
  await db
    .prepare("update alert set closed_at_ms = ?2 where id = ?1 and closed_at_ms is null")
    .bind(`${kind}:${date}`, nowMs)
    .run();
}
