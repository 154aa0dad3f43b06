import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { freezeId } from "../../durable-objects/wallet/birth.ts";
import { addDays, DAY_MS } from "../../schema/calendar.ts";
import type { SelfCheck } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, IssueId } from "../../schema/ids.ts";
import { lookAgain } from "../../workers/audit/actors.ts";
import type { Finding } from "../../workers/audit/finding.ts";
import { checkLog } from "../../workers/audit/log.ts";
import { checkCoupons, checkIssues, checkOpened, programmeFigures } from "../../workers/audit/programmes.ts";
import { checkRows } from "../../workers/audit/rows.ts";
import { checkTotals, type TotalsCursor } from "../../workers/audit/totals.ts";
import { checkOperations, unevenTransfers } from "../../workers/audit/transfers.ts";
import type { Env } from "../../workers/env.ts";
import { stopJobId } from "../../workers/freezing/issue.ts";
import { nodeD1 } from "../../workers/queue/node-d1.testing.ts";
import { project } from "../../workers/queue/projection.ts";
import { returnsOf, seal } from "./director.ts";
import { Edge } from "./edge.ts";
import type { World } from "./stories.ts";
import { Break } from "./timeline.ts";

/** Clocks of two machines differ by less. */
const CLOCKS_MS = 10_000;

type Sqlite = ReturnType<typeof nodeD1>["sqlite"];

/** Everything that has to be true when the world has come to rest. Throws the first {@link Break}. */
export async function checkEverything(world: World): Promise<void> {
  const { cloud, answers, books } = world;
  cloud.direct = true;
  const { env } = cloud.place("office", "audit");
  for (const move of books.transfers.unended())
    throw new Break("XFR-4", `${move.parent} (${move.kind}) never ended`, [
      move.source,
      move.target,
      move.parent,
    ]);
  answers.checkAll();
  await checkActors(world, env);
  checkHarm(world);
  await checkBooksOfD1(world, env);
  checkJobs(world);
  await checkAnyOrder(world);
  await returnWhatExpired(world);
}

/** One last time, as of a date that nothing is booked on any more (FND-5). */
async function returnWhatExpired(world: World): Promise<void> {
  // A day later: whatever came late has booked by then (ASOF-1).
  world.timeline.nowMs += DAY_MS;
  const asOf = addDays(world.town.today(), -1);
  const edge = new Edge(world.cloud.place("edge", "office"), false);
  seal(world, asOf);
  for (const order of returnsOf(world, asOf)) {
    const reply = await edge.handle(order);
    if (reply.outcome !== "done")
      throw new Break(
        "FND-5",
        `the return of ${order.expiresOn} was answered ${reply.outcome} (${reply.code})`,
      );
    const expired = expiredIn(world, order.programmeId, order.expiresOn);
    const returned =
      world.books.all.get(order.programmeId as string as ActorName)?.returned.get(order.expiresOn) ?? 0;
    const harmed = world.town.programmes.some((each) => each.unlucky && each.id === order.programmeId);
    if (!harmed && returned !== expired)
      throw new Break(
        "FND-5",
        `${expired} yen have expired in ${order.expiresOn} of ${order.programmeId}, ${returned} were returned`,
        [order.programmeId],
      );
  }
}

/** What is left in a bucket by the simulation's own books: lots, and sheets nobody opened. */
function expiredIn(world: World, programmeId: string, expiresOn: string): number {
  let yen = 0;
  for (const book of world.books.all.values())
    if (book.programmeId === programmeId)
      for (const lot of book.lots.values()) if (lot.expiresOn === expiresOn) yen += lot.remainingYen;
  const unopened = world.cloud.d1.node.sqlite
    .prepare(
      `select c.actor, c.issue_id, c.serial, c.face_yen from coupon c join issue i on i.id = c.issue_id
        where c.programme_id = ? and c.expires_on = ? and i.state <> 'failed'`,
    )
    .all(programmeId, expiresOn) as {
    actor: string;
    issue_id: string;
    serial: number;
    face_yen: number;
  }[];
  const { all, handOvers } = world.books;
  for (const { actor, issue_id, serial, face_yen } of unopened)
    if (!all.has(actor as never) && handOvers.isKept(issue_id, serial)) yen += face_yen;
  return yen;
}

