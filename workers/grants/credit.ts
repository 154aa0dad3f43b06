import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import type { GrantRowState } from "../../schema/api/grants.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { ACCEPTED, type RuleVersion } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { type GrantId, type ProgrammeId, type ResidentId, walletName } from "../../schema/ids.ts";
import { GRANT_LANES } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import type { GrantFacts } from "../data/grants.ts";
import type { Env } from "../env.ts";
import { ask, fundActor } from "../http/actors.ts";
import { grantStep } from "./reserve.ts";

/** Wallets of one page: few enough that a stop is soon noticed, and a crash repeats little. */
const PAGE_WALLETS = 64;

interface Waiting {
  readonly row: number;
  readonly residentId: ResidentId;
  readonly amountYen: Yen;
  /** Null where the person was erased since. */
  readonly lookup: string | null;
  readonly stoppedAtMs: number | null;
}

interface Sent {
  readonly row: number;
  readonly state: Extract<GrantRowState, "sent" | "credited" | "failed">;
  readonly code: string | null;
}

/**
 * Sends the next page of a grant, and writes down what its wallets said (GRT-5): every wallet's operation has an id made of
 * grant and wallet, so that a page that is sent again credits nobody twice.
 * @param state `ready` of what was never sent, `sent` of what had no answer yet
 * @param afterRow where to go on among those
 * @returns the last line of the page; null where there was none
 */
export async function sendPage(
  env: Env,
  grant: GrantFacts,
  rules: readonly RuleVersion[],
  from: { readonly state: "ready" | "sent"; readonly afterRow: number },
  now: () => number,
): Promise<number | null> {
  const { results: page } = await env.DB.prepare(
    `select g.row, g.resident_id as residentId, g.amount_yen as amountYen, p.lookup, r.stopped_at_ms as stoppedAtMs
     from grant_row g left join resident_phone p on p.resident_id = g.resident_id left join resident r on r.id = g.resident_id
     where g.grant_id = ?1 and g.state = ?2 and g.row > ?3 order by g.row limit ${PAGE_WALLETS}`,
  )
    .bind(grant.id, from.state, from.afterRow)
    .all<Waiting>();
  if (page.length === 0) return null;
  const entries: JournalEntry[] = [];
  const sent: Sent[] = [];
  let undecided = false;
  const waiting = [...page];
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const said = await sendOne(env, grant, rules, one, from.state, entries);
      if (said === null) undecided = true;
      else sent.push({ row: one.row, ...said });
    }
  };
  await Promise.all(Array.from({ length: GRANT_LANES }, lane));
  await sendJournal(env, entries);
  await writeSent(env.DB, grant, sent, from.state, now());
  // What the fund said nothing of is sent again by the next step, after a pause.
  if (undecided) throw new Error(`the fund of grant ${grant.id} did not answer`);
  return (page.at(-1) as Waiting).row;
}

async function sendOne(
  env: Env,
  grant: GrantFacts,
  rules: readonly RuleVersion[],
  one: Waiting,
  state: "ready" | "sent",
  entries: JournalEntry[],
): Promise<Omit<Sent, "row"> | null> {
  // What was sent once is asked about, whatever became of its owner since: its yen may be there already.
  if (state === "ready" && one.lookup === null) return { state: "failed", code: "account-closed" };
  if (state === "ready" && one.stoppedAtMs !== null) return { state: "failed", code: "frozen" };
  const programmeId = grant.programmeId as ProgrammeId;
  const wallet = walletName(one.residentId, programmeId);
  const answer = await ask(() =>
    fundActor(env, programmeId).grant({
      operationId: grantStep(grant, `grant:${one.residentId}`),
      grantId: grant.id as GrantId,
      wallet,
      amountYen: one.amountYen,
      expiresOn: grant.expiresOn as BusinessDate,
      rules,
      verdict: ACCEPTED,
    }),
  );
  entries.push(...answer.entries);
  const { outcome } = answer;
  if (outcome.ok) return { state: outcome.value.state === "posted" ? "credited" : "sent", code: null };
  return outcome.error.outcome === "not-done" ? { state: "failed", code: outcome.error.code } : null;
}

// The lines by their number first: the planner would rather go through all that have the state.
const gained = (state: "credited" | "failed", what: string) =>
  `(select ${what} from grant_row g where g.grant_id = ?1 and g.state = ?3
    and g.row in (select value ->> 0 from json_each(?2) where value ->> 1 = '${state}'))`;
const yen = "coalesce(sum(g.amount_yen), 0)";

/** The sums of a grant and what some lines (?2) that were in a state (?3) add to them. */
export const SENT_SUMS = `
update grant_batch set updated_at_ms = ?4,
  credited_rows = credited_rows + ${gained("credited", "count(*)")}, credited_yen = credited_yen + ${gained("credited", yen)},
  failed_rows = failed_rows + ${gained("failed", "count(*)")}, failed_yen = failed_yen + ${gained("failed", yen)}
where id = ?1`;

/** What became of the lines. */
export const SENT_LINES = `
update grant_row set (state, code) = (
  select value ->> 1, value ->> 2 from json_each(?2) where value ->> 0 = grant_row.row)
where grant_id = ?1 and state = ?3 and row in (select value ->> 0 from json_each(?2))`;

/** Lines and their sums in one batch; a line that somebody else wrote meanwhile counts once. */
async function writeSent(
  db: D1Database,
  grant: GrantFacts,
  sent: readonly Sent[],
  from: "ready" | "sent",
  nowMs: number,
): Promise<void> {
  const values = JSON.stringify(sent.map(({ row, state, code }) => [row, state, code]));
  await db.batch([
    db.prepare(SENT_SUMS).bind(grant.id, values, from, nowMs),
    db.prepare(SENT_LINES).bind(grant.id, values, from),
  ]);
}
