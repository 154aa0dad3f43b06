import { queueOf } from "../../durable-objects/lib/journal-queues.ts";
import type { SelfCheck } from "../../schema/commands.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { ledgerOf } from "../queue/actors.ts";
import { republish } from "../queue/republish.ts";
import { type Finding, rowFinding } from "./finding.ts";
import { type JournalRow, whyRowBroken } from "./rows.ts";

/** Actors asked in one page, and at a time. */
const PAGE_ACTORS = 100;
const AT_A_TIME = 8;

export interface NamedActor {
  readonly actorClass: ActorClass;
  readonly actor: string;
  readonly programmeId: string;
}

/** What one look at an actor gave. */
type Look =
  | { readonly state: "agrees"; readonly sumYen: number }
  /** The actor is ahead of D1; what is missing was sent again. */
  | { readonly state: "late" }
  | { readonly state: "broken"; readonly finding: Finding };

/** D1's side of an actor: its head, and what its rows add up to. */
const D1_SIDE = `
select h.actor, h.class, h.programme_id as programmeId, h.seq, h.hash, h.max_seq as maxSeq, h.balance_yen as balanceYen,
  (select count(*) from journal j where j.actor = h.actor) as rows,
  (select coalesce(sum(j.amount_yen), 0) from journal j where j.actor = h.actor) as sumYen,
  (select max(j.seq) from journal j where j.actor = h.actor) as lastSeq,
  (select j.hash from journal j where j.actor = h.actor and j.seq = h.seq) as rowHash
from actor_head h`;

interface D1Side {
  readonly actor: string;
  readonly class: ActorClass;
  readonly programmeId: string;
  readonly seq: number;
  readonly hash: string;
  readonly maxSeq: number;
  readonly balanceYen: number;
  readonly rows: number;
  readonly sumYen: number;
  readonly lastSeq: number | null;
  readonly rowHash: string | null;
}

/**
 * One page of the actors that D1 names, by name: each re-adds itself, and its head is D1's (AUD-1, AUD-3).
 * @param sinceMs only those of whom something was projected since then
 */
export async function checkActors(
  env: Env,
  after: string,
  sinceMs: number,
): Promise<{
  readonly next: string | null;
  readonly actors: number;
  readonly late: readonly NamedActor[];
  readonly finding: Finding | null;
}> {
  const { results } = await env.DB.prepare(
    `${D1_SIDE} where h.actor > ?1 and h.updated_at_ms >= ?2 order by h.actor limit ${PAGE_ACTORS}`,
  )
    .bind(after, sinceMs)
    .all<D1Side>();
  const late: NamedActor[] = [];
  for (let at = 0; at < results.length; at += AT_A_TIME) {
    const some = results.slice(at, at + AT_A_TIME);
    const looks = await Promise.all(some.map((side) => lookAt(env, side)));
    for (const [index, look] of looks.entries()) {
      const side = some[index] as D1Side;
      if (look.state === "broken") return { next: null, actors: at, late, finding: look.finding };
      if (look.state === "late")
        late.push({ actorClass: side.class, actor: side.actor, programmeId: side.programmeId });
    }
  }
  const last = results.at(-1);
  return {
    next: results.length < PAGE_ACTORS ? null : (last?.actor ?? null),
    actors: results.length,
    late,
    finding: null,
  };
}

/** Looks at one actor again that D1 lagged behind; or for the first time where only a link or the log names it. */
export async function lookAgain(env: Env, named: NamedActor): Promise<Look> {
  const side = await env.DB.prepare(`${D1_SIDE} where h.actor = ?1`).bind(named.actor).first<D1Side>();
  return lookAt(
    env,
    side ?? {
      actor: named.actor,
      class: named.actorClass,
      programmeId: named.programmeId,
      seq: 0,
      hash: "",
      maxSeq: 0,
      balanceYen: 0,
      rows: 0,
      sumYen: 0,
      lastSeq: null,
      rowHash: null,
    },
  );
}