/** AUD-1, MON-4, FND-1: every actor re-adds itself from its disk; AUD-3, PUB-6: D1 has it to the last row. */
async function checkActors(world: World, env: Env): Promise<void> {
  world.cloud.restartAll();
  for (const [actor, book] of world.books.all) {
    const { storage } = book;
    if (storage.harm !== null) continue;
    const namespace = env[storage.actorClass.toUpperCase() as "COUPON"] as unknown as {
      get(name: string): { check(): Promise<SelfCheck> };
    };
    const check = await namespace.get(actor).check();
    if (check.firstBreak !== null)
      throw new Break("AUD-1", `${actor} row ${check.firstBreak.seq}: ${check.firstBreak.what}`, [actor]);
    if (check.rows !== book.seq || check.head.hash !== book.hash)
      throw new Break("MON-3", `${actor} has ${check.rows} rows, ${book.seq} were seen to be written`, [
        actor,
      ]);
    const look = await lookAgain(env, {
      actorClass: storage.actorClass,
      actor,
      programmeId: book.programmeId,
    });
    if (look.state === "late") throw new Break("PUB-6", `entries of ${actor} never reached D1`, [actor]);
    if (look.state === "broken") throw broken(look.finding);
  }
}

/** Whoever's disk was tampered with is named, and nobody else is (PUB-5, AUD-3). */
function checkHarm(world: World): void {
  const { sqlite } = world.cloud.d1.node;
  const breaks = sqlite.prepare("select id, what, actor, state from journal_break").all() as {
    id: string;
    what: string;
    actor: string | null;
  }[];
  for (const each of breaks) {
    if (each.what !== "poison" && !world.books.harmed.has(each.actor as never))
      throw new Break("PUB-5", `a ${each.what} of ${each.actor} that nobody caused`, [each.actor ?? ""]);
    if (!sqlite.prepare("select 1 from alert where id = 'journal-break:' || ?").get(each.id))
      throw new Break("PUB-5", `nobody was told of ${each.id}`);
  }
  for (const actor of world.books.harmed) {
    const storage = world.cloud.storages.get(actor);
    const book = world.books.all.get(actor);
    if (!storage || !book) continue;
    const head = sqlite.prepare("select max_seq, hash from actor_head where actor = ?").get(actor) as
      | { max_seq: number; hash: string }
      | undefined;
    const last = storage.isEmpty
      ? undefined
      : storage.sql.all<{ seq: number; hash: string }>(
          "select seq, hash from journal order by seq desc limit 1",
        )[0];
    const differs = (last?.seq ?? 0) !== head?.max_seq || last?.hash !== head?.hash;
    const named = breaks.some((each) => each.actor === actor);
    if (storage.harm === "forked" && (last?.seq ?? 0) >= book.seq && !named)
      throw new Break("PUB-5", `the fork of ${actor} was not kept aside`, [actor]);
    if (!named && !differs)
      throw new Break("AUD-3", `${actor} was tampered with and nothing shows it`, [actor]);
  }
  // A person has looked at them (PUB-5), so that the rest of the log can be compared with D1.
  sqlite.exec("update journal_break set state = 'mended'");
}

