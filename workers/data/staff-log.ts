import type { Checked, Link, LoggedEntry, LoggedText } from "../staff-log/chain.ts";

/** Where the chain over the log of staff ends; null before its first link. */
export async function chainHead(db: D1Database): Promise<Pick<Link, "id" | "hash"> | null> {
  return db
    .prepare("select id, hash from audit_chain order by id desc limit 1")
    .first<Pick<Link, "id" | "hash">>();
}

const ENTRY = `l.id, l.region_id as regionId, l.at_ms as atMs, l.actor, l.action, l.subject_kind as subjectKind,
  l.subject_id as subjectId, l.request_id as requestId, l.before, l.after, l.reason`;

/** The next entries of the log behind the head. Ids are given by the one writer of D1: none comes in behind one that is there. */
export async function entriesAfter(
  db: D1Database,
  id: number,
  limit: number,
): Promise<readonly (LoggedEntry & LoggedText)[]> {
  const { results } = await db
    .prepare(`select ${ENTRY} from audit_log l where l.id > ?1 order by l.id limit ?2`)
    .bind(id, limit)
    .all<LoggedEntry & LoggedText>();
  return results;
}

/** Adds links behind the head they were made for. False where somebody else has added some meanwhile: nothing is written. */
export async function addLinks(db: D1Database, headId: number, links: readonly Link[]): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `insert into audit_chain (id, salt, text_digest, prev_hash, hash)
       select e.value ->> 'id', e.value ->> 'salt', e.value ->> 'textDigest', e.value ->> 'prevHash', e.value ->> 'hash'
       from json_each(?1) e where (select coalesce(max(id), 0) from audit_chain) = ?2`,
    )
    .bind(JSON.stringify(links), headId)
    .run();
  return meta.changes === links.length;
}

type Row = {
  readonly id: number;
  readonly entryId: number | null;
  readonly linkId: number | null;
  readonly erasedAtMs: number | null;
  readonly erasureLogged: number;
} & Omit<LoggedEntry, "id"> &
  LoggedText &
  Omit<Link, "id">;

/** Entries and links behind an id and up to the head, each with the other or without. */
export async function chainPage(
  db: D1Database,
  afterId: number,
  headId: number,
  limit: number,
): Promise<readonly Checked[]> {
  const { results } = await db
    .prepare(
      `with ids as (
         select id from (select id from audit_log where id > ?1 and id <= ?2 order by id limit ?3)
         union select id from (select id from audit_chain where id > ?1 and id <= ?2 order by id limit ?3)
         order by id limit ?3
       )
       select ids.id as id, l.id as entryId, c.id as linkId, l.region_id as regionId, l.at_ms as atMs, l.actor, l.action,
         l.subject_kind as subjectKind, l.subject_id as subjectId, l.request_id as requestId, l.before, l.after, l.reason,
         l.erased_at_ms as erasedAtMs, c.salt, c.text_digest as textDigest, c.prev_hash as prevHash, c.hash,
         exists (select 1 from audit_log e where e.subject_kind = 'log-entry' and e.subject_id = cast(ids.id as text)
           and e.action = 'log.erase' and e.id > ids.id) as erasureLogged
       from ids left join audit_log l on l.id = ids.id left join audit_chain c on c.id = ids.id order by ids.id`,
    )
    .bind(afterId, headId, limit)
    .all<Row>();
  return results.map((row) => ({
    id: row.id,
    before: row.before,
    after: row.after,
    reason: row.reason,
    erasedAtMs: row.erasedAtMs,
    erasureLogged: row.erasureLogged === 1,
    entry:
      row.entryId === null
        ? null
        : {
            id: row.id,
            regionId: row.regionId,
            atMs: row.atMs,
            actor: row.actor,
            action: row.action,
            subjectKind: row.subjectKind,
            subjectId: row.subjectId,
            requestId: row.requestId,
          },
    link:
      row.linkId === null
        ? null
        : {
            id: row.id,
            salt: row.salt,
            textDigest: row.textDigest,
            prevHash: row.prevHash,
            hash: row.hash,
          },
  }));
}

/** Hashes of links by id, for comparing with what lies outside. */
export async function hashesOf(db: D1Database, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { results } = await db
    .prepare("select id, hash from audit_chain where id in (select value from json_each(?1))")
    .bind(JSON.stringify(ids))
    .all<{ id: number; hash: string }>();
  return new Map(results.map(({ id, hash }) => [id, hash]));
}

/**
 * Erases the text of entries (WHO-4) and says so in the log, in one batch: who did what and when stays, and so does the
 * chain. Entries that are not in the chain yet, and those erased before, are left out. Returns how many were erased.
 */
export async function eraseText(
  db: D1Database,
  ids: readonly number[],
  by: { readonly actor: string; readonly reason: string; readonly requestId: string; readonly nowMs: number },
): Promise<number> {
  const which = `id in (select value from json_each(?1)) and erased_at_ms is null
    and exists (select 1 from audit_chain c where c.id = audit_log.id)`;
  const json = JSON.stringify(ids);
  const [, , erased] = await db.batch([
    db
      .prepare(
        `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, reason, request_id)
         select region_id, ?2, ?3, 'log.erase', 'log-entry', cast(id as text), ?4, ?5 from audit_log where ${which}`,
      )
      .bind(json, by.nowMs, by.actor, by.reason, by.requestId),
    db
      .prepare(
        `update audit_chain set salt = null where salt is not null
         and id in (select id from audit_log where ${which})`,
      )
      .bind(json),
    db
      .prepare(
        `update audit_log set before = null, after = null, reason = null, erased_at_ms = ?2 where ${which}`,
      )
      .bind(json, by.nowMs),
  ]);
  return erased?.meta.changes ?? 0;
}
