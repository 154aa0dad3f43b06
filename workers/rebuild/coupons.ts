import type { KeyEnv } from "../../durable-objects/lib/keys.ts";
import type { IssueManifest } from "../../schema/commands.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { CHUNK_ROWS, rewriteRows } from "../issuing/rows.ts";

/** Issues looked at in one page, and chunks of coupons written in one. */
const PAGE_ISSUES = 50;
const PAGE_CHUNKS = 20;

/** Where the coupons stand: in which programme, behind which entry of its fund, and how far in the next issue. */
export interface CouponCursor {
  readonly programmeId: string;
  readonly fundSeq: number;
  readonly written: number;
}
export const COUPONS_START: CouponCursor = { programmeId: "", fundSeq: 0, written: 0 };

/**
 * What each issue of a fund came to, read from its whole journal: in which order the entries arrived again doesn't
 * matter. A replacement waits for no hand-over: ready is active, as in the projection. What the Worker heard from the
 * fund itself and the journal hasn't said yet stays. One `max` only: with a second one SQLite would take `kind` from any row.
 */
const STATES = `
update issue set fund_seq = e.seq, state = case e.kind
  when 'issue-ready' then iif(e.replaces, 'active', 'ready') when 'issue-failed' then 'failed'
  when 'activate' then 'active' when 'hand-over' then 'active' when 'stop' then 'stopped' when 'withdraw' then 'withdrawn' else 'writing' end,
  rest_withdrawn = e.withdrawn > 0
from (
  select detail->>'issueId' as id, max(seq) as seq, kind, sum(kind = 'replace') as replaces,
    sum(kind = 'withdraw') as withdrawn from journal
  where actor = ?1 and class = 'fund' and detail->>'issueId' is not null
    and (kind in ('issue', 'replace', 'issue-ready', 'issue-failed', 'activate', 'stop', 'withdraw')
      or (kind = 'hand-over' and detail->>'whole' = 1))
  group by 1) e
where issue.id = e.id and issue.fund_seq <= e.seq`;

/** Who asked for an issue is in the audit log, not in the journal. */
const ASKED_BY = `
update issue set created_by = (
  select a.actor from audit_log a
  where a.subject_kind = 'issue' and a.subject_id = issue.id and a.action = 'issue.create' limit 1)
where programme_id = ?1 and created_by is null`;

const MANIFESTS = `
select j.seq, j.region_id as regionId, j.detail->'manifest' as manifest,
  (select r.detail->'salts' from journal r
   where r.actor = j.actor and r.seq > j.seq and r.kind = 'issue-ready' and r.line = 0
     and r.detail->>'issueId' = i.id order by r.seq limit 1) as salts,
  i.state in ('ready', 'active', 'stopped', 'withdrawn') as stands
from journal j join issue i on i.id = j.detail->>'issueId'
where j.actor = ?1 and j.seq > ?2 and j.class = 'fund' and j.kind in ('issue', 'replace') and j.line = 0
order by j.seq limit ${PAGE_ISSUES}`;

interface ManifestRow {
  readonly seq: number;
  readonly regionId: RegionId;
  readonly manifest: string;
  readonly salts: string | null;
  readonly stands: number;
}

/**
 * Writes the next coupons' rows again from the manifests that the funds journaled: codes derived, names and MACs made
 * anew, salts as recorded (FND-3, CPN-6). An issue that was still being written goes on through its own job.
 */
export async function couponsPage(
  env: KeyEnv & { readonly DB: D1Database },
  cursor: CouponCursor,
): Promise<{
  readonly next: CouponCursor | null;
  readonly coupons: number;
  readonly problems: readonly string[];
}> {
  const { programmeId } = cursor;
  const { results } = await env.DB.prepare(MANIFESTS).bind(programmeId, cursor.fundSeq).all<ManifestRow>();
  if (results.length === 0) return nextProgramme(env.DB, programmeId);
  const problems: string[] = [];
  let { fundSeq, written } = cursor;
  let coupons = 0;
  let chunks = 0;
  for (const row of results) {
    const manifest = JSON.parse(row.manifest) as IssueManifest;
    const issue = { manifest, regionId: row.regionId, programmeId: programmeId as ProgrammeId };
    const salts = new Map(
      ((JSON.parse(row.salts ?? "[]") ?? []) as readonly { serial: number; salt: number }[]).map(
        ({ serial, salt }) => [serial, salt],
      ),
    );
    const count = row.stands === 1 ? manifest.count : 0;
    for (; written < count; chunks += 1) {
      if (chunks >= PAGE_CHUNKS) return { next: { programmeId, fundSeq, written }, coupons, problems };
      const some = Math.min(CHUNK_ROWS, count - written);
      const from = manifest.serialFrom + written;
      if (!(await rewriteRows(env, issue, from, some, salts)))
        problems.push(`issue ${manifest.issueId}: not every coupon from serial ${from} on could be written`);
      written += some;
      coupons += some;
    }
    await env.DB.prepare("update issue set written = ?2 where id = ?1").bind(manifest.issueId, count).run();
    fundSeq = row.seq;
    written = 0;
  }
  return { next: { programmeId, fundSeq, written }, coupons, problems };
}

async function nextProgramme(db: D1Database, after: string) {
  const row = await db
    .prepare("select min(programme_id) as id from issue where programme_id > ?1")
    .bind(after)
    .first<{ id: string | null }>();
  if (!row?.id) return { next: null, coupons: 0, problems: [] };
  await db.batch([db.prepare(STATES).bind(row.id), db.prepare(ASKED_BY).bind(row.id)]);
  return { next: { programmeId: row.id, fundSeq: 0, written: 0 }, coupons: 0, problems: [] };
}