/** AUD-2, AUD-3, AUD-6, PUB-3, FND-3 by the audit's own code, page by page. */
async function checkBooksOfD1(world: World, env: Env): Promise<void> {
  const { harmed } = world.books;
  const unlucky = new Set(
    world.town.programmes.filter((each) => each.unlucky).map((each) => each.id as string),
  );
  const fine = (finding: Finding | null) =>
    finding === null || (finding.actor !== null && harmed.has(finding.actor as never));
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof checkLog>> = await checkLog(env, after);
    if (!fine(page.finding)) throw broken(page.finding as Finding);
    const lost = page.missing.find((row) => !harmed.has(row.actor as never));
    if (lost)
      throw new Break("AUD-3", `row ${lost.seq} of ${lost.actor} is in the log and not in D1`, [lost.actor]);
    if (page.next === null) break;
    after = page.next;
  }
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof checkRows>> = await checkRows(env, after);
    if (page.finding) throw broken(page.finding);
    after = page.next;
  }
  for (let cursor: TotalsCursor = { programmeId: "", bookDate: "" }; ; ) {
    const day = await checkTotals(env.DB, cursor);
    if (day === null) break;
    if (day.finding) throw broken(day.finding);
    cursor = day.next;
  }
  for (let after: string | null = ""; after !== null; ) {
    const page: Awaited<ReturnType<typeof checkOperations>> = await checkOperations(env.DB, after);
    if (page.finding) throw broken(page.finding);
    after = page.next;
  }
  const uneven = (await unevenTransfers(env.DB, null)).find(
    ({ finding }) => !unlucky.has(finding.programmeId ?? ""),
  );
  if (uneven) throw broken(uneven.finding);
  for (const programme of world.town.programmes) {
    const coupons =
      (await checkIssues(env.DB, programme.id)) ??
      (await checkOpened(env.DB, programme.id)) ??
      (await checkCoupons(env, programme.id, 0)).finding;
    if (coupons) throw broken(coupons);
    if (programme.unlucky) continue;
    const figures = await programmeFigures(env.DB, programme.id, world.town.today());
    if (figures.differenceYen !== 0 || figures.inTransitYen !== 0)
      throw new Break("AUD-2", `the sums of ${programme.id} don't fit: ${JSON.stringify(figures)}`, [
        programme.id,
      ]);
    compareWithBooks(world, programme.id, figures);
  }
}

function unluckyOf(world: World): string[] {
  return world.town.programmes.filter((each) => each.unlucky).map((each) => each.id as string);
}

/** What goes on by itself has come to its end (ALM-2): issues written, stops carried out (CPN-7), freezes driven (FRZ-1). */
function checkJobs(world: World): void {
  const { sqlite } = world.cloud.d1.node;
  const { all, harmed } = world.books;
  const writing = sqlite.prepare("select id from issue where state = 'writing'").get() as
    | { id: string }
    | undefined;
  if (writing) throw new Break("FND-3", `the rows of issue ${writing.id} were never finished`, [writing.id]);
  const job = sqlite
    .prepare("select job_id as id from job_work where kind = 'stop' and state <> 'done'")
    .get() as { id: string } | undefined;
  if (job) throw new Break("CPN-7", `the job ${job.id} never ended`, [job.id]);
  const opened = sqlite
    .prepare(
      `select c.actor, c.issue_id as issueId from coupon c join issue i on i.id = c.issue_id
         join actor_head h on h.actor = c.actor where i.state = 'stopped'`,
    )
    .all() as { actor: ActorName; issueId: IssueId }[];
  for (const { actor, issueId } of opened) {
    const id = stepId(stopJobId(issueId), "freeze", idTail(actor));
    if (!harmed.has(actor) && all.get(actor)?.operations.get(id)?.kind !== "freeze")
      throw new Break("CPN-7", `${actor} was opened and its issue stopped, and it was never frozen`, [actor]);
  }
  const freezes = sqlite
    .prepare(
      `select link.actor, freeze.frozen, freeze.operation_id as record, freeze.driven_at_ms as drivenAtMs,
         link.created_at_ms < freeze.since_ms - ${CLOCKS_MS} as older
       from resident_freeze freeze join wallet_link link
         on link.resident_id = freeze.resident_id and link.region_id = freeze.region_id`,
    )
    .all() as {
    actor: ActorName;
    frozen: number;
    record: string;
    drivenAtMs: number | null;
    older: number;
  }[];
  for (const { actor, frozen, record, drivenAtMs, older } of freezes) {
    if (drivenAtMs === null)
      throw new Break("FRZ-1", `the freeze ${record} was never driven to its end`, [record]);
    const kind = all.get(actor)?.operations.get(freezeId(record, actor))?.kind;
    // A wallet that was linked after a thaw has nothing to thaw.
    if (all.has(actor) && kind !== (frozen === 1 ? "freeze" : "unfreeze") && (frozen === 1 || older === 1))
      throw new Break("FRZ-1", `the freeze ${record} never reached ${actor}`, [actor, record]);
  }
}

