import type { Segment } from "../../schema/api/grants.ts";
import type { ProgrammeId, ResidentId } from "../../schema/ids.ts";
import { MAX_GRANT_WALLETS } from "../../schema/limits.ts";
import type { GrantFacts } from "../data/grants.ts";
import type { Env } from "../env.ts";
import type { Lease } from "../queue/lease.ts";
import { openAnswers } from "../residents/answers.ts";
import { endReading, firstLines, readThrough, writeRows } from "./rows.ts";
import type { GrantWork } from "./run.ts";
import { answersFit, asksAnswers, joinedSpan, LEAST_ANSWERERS } from "./segment.ts";

/** Wallets that are looked at in one page. */
const PAGE_WALLETS = 500;

interface Candidate {
  readonly residentId: ResidentId;
  readonly createdAtMs: number;
  readonly sealed: string | null;
}

/** One step of finding who is in a segment (GRT-1): along the wallets of the Pay, in pages by key. */
export async function readSegment(
  env: Env,
  lease: Lease<GrantWork>,
  grant: GrantFacts,
  time: { readonly now: () => number; readonly over: () => boolean },
): Promise<"more" | "taken" | "done"> {
  const segment = JSON.parse(grant.segment ?? "{}") as Segment;
  const [fromMs, beforeMs] = joinedSpan(segment);
  const byAnswers = asksAnswers(segment);
  const through = await readThrough(env.DB, grant.id);
  let { row } = through;
  let after = lease.work.after ?? "";
  if ((through.residentId ?? "") > after) after = through.residentId ?? "";
  for (;;) {
    const page = await candidates(env.DB, grant.programmeId, after, byAnswers);
    const last = page.at(-1);
    if (last === undefined) break;
    const fits: Candidate[] = [];
    for (const one of page) {
      if (one.createdAtMs < fromMs || one.createdAtMs >= beforeMs) continue;
      if (byAnswers && !answersFit(segment, await answersOf(env, grant, one))) continue;
      fits.push(one);
    }
    // A worker that took over after this page was written, and before that was noted, meets it again.
    const there = await firstLines(
      env.DB,
      grant.id,
      fits.map(({ residentId }) => residentId),
    );
    const drafts = fits
      .filter(({ residentId }) => !there.has(residentId))
      .map(({ residentId }, i) => ({
        row: row + i + 1,
        residentId,
        amountYen: grant.amountYen ?? 0,
        state: "ready" as const,
        code: null,
      }));
    row += drafts.length;
    if (row > MAX_GRANT_WALLETS) {
      await endReading(env.DB, grant.id, { code: "too-many-rows", line: null }, time.now());
      return "done";
    }
    await writeRows(env.DB, grant, drafts, row, time.now());
    after = last.residentId;
    if (!(await lease.save({ ...lease.work, after }, time.now()))) return "taken";
    if (time.over()) return "more";
  }
  const few = byAnswers && row < LEAST_ANSWERERS;
  await endReading(
    env.DB,
    grant.id,
    few ? { code: "too-few", line: null } : row === 0 ? { code: "empty", line: null } : null,
    time.now(),
  );
  return "done";
}

/** A page of who has the Pay and is still somebody: an erased person's wallet gets nothing more (SEC-7). */
async function candidates(
  db: D1Database,
  programmeId: string,
  after: string,
  withAnswers: boolean,
): Promise<readonly Candidate[]> {
  const { results } = await db
    .prepare(
      `select l.resident_id as residentId, l.created_at_ms as createdAtMs, ${withAnswers ? "a.sealed" : "null"} as sealed
       from wallet_link l join resident_phone p on p.resident_id = l.resident_id
       ${withAnswers ? "left join resident_answer a on a.resident_id = l.resident_id and a.programme_id = l.programme_id" : ""}
       where l.programme_id = ?1 and l.resident_id > ?2 order by l.resident_id limit ${PAGE_WALLETS}`,
    )
    .bind(programmeId, after)
    .all<Candidate>();
  return results;
}

function answersOf(env: Env, grant: GrantFacts, { residentId, sealed }: Candidate) {
  return openAnswers(env, residentId, grant.programmeId as ProgrammeId, sealed);
}