/** What D1 says was read before the actor is asked: a healthy actor can only be ahead of it. */
async function lookAt(env: Env, side: D1Side): Promise<Look> {
  const named: NamedActor = { actorClass: side.class, actor: side.actor, programmeId: side.programmeId };
  const ledger = ledgerOf(env, side.class, side.actor as ActorName);
  let check: SelfCheck;
  try {
    check = await ledger.check();
  } catch (error) {
    return {
      state: "broken",
      finding: rowFinding("AUD-1", "actor", named, null, `could not be re-added: ${String(error)}`),
    };
  }
  if (check.firstBreak !== null) {
    const { seq, what } = check.firstBreak;
    return { state: "broken", finding: rowFinding("AUD-1", "actor", named, seq, what) };
  }
  const { head } = check;
  const whole = side.rows === side.seq && side.maxSeq === side.seq && (side.lastSeq ?? 0) === side.seq;
  const fits = whole && side.sumYen === side.balanceYen && (side.seq === 0 || side.rowHash === side.hash);
  if (fits && head.seq === side.seq && (side.seq === 0 || head.hash === side.hash)) {
    if (side.class !== "fund" && check.sumYen !== side.balanceYen)
      return broken(named, side.seq, `the actor adds up to ${check.sumYen} yen, D1 to ${side.balanceYen}`);
    return { state: "agrees", sumYen: check.sumYen };
  }
  const difference = await firstDifference(env, named, side.seq);
  if (difference) return { state: "broken", finding: difference };
  if (head.seq < side.seq) return broken(named, head.seq + 1, "D1 holds a row that the actor does not");
  if (whole && !fits) return broken(named, side.seq, "D1's head of the actor is not the end of its rows");
  if (head.seq === side.seq && whole)
    return broken(named, side.seq, "the heads differ although every row agrees");
  // Everything that is there agrees; what is missing is sent again (PRJ-3).
  await republish(ledger, queueOf(env, named.actor), side.seq + 1);
  return { state: "late" };
}

function broken(named: NamedActor, seq: number, what: string): Look {
  return { state: "broken", finding: rowFinding("AUD-3", "d1", named, seq, what) };
}

/**
 * Walks an actor's journal beside D1's rows and names the first that isn't the same. A row beyond the prefix that D1
 * has verified may still be on its way; one inside it was there and is gone.
 */
async function firstDifference(env: Env, named: NamedActor, verifiedSeq: number): Promise<Finding | null> {
  const ledger = ledgerOf(env, named.actorClass, named.actor as ActorName);
  for (let from = 1; ; from += MAX_REPUBLISH_ENTRIES) {
    const { results } = await env.DB.prepare(
      "select * from journal where actor = ?1 and seq >= ?2 and seq < ?3 order by seq",
    )
      .bind(named.actor, from, from + MAX_REPUBLISH_ENTRIES)
      .all<JournalRow>();
    const entries = await ledger.entriesFrom({ fromSeq: from, limit: MAX_REPUBLISH_ENTRIES });
    const own = new Map(entries.map((entry) => [entry.seq, entry]));
    const there = new Set(results.map((row) => row.seq));
    const lost = entries.find((entry) => entry.seq <= verifiedSeq && !there.has(entry.seq));
    for (const row of results) {
      if (lost && lost.seq < row.seq) break;
      const wrong = whyRowBroken(row);
      if (wrong) return rowFinding("AUD-3", "d1", named, row.seq, wrong);
      const entry = own.get(row.seq);
      if (!entry)
        return rowFinding("AUD-3", "actor", named, row.seq, "the row is in D1 and not in the actor");
      if (entry.hash !== row.hash)
        return rowFinding("AUD-3", "actor", named, row.seq, "the actor's row is not the one that D1 has");
      if (entry.programmeId !== row.programme_id || entry.regionId !== row.region_id)
        return rowFinding("AUD-3", "d1", named, row.seq, "the row stands in other books than the actor's");
    }
    if (lost)
      return rowFinding("AUD-3", "d1", named, lost.seq, "the row is in the actor and no longer in D1");
    if (entries.length < MAX_REPUBLISH_ENTRIES && results.length === 0) return null;
  }
}

/**
 * One page of the wallets that a link names and the funds that a programme names, where D1's journal names them not:
 * what they hold has not arrived yet, or was lost on the way, and is asked for (AUD-3).
 */
export async function checkLinks(
  env: Env,
  after: string,
): Promise<{
  readonly next: string | null;
  readonly late: readonly NamedActor[];
  readonly finding: Finding | null;
}> {
  const { results } = await env.DB.prepare(
    `select named.* from (
       select actor, 'wallet' as actorClass, programme_id as programmeId from wallet_link
       union all select id, 'fund', id from programme) named
     where named.actor > ?1 and not exists (select 1 from actor_head h where h.actor = named.actor)
     order by named.actor limit ${PAGE_ACTORS}`,
  )
    .bind(after)
    .all<NamedActor>();
  const late: NamedActor[] = [];
  for (const row of results) {
    const look = await lookAgain(env, row);
    if (look.state === "broken") return { next: null, late, finding: look.finding };
    if (look.state === "late") late.push(row);
  }
  return { next: results.length < PAGE_ACTORS ? null : (results.at(-1)?.actor ?? null), late, finding: null };
}