/** The same sums once more from the simulation's own books (AUD-2). */
function compareWithBooks(
  world: World,
  programmeId: string,
  figures: Awaited<ReturnType<typeof programmeFigures>>,
): void {
  let paid = 0;
  let back = 0;
  for (const book of world.books.all.values()) {
    if (book.programmeId !== programmeId) continue;
    for (const payment of book.payments.values())
      for (const line of payment.lines.values()) {
        paid += line.takenYen;
        back += line.backYen;
      }
  }
  if (figures.paidYen !== paid || figures.reversedYen !== back)
    throw new Break(
      "AUD-2",
      `D1 has ${figures.paidYen} yen paid and ${figures.reversedYen} reversed in ${programmeId}, the journals ${paid} and ${back}`,
      [programmeId],
    );
}

/** PUB-2: the log, in another order and cut otherwise, makes the same D1. */
async function checkAnyOrder(world: World): Promise<void> {
  const { random } = world;
  const again = nodeD1();
  try {
    world.cloud.bug?.plantInD1?.(again.sqlite);
    const entries: JournalEntry[] = [];
    for (const [key, bytes] of world.cloud.r2.objects)
      if (key.startsWith("journal/"))
        for (const line of new TextDecoder().decode(bytes).split("\n"))
          if (line !== "") entries.push(JSON.parse(line) as JournalEntry);
    const mixed = random.shuffled(entries.filter((entry) => !world.books.harmed.has(entry.actor)));
    for (let at = 0; at < mixed.length; at += 300)
      await project(again.db, mixed.slice(at, at + 300), "log", world.timeline.nowMs);
    const harmed = [...world.books.harmed, ...unluckyOf(world)];
    const first = tables(world.cloud.d1.node.sqlite, harmed);
    const second = tables(again.sqlite, harmed);
    for (const name of Object.keys(first) as (keyof typeof first)[])
      if (first[name] !== second[name])
        throw new Break("PUB-2", `${name} depends on the order in which entries arrive`);
  } finally {
    again.sqlite.close();
  }
}

/** What the projection made, but for the tampered and for the dates, which depend on when a row came (ASOF-1). */
function tables(sqlite: Sqlite, but: readonly string[]) {
  const rows = (sql: string) => JSON.stringify(sqlite.prepare(sql).all(JSON.stringify(but)));
  const not = (column: string) => `${column} not in (select value from json_each(?1))`;
  return {
    journal: rows(`select actor, seq, hash from journal where ${not("actor")} order by actor, seq`),
    actor_head: rows(
      `select actor, class, seq, hash, max_seq, balance_yen from actor_head where ${not("actor")} order by actor`,
    ),
    transfer: rows(
      `select actor, parent, kind, target, held_yen, arrived_yen, ended_as from transfer where ${not("actor")} order by actor, parent`,
    ),
    ledger_total: rows(
      `select programme_id, expires_on, class, kind, part, sum(rows) as rows, sum(amount_yen) as yen from ledger_total
        where ${not("programme_id")} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    ),
    store_day: rows(
      `select store_id, programme_id, sum(paper_yen), sum(app_yen), sum(paper_reversed_yen), sum(app_reversed_yen),
         sum(paper_count), sum(app_count) from store_day where ${not("programme_id")} group by 1, 2 order by 1, 2`,
    ),
  };
}

function broken(finding: Finding): Break {
  return new Break(finding.rule, `${finding.what}${finding.seq === null ? "" : ` (row ${finding.seq})`}`, [
    finding.actor ?? finding.programmeId ?? "",
  ]);
}
